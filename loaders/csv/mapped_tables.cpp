#include "loaders/csv/mapped_tables.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "grammar/error.hpp"
#include "graph/value/period.hpp"
#include "loaders/csv/csv_reader.hpp"
#include "loaders/csv/mapping.hpp"
#include "loaders/data/json_fields.hpp"
#include "loaders/files.hpp"

namespace normgraph::loaders {

namespace {

using Json = nlohmann::json;

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t"), last = text.find_last_not_of(" \t");
  return first == std::string_view::npos ? std::string()
                                         : std::string(text.substr(first, last - first + 1));
}

RelationshipLine relationship(const std::string& type, const std::string& from,
                              const std::string& to) {
  RelationshipLine line;
  line.type = type;
  line.from = from;
  line.to = to;
  return line;
}

/// The sign that stands most often in the first line, outside of quotes.
char find_delimiter(std::string_view text) {
  constexpr std::string_view candidates = ",;\t|";
  std::size_t counts[candidates.size()] = {};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    if (const std::size_t at = candidates.find(c); at != std::string_view::npos) ++counts[at];
  }
  return candidates[static_cast<std::size_t>(std::max_element(counts, std::end(counts)) - counts)];
}

template <class Number>
std::optional<Number> number_of(const std::string& text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// A field as data files would write a value of the kind; nothing: it is none.
std::optional<Json> json_of(const std::string& field, ValueKind kind) {
  switch (kind) {
    case ValueKind::Integer:
      if (const auto number = number_of<std::int64_t>(field)) return Json(*number);
      return std::nullopt;
    case ValueKind::Float:
      if (const auto number = number_of<double>(field)) return Json(*number);
      return std::nullopt;
    case ValueKind::Boolean:
      for (const auto& [word, truth] : {std::pair("true", true), std::pair("yes", true),
                                        std::pair("false", false), std::pair("no", false)})
        if (field == word) return Json(truth);
      return std::nullopt;
    case ValueKind::StringList: {
      Json list = Json::array();
      for (std::size_t begin = 0; begin <= field.size();) {
        const std::size_t end = std::min(field.find(';', begin), field.size());
        if (std::string item = trimmed(field.substr(begin, end - begin)); !item.empty())
          list.push_back(std::move(item));
        begin = end + 1;
      }
      return list;
    }
    default:
      return Json(field);
  }
}

/// Reads the rows of one table.
class TableReader {
 public:
  TableReader(const MappedTable& table, const std::string& text, const Place& mapping,
              DataSet& data, ProblemLog& log)
      : table_(table),
        reader_(text, table.delimiter ? table.delimiter : find_delimiter(text)),
        mapping_(mapping),
        data_(data),
        log_(log) {}

  void read() {
    try {
      if (!read_header()) return;
      while (reader_.next() && !log_.full()) read_row();
    } catch (const Error& error) {  // a quote that is not closed, and the like
      if (error.kind != ErrorKind::Data) throw;
      log_.error({table_.file, 0}, "", error.message);
    }
  }

 private:
  bool read_header() {
    if (!reader_.next()) {
      log_.error({table_.file, 1}, "", "is empty: its first line names the columns");
      return false;
    }
    for (const std::string_view field : reader_.fields()) header_.push_back(trimmed(field));
    bool complete = true;
    std::vector<std::string> unused = header_;
    for (const std::string& name : table_.used_columns()) {
      std::erase(unused, name);
      if (std::find(header_.begin(), header_.end(), name) != header_.end()) continue;
      complete = false;
      const std::vector<std::string> near = nearest_names(name, header_, 1);
      log_.error(
          mapping_, table_.field,
          "\"" + name + "\" is not a column of " + table_.file + ": " +
              (near.empty() ? "it has " + listed(header_) : "did you mean \"" + near[0] + "\"?"));
    }
    if (!unused.empty())
      log_.warning({table_.file, 1}, "",
                   "columns that the mapping does not use: " + listed(unused));
    return complete;
  }

  static std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
  }

  void read_row() {
    place_ = {table_.file, reader_.line()};
    if (reader_.fields().size() != header_.size())
      return log_.error(place_, "",
                        std::to_string(reader_.fields().size()) +
                            " fields, but the first line names " + std::to_string(header_.size()) +
                            " columns");
    if (table_.label.empty())
      add_relationship(filled(table_.from), filled(table_.to), table_.type);
    else
      add_node();
  }

  /// The field of a column, without blanks around it unless it stands in quotes.
  std::string field_of(const std::string& column) const {
    const auto found = std::find(header_.begin(), header_.end(), column);
    const auto at = static_cast<std::size_t>(found - header_.begin());
    return reader_.quoted(at) ? std::string(reader_.fields()[at]) : trimmed(reader_.fields()[at]);
  }

  /// Nothing where a column of the template is empty.
  std::string filled(const Template& wanted) const {
    std::string text;
    for (const Template::Piece& piece : wanted.pieces) {
      if (!piece.column) {
        text += piece.text;
        continue;
      }
      const std::string field = field_of(piece.text);
      if (field.empty()) return {};
      text += field;
    }
    return text;
  }

  bool is_key(const std::string& key, const Template& wanted, const char* what) {
    if (key.empty()) {
      log_.error(place_, wanted.written, std::string(what) + " is empty");
      return false;
    }
    if (key.find_first_of(" \t") == std::string::npos) return true;
    log_.error(place_, wanted.written, std::string(what) + " \"" + key + "\" holds a blank");
    return false;
  }

  void add_node() {
    NodeLine node;
    node.key = filled(table_.key);
    if (!is_key(node.key, table_.key, "the key")) return;
    node.label = table_.label;
    const LabelSchema* label = data_.schema.find_label(node.label);
    fill(node, label ? &label->properties : nullptr);
    const std::optional<Period> effective = period_of(table_.effective);
    if (effective) {
      for (PropertyValue& property : node.properties)
        add_claim(node, std::move(property), *effective);
      node.properties.clear();
    }
    const std::string key = node.key;
    data_.nodes.push_back(std::move(node));
    for (const MappedLink& link : table_.links)
      for (const std::string& to : keys_of(link)) {
        if (!is_key(to, link.to, "the key of the other end")) continue;
        RelationshipLine line = relationship(link.type, key, to);
        fill_sources(line);
        data_.relationships.push_back(std::move(line));
      }
  }

  /// What has a day from which it holds is a claim.
  void add_claim(NodeLine& node, PropertyValue property, const Period& effective) {
    Claim claim;
    claim.property = property.name;
    claim.value = std::move(property.value);
    claim.from = effective;
    claim.known = period_of(table_.known);
    claim.sources = node.sources;
    if (claim.sources.empty()) claim.sources.push_back("user");
    claim.note = node.note;
    node.claims.push_back(std::move(claim));
    node.claim_places.push_back(place_);
  }

  std::vector<std::string> keys_of(const MappedLink& link) const {
    if (link.separator.empty()) {
      const std::string key = filled(link.to);
      return key.empty() ? std::vector<std::string>() : std::vector<std::string>{key};
    }
    // "1; 3" with the template M/613/{Items}: each of them alone.
    std::vector<std::string> keys;
    std::string before, list, after;
    for (const Template::Piece& piece : link.to.pieces) {
      if (piece.column && list.empty())
        list = field_of(piece.text);
      else
        (list.empty() ? before : after) += piece.column ? field_of(piece.text) : piece.text;
    }
    for (std::size_t begin = 0; begin < list.size();) {
      const std::size_t end = std::min(list.find(link.separator, begin), list.size());
      const std::string item = trimmed(std::string_view(list).substr(begin, end - begin));
      if (!item.empty()) keys.push_back(before + item + after);
      begin = end + link.separator.size();
    }
    return keys;
  }

  void add_relationship(const std::string& from, const std::string& to, const std::string& type) {
    const bool good = is_key(from, table_.from, "the key of the start") &&
                      is_key(to, table_.to, "the key of the end");
    if (!good) return;
    RelationshipLine line = relationship(type, from, to);
    const RelationshipSchema* schema = data_.schema.find_relationship(type);
    fill(line, schema ? &schema->properties : nullptr);
    if (const auto effective = period_of(table_.effective)) {
      Claim claim;
      claim.from = effective;
      claim.known = period_of(table_.known);
      claim.sources = line.sources;
      if (claim.sources.empty()) claim.sources.push_back("user");
      line.exists.push_back(std::move(claim));
    }
    data_.relationships.push_back(std::move(line));
  }

  void fill_sources(ElementLine& element) {
    element.place = place_;
    element.user = data_.schema.labels.empty();
    for (const Template& source : table_.sources)
      if (std::string key = filled(source); !key.empty()) element.sources.push_back(std::move(key));
  }

  void fill(ElementLine& element, const std::vector<std::string>* allowed) {
    fill_sources(element);
    element.note = filled(table_.note);
    element.confidence = filled(table_.confidence);
    for (const MappedColumn& column : table_.columns) {
      const std::string field = field_of(column.column);
      if (field.empty()) continue;
      if (auto value = read_field(column, field, allowed))
        element.properties.push_back({column.property, std::move(*value)});
    }
  }

  std::optional<Value> read_field(const MappedColumn& column, const std::string& field,
                                  const std::vector<std::string>* allowed) {
    PropertySchema property;
    property.name = column.property;
    if (const PropertySchema* declared = declared_property(column, allowed)) {
      property = *declared;
    } else if (!element_is_free()) {
      return std::nullopt;  // told once
    } else {
      property.kinds = {ValueKind::String};
      property.type_text = "string";
    }
    if (column.kind) property.kinds = {*column.kind};
    Report ignored;
    ProblemLog quiet(ignored);
    for (const ValueKind kind : property.kinds) {
      PropertySchema one = property;
      one.kinds = {kind};
      const std::optional<Json> json = json_of(field, kind);
      if (!json) continue;
      if (auto value = read_value(*json, one, place_, column.column, quiet)) return value;
    }
    log_.error(place_, column.column,
               "\"" + field + "\" is not a value of type " + expected(column, property));
    return std::nullopt;
  }

  static std::string expected(const MappedColumn& column, const PropertySchema& property) {
    const ValueKind kind = column.kind.value_or(property.kinds.front());
    if (kind == ValueKind::Date) return "date, such as 2026-08-02";
    if (kind == ValueKind::Period) return "period, such as 2026-08-02, 2026-08 or 2025-Q3";
    if (kind == ValueKind::Stage) return "stage, such as 40.20";
    if (kind == ValueKind::Boolean) return "boolean: true, yes, false or no";
    return column.kind ? "the mapping's type" : property.type_text;
  }

  bool element_is_free() const { return data_.schema.labels.empty(); }

  const PropertySchema* declared_property(const MappedColumn& column,
                                          const std::vector<std::string>* allowed) {
    if (!allowed) return nullptr;
    if (std::find(allowed->begin(), allowed->end(), column.property) != allowed->end())
      return data_.schema.find_property(column.property);
    if (std::find(told_.begin(), told_.end(), column.property) != told_.end()) return nullptr;
    told_.push_back(column.property);
    const std::vector<std::string> near = nearest_names(column.property, *allowed, 1);
    log_.error(mapping_, table_.field + ".columns." + column.property,
               "is not a property that the schema allows here" +
                   (near.empty() ? "" : ": did you mean " + near[0] + "?"));
    return nullptr;
  }

  std::optional<Period> period_of(const Template& wanted) {
    const std::string text = filled(wanted);
    if (text.empty()) return std::nullopt;
    try {
      return parse_period(text);
    } catch (const Error&) {
      log_.error(place_, wanted.written, "\"" + text + "\" is neither a day nor a period");
      return std::nullopt;
    }
  }

  const MappedTable& table_;
  CsvReader reader_;
  const Place mapping_;
  DataSet& data_;
  ProblemLog& log_;
  std::vector<std::string> header_, told_;
  Place place_;
};

/// Labels and types that the schema does not know.
void check_words(const Mapping& mapping, const Place& place, const Schema& schema,
                 ProblemLog& log) {
  if (schema.labels.empty()) return;
  std::vector<std::string> labels, types;
  for (const LabelSchema& label : schema.labels) labels.push_back(label.name);
  for (const auto& [name, type] : schema.relationships) types.push_back(name);
  const auto check_one = [&](const std::string& word, const std::vector<std::string>& known,
                             const std::string& field, const char* what) {
    if (word.empty() || std::find(known.begin(), known.end(), word) != known.end()) return;
    const std::vector<std::string> near = nearest_names(word, known, 1);
    log.error(place, field,
              "\"" + word + "\" is not a " + what + " of the schema" +
                  (near.empty() ? "" : ": did you mean " + near[0] + "?"));
  };
  for (const MappedTable& table : mapping.tables) {
    check_one(table.label, labels, table.field + ".label", "label");
    check_one(table.type, types, table.field + ".type", "relationship type");
    for (std::size_t i = 0; i < table.links.size(); ++i)
      check_one(table.links[i].type, types, table.field + ".links[" + std::to_string(i) + "].type",
                "relationship type");
  }
}

}  // namespace

void read_mapped_tables(const std::string& mapping_text, const std::string& mapping_path,
                        DataSet& data, ProblemLog& log, const Progress& progress) {
  const std::filesystem::path path(mapping_path);
  const Place place{path.filename().string(), 0};
  const Mapping mapping = read_mapping(mapping_text, place.file, log);
  check_words(mapping, place, data.schema, log);
  if (log.failed()) return;
  for (std::size_t i = 0; i < mapping.tables.size(); ++i) {
    const MappedTable& table = mapping.tables[i];
    if (progress)
      progress(0.5 * static_cast<double>(i) / static_cast<double>(mapping.tables.size()),
               table.file);
    const std::filesystem::path name(table.file);
    if (name.is_absolute() || std::find(name.begin(), name.end(), "..") != name.end()) {
      log.error(place, table.field + ".file", "\"" + table.file + "\" is not beside the mapping");
      continue;
    }
    std::string reason;
    const auto text = read_file((path.parent_path() / name).string(), reason);
    if (!text) {
      log.error(place, table.field + ".file", table.file + " " + reason);
      continue;
    }
    TableReader(table, *text, place, data, log).read();
  }
}

}  // namespace normgraph::loaders
