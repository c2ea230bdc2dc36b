#include "loaders/data/read_lines.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "grammar/error.hpp"
#include "graph/value/json.hpp"
#include "loaders/data/export_header.hpp"
#include "loaders/data/json_fields.hpp"

namespace normgraph::loaders {

namespace {

using Json = nlohmann::json;

constexpr std::size_t longest_line = 1 << 20;

/// "did you mean …?" behind a message, where a near name exists.
std::string with_nearest(std::string message, std::string_view name,
                         const std::vector<std::string>& candidates) {
  const std::vector<std::string> near = nearest_names(name, candidates, 1);
  return near.empty() ? message : message + ": did you mean " + near[0] + "?";
}

std::vector<std::string> label_names(const Schema& schema) {
  std::vector<std::string> names;
  for (const LabelSchema& label : schema.labels) names.push_back(label.name);
  return names;
}

std::vector<std::string> type_names(const Schema& schema) {
  std::vector<std::string> names;
  for (const auto& [name, type] : schema.relationships) names.push_back(name);
  return names;
}

class LineReader {
 public:
  LineReader(const std::string& file, DataSet& data, ProblemLog& log)
      : file_(file), data_(data), log_(log) {}

  void read(std::string_view text, std::uint32_t number) {
    place_ = {file_, number};
    if (text.size() > longest_line) {
      log_.error(place_, "", "is longer than a line may be (1 MiB)");
      return;
    }
    const std::optional<Json> json = parse_object(text, place_, log_);
    if (!json) return;
    ObjectReader reader(*json, place_, "", log_);
    if (json->contains("claim"))
      read_claim_line(reader);
    else if (json->contains("label") || json->contains("labels"))
      read_node(reader);
    else if (json->contains("type"))
      read_relationship(reader);
    else
      log_.error(place_, "", "is neither a node (label), nor a relationship (type), nor a claim");
  }

 private:
  void read_node(ObjectReader& reader) {
    NodeLine node;
    read_user(reader, node);
    node.label = reader.text("label", !node.user);
    node.labels = reader.texts("labels");
    const Json* id = node.user ? reader.member("id") : nullptr;
    node.keyed = !id;
    node.key = read_key(reader, id ? "id" : "key");
    const LabelSchema* label = data_.schema.find_label(node.label);
    if (!label && !node.label.empty())
      reader.problem("label", with_nearest("\"" + node.label + "\" is not a label of the schema",
                                           node.label, label_names(data_.schema)));
    read_element(reader, node, label ? &label->properties : nullptr);
    reader.finish();
    data_.nodes.push_back(std::move(node));
  }

  void read_relationship(ObjectReader& reader) {
    RelationshipLine relationship;
    read_user(reader, relationship);
    relationship.type = reader.text("type", true);
    relationship.from = read_key(reader, "from");
    relationship.to = read_key(reader, "to");
    const RelationshipSchema* type = data_.schema.find_relationship(relationship.type);
    if (!type && !relationship.type.empty() && !relationship.user)
      reader.problem("type", with_nearest("\"" + relationship.type +
                                              "\" is not a relationship type of the schema",
                                          relationship.type, type_names(data_.schema)));
    read_element(reader, relationship, type ? &type->properties : nullptr);
    if (const Json* claims = reader.member("claims"))
      read_relationship_claims(reader, *claims, relationship, type);
    reader.finish();
    data_.relationships.push_back(std::move(relationship));
  }

  void read_user(ObjectReader& reader, ElementLine& element) {
    const Json* user = reader.member("user");
    if (user && !user->is_boolean()) reader.problem("user", "must be true or false");
    element.user = user && user->is_boolean() && user->get<bool>();
  }

  /// A key of a user may hold anything.
  std::string read_key(ObjectReader& reader, const char* name) {
    std::string key = reader.text(name, true);
    if (reader.has("user")) return key;
    const auto bad = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
    if (std::any_of(key.begin(), key.end(), bad)) reader.problem(name, "a key holds no blanks");
    return key;
  }

  /// `allowed`: names of the properties, null when the label or type is unknown.
  void read_element(ObjectReader& reader, ElementLine& element,
                    const std::vector<std::string>* allowed) {
    element.place = place_;
    element.sources = reader.texts("source");
    element.note = reader.text("note");
    element.confidence = read_confidence(reader);
    if (const Json* set = reader.member("set")) read_properties(reader, *set, element, allowed);
    if (const Json* own = reader.member("own")) read_own(reader, *own, element);
    if (const Json* exists = reader.member("exists")) read_exists(reader, *exists, element);
  }

  void read_properties(ObjectReader& reader, const Json& set, ElementLine& element,
                       const std::vector<std::string>* allowed) {
    if (!set.is_object()) {
      reader.problem("set", "must be an object of properties");
      return;
    }
    for (const auto& [name, json] : set.items()) {
      const std::string field = "set." + name;
      const PropertySchema* property = allowed ? find_property(name, field, *allowed) : nullptr;
      if (!property) continue;
      if (auto value = read_value(json, *property, place_, field, log_))
        element.properties.push_back({name, std::move(*value)});
    }
  }

  /// Properties that the schema does not know, with values of any type.
  void read_own(ObjectReader& reader, const Json& own, ElementLine& element) {
    if (!own.is_object()) return reader.problem("own", "must be an object of properties");
    for (const auto& [name, json] : own.items())
      if (auto value = read_typed(json, "own." + name))
        element.properties.push_back({name, std::move(*value)});
  }

  /// A value in the forms of the machine protocol.
  std::optional<Value> read_typed(const Json& json, const std::string& field) {
    try {
      Value value = parse_json(json.dump(-1, ' ', false, Json::error_handler_t::replace));
      if (is_storable(value)) return value;
      log_.error(place_, field, "is no value that a property can have");
    } catch (const Error& error) {
      log_.error(place_, field, error.message);
    }
    return std::nullopt;
  }

  /// The property, when it is one of `allowed` that files may give.
  const PropertySchema* find_property(const std::string& name, const std::string& field,
                                      const std::vector<std::string>& allowed) {
    if (std::find(allowed.begin(), allowed.end(), name) == allowed.end()) {
      log_.error(place_, field,
                 with_nearest("\"" + name + "\" is not a property that the schema allows here",
                              name, allowed));
      return nullptr;
    }
    const PropertySchema* property = data_.schema.find_property(name);
    if (property && property->derived) {
      log_.error(place_, field, "is derived from claims, and cannot be given");
      return nullptr;
    }
    return property;
  }

  void read_exists(ObjectReader& reader, const Json& exists, ElementLine& element) {
    if (!exists.is_array() || exists.empty()) {
      reader.problem("exists", "must be a list of claims that is not empty");
      return;
    }
    for (std::size_t i = 0; i < exists.size(); ++i) {
      const std::string path = "exists[" + std::to_string(i) + "]";
      if (!exists[i].is_object()) {
        log_.error(place_, path, "must be an object");
        continue;
      }
      ObjectReader reader_of_claim(exists[i], place_, path, log_);
      Claim claim = read_claim(reader_of_claim);
      if (const Json* denies = reader_of_claim.member("denies")) {
        if (!denies->is_boolean())
          reader_of_claim.problem("denies", "must be true or false");
        else if (denies->get<bool>())
          claim.value = Value::boolean(false);  // it says that the element does not exist
      }
      reader_of_claim.finish();
      element.exists.push_back(std::move(claim));
    }
  }

  /// Claims on the properties of a relationship, which stand on its own line.
  void read_relationship_claims(ObjectReader& reader, const Json& claims,
                                RelationshipLine& relationship, const RelationshipSchema* type) {
    if (!claims.is_array()) return reader.problem("claims", "must be a list of claims");
    for (std::size_t i = 0; i < claims.size(); ++i) {
      const std::string path = "claims[" + std::to_string(i) + "]";
      if (!claims[i].is_object()) {
        log_.error(place_, path, "must be an object");
        continue;
      }
      ObjectReader member(claims[i], place_, path, log_);
      const std::string property = member.text("claim", true);
      const Json *json = member.member("value"), *own = member.member("own");
      Claim claim = read_claim(member);
      member.finish();
      claim.property = property;
      std::optional<Value> value;
      if (own)
        value = read_typed(*own, path + ".own");
      else if (const PropertySchema* schema =
                   find_property(property, path, type ? type->properties : no_properties_);
               schema && json)
        value = read_value(*json, *schema, place_, path + ".value", log_);
      if (!value) {
        if (!json && !own) member.problem("value", "is missing");
        continue;
      }
      claim.value = std::move(*value);
      relationship.claims.push_back(std::move(claim));
    }
  }

  void read_claim_line(ObjectReader& reader) {
    const std::string property = reader.text("claim", true);
    const std::string of = reader.text("of", true);
    const Json* json = reader.member("value");
    const Json* own = reader.member("own");
    Claim claim = read_claim(reader);
    reader.finish();
    if (data_.nodes.empty() || data_.nodes.back().key != of ||
        data_.nodes.back().place.file != file_) {
      reader.problem("of", "\"" + of + "\" is not the node before this line");
      return;
    }
    NodeLine& node = data_.nodes.back();
    claim.property = property;
    if (own) {
      if (auto value = read_typed(*own, "own")) add_claim(node, std::move(claim), *value);
      return;
    }
    const LabelSchema* label = data_.schema.find_label(node.label);
    if (!label) return;
    const PropertySchema* schema = find_property(property, "claim", label->properties);
    if (!schema) return;
    if (!json) {
      reader.problem("value", "is missing");
      return;
    }
    if (auto value = read_value(*json, *schema, place_, "value", log_))
      add_claim(node, std::move(claim), *value);
  }

  void add_claim(NodeLine& node, Claim claim, const Value& value) {
    claim.value = value;
    node.claims.push_back(std::move(claim));
    node.claim_places.push_back(place_);
  }

  /// What all claims have: dates, sources, kind.
  Claim read_claim(ObjectReader& reader) {
    Claim claim;
    claim.from = reader.period("from");
    claim.to = reader.period("to");
    claim.known = reader.period("known");
    read_known_on(reader, claim);
    claim.sources = reader.texts("source");
    claim.corrects = reader.texts("corrects");
    claim.note = reader.text("note");
    claim.confidence = confidence_of(read_confidence(reader));
    const std::string kind = reader.text("kind");
    if (!kind.empty() && kind != "actual" && kind != "planned")
      reader.problem("kind", "must be actual or planned");
    claim.planned = kind == "planned";
    if (claim.planned && !claim.from) reader.problem("from", "a planned claim needs its date");
    if (claim.sources.empty()) reader.problem("source", "a claim needs a source");
    return claim;
  }

  /// Of an export: the day by which a claim was public, where its sources do not tell it.
  static void read_known_on(ObjectReader& reader, Claim& claim) {
    const Json* known_on = reader.member("known_on");
    if (!known_on) return;
    if (*known_on == "always")
      claim.known_day = stated_always_known;
    else if (const auto day = reader.period("known_on"))
      claim.known_day = day->last;
  }

  static Confidence confidence_of(const std::string& word) {
    if (word == "high") return Confidence::High;
    if (word == "medium") return Confidence::Medium;
    return word == "low" ? Confidence::Low : Confidence::Unstated;
  }

  std::string read_confidence(ObjectReader& reader) {
    std::string confidence = reader.text("confidence");
    if (!confidence.empty() && confidence != "high" && confidence != "medium" &&
        confidence != "low")
      reader.problem("confidence", "must be high, medium or low");
    return confidence;
  }

  const std::vector<std::string> no_properties_;
  const std::string& file_;
  DataSet& data_;
  ProblemLog& log_;
  Place place_;
};

}  // namespace

void read_lines(std::string_view text, const std::string& file, DataSet& data, ProblemLog& log) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  LineReader reader(file, data, log);
  std::uint32_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (number == 1 && has_export_header(line)) continue;
    if (!line.empty()) reader.read(line, number);
  }
}

}  // namespace normgraph::loaders
