#include "loaders/csv/mapping.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "loaders/data/json_fields.hpp"

namespace normgraph::loaders {

namespace {

using Json = nlohmann::json;

constexpr std::array<std::pair<std::string_view, ValueKind>, 9> kinds{
    {{"string", ValueKind::String},
     {"integer", ValueKind::Integer},
     {"float", ValueKind::Float},
     {"boolean", ValueKind::Boolean},
     {"date", ValueKind::Date},
     {"period", ValueKind::Period},
     {"stage", ValueKind::Stage},
     {"duration", ValueKind::Duration},
     {"list of string", ValueKind::StringList}}};

class MappingReader {
 public:
  MappingReader(const Json& json, const std::string& file, ProblemLog& log)
      : json_(json), place_{file, 0}, log_(log) {}

  Mapping read() {
    ObjectReader reader(json_, place_, "", log_);
    const Json* version = reader.member("mapping");
    if (!version || *version != 1)
      reader.problem("mapping", "must be 1, the one form that this version reads");
    read_tables(reader, "nodes");
    read_tables(reader, "relationships");
    reader.finish();
    if (mapping_.tables.empty() && !log_.failed())
      log_.error(place_, "", "a mapping needs `nodes` or `relationships`: lists of tables");
    return std::move(mapping_);
  }

 private:
  void read_tables(ObjectReader& reader, const std::string& name) {
    const Json* tables = reader.member(name);
    if (!tables) return;
    if (!tables->is_array()) return reader.problem(name, "must be a list of tables");
    for (std::size_t i = 0; i < tables->size(); ++i) {
      const std::string field = name + "[" + std::to_string(i) + "]";
      if (!(*tables)[i].is_object()) {
        log_.error(place_, field, "must be an object");
        continue;
      }
      ObjectReader table((*tables)[i], place_, field, log_);
      mapping_.tables.push_back(read_table(table, field, name == "nodes"));
      table.finish();
    }
  }

  MappedTable read_table(ObjectReader& reader, const std::string& field, bool nodes) {
    MappedTable table;
    table.field = field;
    table.file = reader.text("file", true);
    table.delimiter = read_delimiter(reader);
    if (nodes) {
      table.label = reader.text("label", true);
      table.key = read_template(reader, "key", true);
      read_links(reader, table);
    } else {
      table.type = reader.text("type", true);
      table.from = read_template(reader, "from", true);
      table.to = read_template(reader, "to", true);
    }
    read_columns(reader, table);
    read_sources(reader, table);
    table.known = read_template(reader, "known");
    table.effective = read_template(reader, "effective");
    table.confidence = read_template(reader, "confidence");
    table.note = read_template(reader, "note");
    return table;
  }

  char read_delimiter(ObjectReader& reader) {
    const std::string word = reader.text("delimiter");
    if (word.empty()) return 0;
    if (word == "tab" || word == "\t") return '\t';
    if (word == "," || word == ";" || word == "|") return word[0];
    reader.problem("delimiter", "must be \",\", \";\", \"|\" or \"tab\"");
    return 0;
  }

  Template read_template(ObjectReader& reader, const char* name, bool required = false) {
    return to_template(reader, name, reader.text(name, required));
  }

  static Template to_template(ObjectReader& reader, const std::string& name,
                              const std::string& text) {
    if (auto parsed = parse_template(text)) return std::move(*parsed);
    reader.problem(name,
                   "\"" + text +
                       "\": columns stand in braces, as in wi:{Number}; a brace that is meant "
                       "is doubled");
    return {};
  }

  void read_columns(ObjectReader& reader, MappedTable& table) {
    const Json* columns = reader.member("columns");
    if (!columns) return;
    if (!columns->is_object())
      return reader.problem("columns", "must be an object: the column of each property");
    for (const auto& [property, json] : columns->items()) {
      const std::string field = "columns." + property;
      MappedColumn column{property, "", std::nullopt};
      if (json.is_string()) {
        column.column = json.get<std::string>();
      } else if (json.is_object()) {
        ObjectReader one(json, place_, reader.field(field), log_);
        column.column = one.text("column", true);
        column.kind = read_kind(one);
        one.finish();
      } else {
        reader.problem(field, "must be the name of a column, or an object with column and type");
      }
      table.columns.push_back(std::move(column));
    }
  }

  static std::optional<ValueKind> read_kind(ObjectReader& reader) {
    const std::string word = reader.text("type");
    if (word.empty()) return std::nullopt;
    std::string all;
    for (const auto& [name, kind] : kinds) {
      if (name == word) return kind;
      all += (all.empty() ? "" : ", ") + std::string(name);
    }
    reader.problem("type", "\"" + word + "\" is not a type: " + all);
    return std::nullopt;
  }

  void read_sources(ObjectReader& reader, MappedTable& table) {
    const Json* source = reader.member("source");
    if (!source) return;
    const Json list = source->is_array() ? *source : Json::array({*source});
    for (const Json& item : list) {
      if (item.is_string())
        table.sources.push_back(to_template(reader, "source", item.get<std::string>()));
      else
        reader.problem("source", "must be the key of a source, or a list of keys");
    }
  }

  void read_links(ObjectReader& reader, MappedTable& table) {
    const Json* links = reader.member("links");
    if (!links) return;
    if (!links->is_array()) return reader.problem("links", "must be a list");
    for (std::size_t i = 0; i < links->size(); ++i) {
      const std::string path = reader.field("links[" + std::to_string(i) + "]");
      if (!(*links)[i].is_object()) {
        log_.error(place_, path, "must be an object");
        continue;
      }
      ObjectReader one((*links)[i], place_, path, log_);
      MappedLink link;
      link.type = one.text("type", true);
      link.to = read_template(one, "to", true);
      link.separator = one.text("separator");
      one.finish();
      table.links.push_back(std::move(link));
    }
  }

  const Json& json_;
  const Place place_;
  ProblemLog& log_;
  Mapping mapping_;
};

}  // namespace

std::optional<Template> parse_template(std::string_view text) {
  Template result;
  result.written = text;
  std::string piece;
  const auto end_piece = [&](bool column) {
    if (!piece.empty() || column) result.pieces.push_back({piece, column});
    piece.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if ((c == '{' || c == '}') && i + 1 < text.size() && text[i + 1] == c) {
      piece += c;
      ++i;
    } else if (c == '{') {
      end_piece(false);
      const std::size_t close = text.find('}', i);
      if (close == std::string_view::npos || close == i + 1) return std::nullopt;
      piece = text.substr(i + 1, close - i - 1);
      end_piece(true);
      i = close;
    } else if (c == '}') {
      return std::nullopt;
    } else {
      piece += c;
    }
  }
  end_piece(false);
  return result;
}

std::vector<std::string> MappedTable::used_columns() const {
  std::vector<std::string> names;
  const auto add = [&](const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  const auto add_all = [&](const Template& wanted) {
    for (const Template::Piece& piece : wanted.pieces)
      if (piece.column) add(piece.text);
  };
  for (const Template* one : {&key, &from, &to, &known, &effective, &confidence, &note})
    add_all(*one);
  for (const MappedColumn& column : columns) add(column.column);
  for (const MappedLink& link : links) add_all(link.to);
  for (const Template& source : sources) add_all(source);
  return names;
}

bool is_mapping(std::string_view text) {
  constexpr std::size_t head = 4096;
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string_view::npos || text[first] != '{') return false;
  // The first member says so.
  const std::size_t quote = text.find_first_not_of(" \t\r\n", first + 1);
  return quote != std::string_view::npos && quote < head &&
         text.substr(quote).starts_with("\"mapping\"");
}

Mapping read_mapping(std::string_view text, const std::string& file, ProblemLog& log) {
  const std::optional<Json> json = parse_object(text, {file, 0}, log);
  if (!json) return {};
  return MappingReader(*json, file, log).read();
}

}  // namespace normgraph::loaders
