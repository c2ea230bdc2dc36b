#include "graph/schema.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "grammar/error.hpp"
#include "graph/text/analysis.hpp"

namespace normgraph {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t known_format = 1;

struct KindName {
  std::string_view name;
  ValueKind kind;
};
constexpr std::array kind_names{
    KindName{"string", ValueKind::String},
    KindName{"integer", ValueKind::Integer},
    KindName{"float", ValueKind::Float},
    KindName{"boolean", ValueKind::Boolean},
    KindName{"date", ValueKind::Date},
    KindName{"period", ValueKind::Period},
    KindName{"stage", ValueKind::Stage},
    KindName{"duration", ValueKind::Duration},
    KindName{"list of string", ValueKind::StringList},
};

struct TakeName {
  std::string_view name;
  Derivation::Take take;
};
constexpr std::array take_names{
    TakeName{"from", Derivation::Take::From},
    TakeName{"previous", Derivation::Take::Previous},
    TakeName{"moved", Derivation::Take::Moved},
    TakeName{"known", Derivation::Take::Known},
    TakeName{"planned", Derivation::Take::Planned},
    TakeName{"planned_known", Derivation::Take::PlannedKnown},
};

/// "did you mean …?" behind a message, where one of the names is near.
std::string with_nearest(std::string message, std::string_view name,
                         const std::vector<std::string>& names) {
  const std::vector<std::string> near = nearest_names(name, names, 1);
  return near.empty() ? message : message + ": did you mean " + near.front() + "?";
}

template <class Table>
std::vector<std::string> names_of(const Table& table) {
  std::vector<std::string> names;
  for (const auto& entry : table) names.emplace_back(entry.name);
  return names;
}

std::vector<std::string> declared_properties(const Schema& schema) {
  std::vector<std::string> names;
  for (const auto& [name, property] : schema.properties) names.push_back(name);
  return names;
}

/// Reads the members of one object, and notes what is wrong with it.
class Reader {
 public:
  Reader(const Json& object, std::string path, std::vector<SchemaProblem>& problems)
      : object_(object), path_(std::move(path)), problems_(problems) {}

  void problem(const std::string& member, std::string message) {
    problems_.push_back({0, member.empty() ? path_ : path_ + "." + member, std::move(message)});
  }
  std::string text(const char* member, bool required = false) {
    const auto found = find(member);
    if (!found) {
      if (required) problem(member, "is missing");
      return {};
    }
    if (found->is_string()) return found->get<std::string>();
    problem(member, "must be a text");
    return {};
  }
  bool flag(const char* member) {
    const auto found = find(member);
    if (!found) return false;
    if (found->is_boolean()) return found->get<bool>();
    problem(member, "must be true or false");
    return false;
  }
  std::vector<std::string> texts(const char* member) {
    std::vector<std::string> list;
    const auto found = find(member);
    if (!found) return list;
    if (!found->is_array()) {
      problem(member, "must be a list of texts");
      return list;
    }
    for (const Json& item : *found) {
      if (item.is_string())
        list.push_back(item.get<std::string>());
      else
        problem(member, "must be a list of texts");
    }
    return list;
  }
  const Json* find(const char* member) {
    seen_.emplace_back(member);
    const auto found = object_.find(member);
    return found == object_.end() ? nullptr : &*found;
  }
  /// Notes members that nobody asked for.
  void finish() {
    for (const auto& [name, value] : object_.items())
      if (std::find(seen_.begin(), seen_.end(), name) == seen_.end())
        problem(name, with_nearest("is not a member that is known here", name, seen_));
  }

 private:
  const Json& object_;
  std::string path_;
  std::vector<SchemaProblem>& problems_;
  std::vector<std::string> seen_;
};

/// "integer or string" as kinds.
std::vector<ValueKind> parse_kinds(const std::string& text, Reader& reader) {
  std::vector<ValueKind> kinds;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    std::size_t end = text.find(" or ", begin);
    if (end == std::string::npos) end = text.size();
    const std::string_view name = std::string_view(text).substr(begin, end - begin);
    const auto known = std::find_if(kind_names.begin(), kind_names.end(),
                                    [&](const KindName& k) { return k.name == name; });
    if (known == kind_names.end())
      reader.problem("type", with_nearest("\"" + std::string(name) + "\" is not a type of values",
                                          name, names_of(kind_names)));
    else
      kinds.push_back(known->kind);
    begin = end + 4;
  }
  return kinds;
}

std::optional<Derivation> parse_derivation(const Json& json, const std::string& path,
                                           std::vector<SchemaProblem>& problems) {
  if (!json.is_object()) {
    problems.push_back({0, path, "must be an object"});
    return std::nullopt;
  }
  Reader reader(json, path, problems);
  Derivation derivation;
  derivation.claim = reader.text("claim");
  derivation.value = reader.text("value");
  const std::string take = reader.text("take", true);
  const auto known = std::find_if(take_names.begin(), take_names.end(),
                                  [&](const TakeName& t) { return t.name == take; });
  if (known == take_names.end())
    reader.problem("take", with_nearest("\"" + take + "\" is not a way to derive a property", take,
                                        names_of(take_names)));
  else
    derivation.take = known->take;
  reader.finish();
  return derivation;
}

void check_language(const std::string& language, const char* member, Reader& reader) {
  if (text::is_language(language)) return;
  std::string known;
  for (const std::string& name : text::languages()) known += (known.empty() ? "" : ", ") + name;
  reader.problem(
      member, "\"" + language + "\" is not a language whose words can be searched (" + known + ")");
}

/// "search": true, or the language of the words.
std::string parse_search(const PropertySchema& property, const std::string& language,
                         Reader& reader) {
  const Json* search = reader.find("search");
  if (!search || (search->is_boolean() && !search->get<bool>())) return {};
  if (!search->is_boolean() && !search->is_string()) {
    reader.problem("search", "must be true, false or a language");
    return {};
  }
  const bool is_text = std::ranges::any_of(property.kinds, [](ValueKind kind) {
    return kind == ValueKind::String || kind == ValueKind::StringList;
  });
  if (!is_text) reader.problem("search", "is for properties with text");
  if (search->is_boolean()) return language;
  const std::string own = search->get<std::string>();
  check_language(own, "search", reader);
  return text::is_language(own) ? own : std::string();
}

PropertySchema parse_property(const std::string& name, const Json& json,
                              const std::string& language, std::vector<SchemaProblem>& problems) {
  Reader reader(json, "properties." + name, problems);
  PropertySchema property;
  property.name = name;
  property.about = reader.text("about");
  property.type_text = reader.text("type", true);
  property.kinds = parse_kinds(property.type_text, reader);
  property.search = parse_search(property, language, reader);
  if (const Json* derived = reader.find("derived"))
    property.derived = parse_derivation(*derived, "properties." + name + ".derived", problems);
  reader.finish();
  return property;
}

LabelSchema parse_label(const std::string& name, const Json& json,
                        std::vector<SchemaProblem>& problems) {
  Reader reader(json, "labels." + name, problems);
  LabelSchema label;
  label.name = name;
  label.about = reader.text("about");
  label.singular = reader.text("singular", true);
  label.plural = reader.text("plural", true);
  label.implies = reader.texts("implies");
  label.number = reader.text("number");
  label.found_by = reader.texts("found_by");
  label.preferred = reader.text("preferred");
  label.edition = reader.flag("edition");
  label.columns = reader.texts("columns");
  label.order = reader.text("order");
  label.date = reader.text("date");
  label.properties = reader.texts("properties");
  reader.finish();
  return label;
}

RelationshipSchema parse_relationship(const std::string& name, const Json& json,
                                      std::vector<SchemaProblem>& problems) {
  Reader reader(json, "relationships." + name, problems);
  RelationshipSchema type;
  type.name = name;
  type.about = reader.text("about");
  type.from = reader.texts("from");
  type.to = reader.texts("to");
  type.properties = reader.texts("properties");
  reader.finish();
  return type;
}

std::string undeclared(const Schema& schema, const std::string& name) {
  return with_nearest("\"" + name + "\" is not declared under properties", name,
                      declared_properties(schema));
}

std::string no_label_of(const Schema& schema, const std::string& name) {
  return with_nearest("\"" + name + "\" is not a label", name, names_of(schema.labels));
}

/// Names that a label uses but that are declared nowhere.
void check_label(const Schema& schema, const LabelSchema& label,
                 std::vector<SchemaProblem>& problems) {
  const auto check = [&](const char* member, const std::string& property) {
    if (property.empty() || is_built_in_property(property)) return;
    const auto& own = label.properties;
    if (std::find(own.begin(), own.end(), property) == own.end())
      problems.push_back(
          {0, "labels." + label.name + "." + member,
           with_nearest("\"" + property + "\" is not among the properties of the label", property,
                        own)});
  };
  check("number", label.number);
  check("preferred", label.preferred);
  check("order", label.order);
  check("date", label.date);
  for (const std::string& column : label.columns) check("columns", column);
  for (const std::string& name : label.found_by) check("found_by", name);
  for (const std::string& name : label.properties)
    if (!schema.find_property(name) && !is_built_in_property(name))
      problems.push_back({0, "labels." + label.name + ".properties", undeclared(schema, name)});
  for (const std::string& name : label.implies)
    if (!schema.find_label(name))
      problems.push_back({0, "labels." + label.name + ".implies", no_label_of(schema, name)});
}

void check_relationship(const Schema& schema, const RelationshipSchema& type,
                        std::vector<SchemaProblem>& problems) {
  const std::string path = "relationships." + type.name;
  for (const auto* ends : {&type.from, &type.to})
    for (const std::string& label : *ends)
      if (!schema.find_label(label))
        problems.push_back(
            {0, path + (ends == &type.from ? ".from" : ".to"), no_label_of(schema, label)});
  for (const std::string& name : type.properties)
    if (!schema.find_property(name))
      problems.push_back({0, path + ".properties", undeclared(schema, name)});
}

/// Calls `read(name, member)` for each member of an object of objects.
template <class Read>
void each_member(Reader& reader, const char* part, Read read) {
  const Json* members = reader.find(part);
  if (!members || !members->is_object()) {
    reader.problem(part, "must be an object");
    return;
  }
  for (const auto& [name, member] : members->items()) {
    if (member.is_object())
      read(name, member);
    else
      reader.problem(std::string(part) + "." + name, "must be an object");
  }
}

}  // namespace

const LabelSchema* Schema::find_label(std::string_view name) const {
  for (const LabelSchema& label : labels)
    if (label.name == name) return &label;
  return nullptr;
}

const PropertySchema* Schema::find_property(std::string_view name) const {
  const auto found = properties.find(name);
  return found == properties.end() ? nullptr : &found->second;
}

const RelationshipSchema* Schema::find_relationship(std::string_view name) const {
  const auto found = relationships.find(name);
  return found == relationships.end() ? nullptr : &found->second;
}

bool Schema::is_one_of(std::string_view label, const std::vector<std::string>& allowed) const {
  const auto allows = [&](std::string_view name) {
    return std::find(allowed.begin(), allowed.end(), name) != allowed.end();
  };
  if (allows(label)) return true;
  const LabelSchema* schema = find_label(label);
  return schema && std::any_of(schema->implies.begin(), schema->implies.end(), allows);
}

bool is_built_in_property(std::string_view name) {
  return name == "key" || name == "sources" || name == "note" || name == "confidence" ||
         name.ends_with(claim_sources_suffix);
}

std::uint32_t line_of(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, std::min(byte, text.size()));
  return static_cast<std::uint32_t>(1 + std::count(before.begin(), before.end(), '\n'));
}

Schema parse_schema(std::string_view text, std::vector<SchemaProblem>& problems) {
  Schema schema;
  Json json;
  try {
    json = Json::parse(text);
  } catch (const Json::parse_error& error) {
    problems.push_back({line_of(text, error.byte), "", "is not JSON that can be read"});
    return schema;
  } catch (const Json::out_of_range&) {
    problems.push_back({1, "", "holds a number that is too large"});
    return schema;
  }
  if (!json.is_object()) {
    problems.push_back({1, "", "must be an object"});
    return schema;
  }
  Reader reader(json, "schema", problems);
  const Json* format = reader.find("format");
  if (!format || !format->is_number_integer() || format->get<std::int64_t>() != known_format)
    reader.problem("format", "must be 1, the one format that this version reads");
  if (reader.find("language")) {
    schema.language = reader.text("language");
    check_language(schema.language, "language", reader);
    if (!text::is_language(schema.language)) schema.language = "none";
  }
  each_member(reader, "properties", [&](const std::string& name, const Json& member) {
    schema.properties[name] = parse_property(name, member, schema.language, problems);
  });
  each_member(reader, "labels", [&](const std::string& name, const Json& member) {
    schema.labels.push_back(parse_label(name, member, problems));
  });
  each_member(reader, "relationships", [&](const std::string& name, const Json& member) {
    schema.relationships[name] = parse_relationship(name, member, problems);
  });
  reader.finish();
  for (const LabelSchema& label : schema.labels) check_label(schema, label, problems);
  for (const auto& [name, type] : schema.relationships) check_relationship(schema, type, problems);
  return schema;
}

}  // namespace normgraph
