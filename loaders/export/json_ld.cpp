// JSON-LD 1.1: a node object a line. Each relationship is one triple, and beside it an
// rdf:Statement that carries its properties and sources (prov:wasDerivedFrom); each claim is a
// prov:Entity at its node.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "graph/value/json.hpp"
#include "graph/value/period.hpp"
#include "graph/value/temporal/print.hpp"
#include "graph/value/text.hpp"
#include "loaders/export/writers.hpp"
#include "loaders/terms.hpp"

namespace normgraph::loaders {

namespace {

using Object = nlohmann::ordered_json;
constexpr const char* things = "urn:normgraph:thing:";
constexpr const char* derived = "prov:wasDerivedFrom";

/// ISO 8601-2 has numbers for quarters and halves.
std::string edtf(const Period& period) {
  std::string text = to_text(period);
  for (std::size_t at = 0; at + 2 < text.size(); ++at) {
    const char digit = text[at + 2];
    if (text[at] != '-' || digit < '1' || digit > '4') continue;
    if (text[at + 1] == 'Q') text.replace(at + 1, 2, std::to_string(32 + digit - '0'));
    if (text[at + 1] == 'H') text.replace(at + 1, 2, std::to_string(39 + digit - '0'));
  }
  return text;
}

Object literal(const std::string& text, const char* type) {
  return {{"@value", text}, {"@type", type}};
}

Object rdf_value(const Value& value) {
  switch (value.type()) {
    case Type::Boolean:
      return value.as_boolean();
    case Type::Integer:
      return value.as_integer();
    case Type::Float: {
      std::string text = float_text(value.as_float());
      if (text.ends_with("Infinity")) text.replace(text.size() - 8, 8, "INF");
      return literal(text, "xsd:double");
    }
    case Type::Date:
      return literal(to_text(value.as_date()), "xsd:date");
    case Type::Period:
      return literal(edtf(value.as_period()), "edtf:EDTF");
    case Type::List: {
      Object list = Object::array();
      for (const Value& item : value.as_list()) list.push_back(rdf_value(item));
      return list;
    }
    default:
      return to_text(value);
  }
}

bool is_iri(const Value* value) {
  return value && value->type() == Type::String &&
         (value->as_string().starts_with("http://") ||
          value->as_string().starts_with("https://")) &&
         value->as_string().find_first_of(" \"<>\\^`{|}") == std::string::npos;
}

class JsonLd {
 public:
  JsonLd(const ExportSource& source, const Sink& sink)
      : source_(source), sink_(sink), terms_(source.view()) {
    for (std::size_t i = 0; i < source.view().type_count(); ++i)
      types_.push_back(source.view().type_name(static_cast<TypeId>(i)));
    std::sort(types_.begin(), types_.end());
  }

  ExportCounts write() {
    source_.each_node([&](const ExportedNode& node) { ids_[node.name] = id_of(node); });
    write_context();
    source_.each_node([&](const ExportedNode& node) { write_node(node); });
    sink_("\n]}\n");
    return counts_;
  }

 private:
  void write_context() {
    Object context{{"@version", 1.1},
                   {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
                   {"xsd", "http://www.w3.org/2001/XMLSchema#"},
                   {"edtf", "http://id.loc.gov/datatypes/edtf/"},
                   {"prov", "http://www.w3.org/ns/prov#"}};
    for (const auto& [prefix, iri] : terms_.prefixes()) context[prefix] = iri;
    sink_("{\"@context\": " + context.dump() + ",\n\"@graph\": [");
  }

  void put(const Object& object) {
    sink_((first_ ? "\n" : ",\n") + object.dump(-1, ' ', false, Object::error_handler_t::replace));
    first_ = false;
  }

  std::string id_of(const ExportedNode& node) const {
    if (!node.keyed) return "_:n" + node.name.substr(1);
    const Value* iri =
        terms_.id_property().empty() ? nullptr : find(node.properties, terms_.id_property());
    return is_iri(iri) ? iri->as_string() : things + iri_part(node.name);
  }

  /// The key of a source as a reference to it.
  Object reference(const std::string& key) const {
    const auto found = ids_.find(key);
    return {{"@id", found == ids_.end() ? things + iri_part(key) : found->second}};
  }

  Object references(const std::vector<std::string>& keys) const {
    Object list = Object::array();
    for (const std::string& key : keys) list.push_back(reference(key));
    return list;
  }

  static void append(Object& object, const std::string& name, Object value) {
    Object& have = object[name];
    if (have.is_null())
      have = std::move(value);
    else {
      if (!have.is_array()) have = Object::array({have});
      if (value.is_array())
        have.insert(have.end(), value.begin(), value.end());
      else
        have.push_back(std::move(value));
    }
  }

  void put_properties(Object& object, const Map& properties,
                      const std::vector<std::string>& labels) const {
    for (const auto& [name, value] : properties) {
      if (name == "sources" && value.type() == Type::List) {
        Object list = Object::array();
        for (const Value& key : value.as_list())
          if (key.type() == Type::String) list.push_back(reference(key.as_string()));
        append(object, derived, std::move(list));
      } else {
        append(object, terms_.of_property(name, labels), rdf_value(value));
      }
    }
  }

  Object claim_of(const Claim& claim) const {
    Object object{{"@type", {"prov:Entity", "ng:Claim"}}};
    if (!claim.property.empty()) {
      object["ng:property"] = claim.property;
      object["ng:value"] = rdf_value(claim.value);
    }
    if (claim.from) object["ng:from"] = literal(edtf(*claim.from), "edtf:EDTF");
    if (claim.to) object["ng:to"] = literal(edtf(*claim.to), "edtf:EDTF");
    if (claim.known) object["ng:known"] = literal(edtf(*claim.known), "edtf:EDTF");
    object["ng:planned"] = claim.planned;
    if (!claim.note.empty()) object["ng:note"] = claim.note;
    object[derived] = references(claim.sources);
    return object;
  }

  void write_node(const ExportedNode& node) {
    const std::string& id = ids_.at(node.name);
    Object object{{"@id", id}};
    Object types = Object::array();
    for (const std::string& label : node.labels)
      for (const std::string& term : terms_.of_label(label))
        if (std::find(types.begin(), types.end(), term) == types.end()) types.push_back(term);
    if (!types.empty()) object["@type"] = std::move(types);
    put_properties(object, node.properties, node.labels);
    if (!node.claims.empty()) {
      Object claims = Object::array();
      for (const Claim& claim : node.claims) claims.push_back(claim_of(claim));
      object["ng:claim"] = std::move(claims);
    }
    std::vector<Object> statements;
    for (const std::string& type : types_)
      source_.each_relationship(type, node, [&](const ExportedRelationship& relationship) {
        add_relationship(object, statements, node, relationship);
      });
    put(object);
    for (const Object& statement : statements) put(statement);
    ++counts_.nodes;
  }

  void add_relationship(Object& object, std::vector<Object>& statements, const ExportedNode& node,
                        const ExportedRelationship& relationship) {
    const std::string term = terms_.of_relationship(std::string(relationship.type), node.labels);
    const Object end{{"@id", ids_.at(std::string(relationship.to))}};
    append(object, term, Object::array({end}));
    ++counts_.relationships;
    if (relationship.properties.empty() && relationship.claims.empty()) return;
    Object statement{{"@type", "rdf:Statement"},
                     {"rdf:subject", {{"@id", object["@id"]}}},
                     {"rdf:predicate", {{"@id", term}}},
                     {"rdf:object", end}};
    put_properties(statement, relationship.properties, {});
    for (const Claim& claim : relationship.claims)
      append(statement, "ng:claim", Object::array({claim_of(claim)}));
    statements.push_back(std::move(statement));
  }

  const ExportSource& source_;
  const Sink& sink_;
  const Terms terms_;
  std::vector<std::string> types_;
  std::unordered_map<std::string, std::string> ids_;
  ExportCounts counts_;
  bool first_ = true;
};

}  // namespace

ExportCounts write_json_ld(const ExportSource& source, const Sink& sink) {
  return JsonLd(source, sink).write();
}

}  // namespace normgraph::loaders
