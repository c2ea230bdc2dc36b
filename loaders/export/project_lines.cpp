// The project's own lines: what is said in docs/data-model.md, and beside it what only exports
// have: a first line with the words of the graph, and members for what users added to it.

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "graph/claims/in_force.hpp"
#include "graph/session/saved.hpp"
#include "graph/value/json.hpp"
#include "graph/value/period.hpp"
#include "graph/value/stage.hpp"
#include "graph/value/temporal/print.hpp"
#include "graph/value/text.hpp"
#include "loaders/data/check.hpp"
#include "loaders/data/json_fields.hpp"
#include "loaders/data/shipped.hpp"
#include "loaders/data/write_graph.hpp"
#include "loaders/data_version.hpp"
#include "loaders/export/writers.hpp"

namespace normgraph::loaders {

namespace {

using Line = nlohmann::ordered_json;

/// Any value, in the forms of the machine protocol.
Line typed(const Value& value) {
  std::string text;
  append_json(text, value);
  return Line::parse(text);
}

/// As data files write values of declared properties.
Line plain(const Value& value) {
  switch (value.type()) {
    case Type::Date:
      return to_text(value.as_date());
    case Type::Period:
      return to_text(value.as_period());
    case Type::Duration:
      return to_text(value.as_duration());
    case Type::Stage:
      return (value.as_stage().scheme == Stage::Scheme::Iso ? "ISO " : "") +
             to_text(value.as_stage());
    default:
      return typed(value);
  }
}

bool is_text(const Value& value) {
  return value.type() == Type::String && !value.as_string().empty();
}

bool is_texts(const Value& value) {
  return value.type() == Type::List &&
         std::all_of(value.as_list().begin(), value.as_list().end(),
                     [](const Value& item) { return item.type() == Type::String; });
}

bool is_confidence(const Value& value) {
  return value.type() == Type::String &&
         (value.as_string() == "high" || value.as_string() == "medium" ||
          value.as_string() == "low");
}

class LineWriter {
 public:
  LineWriter(const ExportSource& source, const ExportRequest& request, const Sink& sink)
      : source_(source), schema_(source.schema()), request_(request), sink_(sink) {
    shipped_ = parse_shipped(source.view().metadata(shipped_metadata).value_or(""));
    for (const Shipped::Relationship& r : shipped_.relationships)
      shipped_relationships_.insert({r.type, r.from, r.to});
  }

  ExportCounts write() {
    write_header();
    ExportCounts counts;
    source_.each_node([&](const ExportedNode& node) {
      write_node(node);
      ++counts.nodes;
    });
    source_.each_relationship([&](const ExportedRelationship& relationship) {
      write_relationship(relationship);
      ++counts.relationships;
    });
    return counts;
  }

 private:
  void put(const Line& line) {
    sink_(line.dump(-1, ' ', false, Line::error_handler_t::replace) + "\n");
  }

  void write_header() {
    const store::GraphView& view = source_.view();
    Line line{{"normgraph", 1}};
    if (request_.nodes || request_.at_other_time) line["part"] = true;
    if (const auto version = view.metadata(data_version_name)) line["data"] = *version;
    if (const auto schema = view.metadata(schema_metadata)) line["schema"] = Line::parse(*schema);
    if (const auto definitions = view.metadata(definitions_metadata))
      line["definitions"] = Line::parse(*definitions);
    const SavedDefinitions own = own_definitions(view);
    if (!own.statements.empty()) line["statements"] = own.statements;
    if (!own.chains.empty()) line["chains"] = own.chains;
    Line indexes = Line::array();
    for (const store::IndexInfo& index : view.indexes())
      if (!index.label.empty())
        indexes.push_back({{"name", index.name},
                           {"label", index.label},
                           {"property", index.property},
                           {"unique", index.unique}});
    if (!indexes.empty()) line["indexes"] = std::move(indexes);
    put(line);
  }

  /// The label of the schema that a data file would give such a node; null: none.
  const LabelSchema* main_label(const std::vector<std::string>& labels) const {
    const auto has = [&](const std::string& name) {
      return std::find(labels.begin(), labels.end(), name) != labels.end();
    };
    const LabelSchema* best = nullptr;
    for (const LabelSchema& label : schema_.labels) {
      const bool fits =
          has(label.name) && std::all_of(label.implies.begin(), label.implies.end(), has);
      if (fits && (!best || label.implies.size() > best->implies.size())) best = &label;
    }
    return best;
  }

  /// Whether a data file can say it, and a reader understands it as the same value.
  bool is_declared(const std::string& name, const Value& value,
                   const std::vector<std::string>* allowed) const {
    if (!allowed || std::find(allowed->begin(), allowed->end(), name) == allowed->end())
      return false;
    const PropertySchema* property = schema_.find_property(name);
    if (!property || property->derived) return false;
    Report report;
    ProblemLog log(report);
    const auto read = read_value(nlohmann::json(plain(value)), *property, {}, name, log);
    return read && read->type() == value.type() && to_literal(*read) == to_literal(value);
  }

  void put_properties(Line& line, const Map& properties, const std::set<std::string>& by_claims,
                      const std::vector<std::string>* allowed) const {
    Line set = Line::object(), own = Line::object(), source, note, confidence;
    for (const auto& [name, value] : properties) {
      if (by_claims.contains(name)) continue;
      if (name == "sources" && is_texts(value))
        source = typed(value);
      else if (name == "note" && is_text(value))
        note = typed(value);
      else if (name == "confidence" && is_confidence(value))
        confidence = typed(value);
      else if (is_declared(name, value, allowed))
        set[name] = plain(value);
      else
        own[name] = typed(value);
    }
    if (!set.empty()) line["set"] = std::move(set);
    if (!own.empty()) line["own"] = std::move(own);
    if (!confidence.is_null()) line["confidence"] = std::move(confidence);
    if (!source.is_null()) line["source"] = std::move(source);
    if (!note.is_null()) line["note"] = std::move(note);
  }

  void put_claim(Line& line, const Claim& claim) {
    if (claim.from) line["from"] = to_text(*claim.from);
    if (claim.to) line["to"] = to_text(*claim.to);
    line["source"] = claim.sources;
    if (claim.known)
      line["known"] = to_text(*claim.known);
    else if (claim.known_day == always_known && told_by_sources(claim))
      line["known_on"] = "always";
    else if (claim.known_day != always_known && told_by_sources(claim) != claim.known_day)
      line["known_on"] = to_text(Date{claim.known_day});
    if (claim.planned) line["kind"] = "planned";
    constexpr const char* words[] = {"", "low", "medium", "high"};
    if (claim.confidence != Confidence::Unstated)
      line["confidence"] = words[static_cast<int>(claim.confidence)];
    if (!claim.corrects.empty()) line["corrects"] = claim.corrects;
    if (!claim.note.empty()) line["note"] = claim.note;
  }

  /// The day that a reader would take for the one on which a claim became known.
  std::optional<std::int64_t> told_by_sources(const Claim& claim) {
    std::optional<std::int64_t> earliest;
    for (const std::string& key : claim.sources) {
      const auto [place, fresh] = days_of_sources_.try_emplace(key);
      if (fresh) place->second = day_of_source(key);
      if (place->second) earliest = std::min(earliest.value_or(*place->second), *place->second);
    }
    return earliest;
  }

  std::optional<std::int64_t> day_of_source(const std::string& key) const {
    const store::GraphView& view = source_.view();
    const auto hits = view.lookup(no_label, view.find_key("key"), Value::string(key));
    const KeyId dated = view.find_key("dated");
    if (!hits || hits->empty() || dated == no_key) return std::nullopt;
    const Value value = view.node_property(dated, hits->front());
    if (value.type() != Type::Period) return std::nullopt;
    const Period& period = value.as_period();
    return period.last == Period::open_end ? period.first : period.last;
  }

  void put_existence(Line& line, const std::vector<Claim>& claims) {
    Line exists = Line::array();
    for (const Claim& claim : claims) {
      if (!claim.property.empty()) continue;
      Line one = Line::object();
      put_claim(one, claim);
      if (claim.value.type() == Type::Boolean && !claim.value.as_boolean()) one["denies"] = true;
      exists.push_back(std::move(one));
    }
    if (!exists.empty()) line["exists"] = std::move(exists);
  }

  void write_node(const ExportedNode& node) {
    Line line = Line::object();
    const LabelSchema* label = node.keyed ? main_label(node.labels) : nullptr;
    Line more = Line::array();
    for (const std::string& name : node.labels) {
      const bool said =
          label && (name == label->name || std::find(label->implies.begin(), label->implies.end(),
                                                     name) != label->implies.end());
      if (!said) more.push_back(name);
    }
    if (label) line["label"] = label->name;
    if (!label || !more.empty()) line["labels"] = std::move(more);
    line[node.keyed ? "key" : "id"] = node.name;
    if (!node.keyed || !shipped_.keys.contains(node.name)) line["user"] = true;
    std::set<std::string> by_claims;
    if (!node.claims.empty())
      by_claims = properties_by_claims(
          node.claims, label ? std::vector<std::string>{label->name} : node.labels, schema_);
    if (node.keyed) by_claims.insert("key");
    const std::vector<std::string>* allowed = label ? &label->properties : nullptr;
    put_properties(line, node.properties, by_claims, allowed);
    put_existence(line, node.claims);
    put(line);
    for (const Claim& claim : node.claims)
      if (!claim.property.empty()) write_claim(node, claim, allowed);
  }

  void write_claim(const ExportedNode& node, const Claim& claim,
                   const std::vector<std::string>* allowed) {
    Line line{{"claim", claim.property}, {"of", node.name}};
    put_value(line, claim, allowed);
    put_claim(line, claim);
    put(line);
  }

  void put_value(Line& line, const Claim& claim, const std::vector<std::string>* allowed) const {
    if (is_declared(claim.property, claim.value, allowed))
      line["value"] = plain(claim.value);
    else
      line["own"] = typed(claim.value);
  }

  void write_relationship(const ExportedRelationship& relationship) {
    Line line{{"type", relationship.type}, {"from", relationship.from}, {"to", relationship.to}};
    if (!shipped_relationships_.contains({std::string(relationship.type),
                                          std::string(relationship.from),
                                          std::string(relationship.to)}))
      line["user"] = true;
    const RelationshipSchema* type = schema_.find_relationship(relationship.type);
    const std::vector<std::string>* allowed = type ? &type->properties : nullptr;
    put_properties(line, relationship.properties,
                   properties_by_claims(relationship.claims, {}, schema_), allowed);
    put_existence(line, relationship.claims);
    Line claims = Line::array();
    for (const Claim& claim : relationship.claims) {
      if (claim.property.empty()) continue;
      Line one{{"claim", claim.property}};
      put_value(one, claim, allowed);
      put_claim(one, claim);
      claims.push_back(std::move(one));
    }
    if (!claims.empty()) line["claims"] = std::move(claims);
    put(line);
  }

  const ExportSource& source_;
  const Schema& schema_;
  const ExportRequest& request_;
  const Sink& sink_;
  Shipped shipped_;
  std::map<std::string, std::optional<std::int64_t>> days_of_sources_;
  std::set<std::tuple<std::string, std::string, std::string>> shipped_relationships_;
};

}  // namespace

ExportCounts write_project_lines(const ExportSource& source, const ExportRequest& request,
                                 const Sink& sink) {
  return LineWriter(source, request, sink).write();
}

}  // namespace normgraph::loaders
