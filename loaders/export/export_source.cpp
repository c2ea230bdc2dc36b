#include "loaders/export/export_source.hpp"

#include <algorithm>
#include <set>

#include "grammar/error.hpp"
#include "graph/time/presence.hpp"
#include "graph/value/json.hpp"
#include "loaders/data/check.hpp"
#include "loaders/data/write_graph.hpp"

namespace normgraph::loaders {

namespace {

std::vector<std::string> texts_of(const Value& value) {
  std::vector<std::string> texts;
  if (value.type() == Type::List)
    for (const Value& item : value.as_list())
      if (item.type() == Type::String) texts.push_back(item.as_string());
  return texts;
}

bool is_list_of_sources(std::string_view name) {
  return name == "sources" || name.ends_with(claim_sources_suffix);
}

/// A report with an unknown start began on its last possible day at the latest.
bool has_begun(const Claim& claim, std::int64_t day) {
  if (!claim.from) return true;
  return (claim.from->unknown_start ? claim.from->last : claim.from->first) <= day;
}

std::string json_of(const Map& properties) {
  std::string text;
  for (const auto& [name, value] : properties) {
    append_json_string(text, name);
    append_json(text, value);
  }
  return text;
}

}  // namespace

ExportSource::ExportSource(const ExportRequest& request, ExportScope scope)
    : request_(request), view_(request.view), schema_(stored_schema(view_)) {
  const bool whole = !request.nodes;
  if (whole) {
    std::vector<NodeId> nodes;
    view_.scan(no_label, 0, view_.node_limit(), nodes);
    for (const NodeId node : nodes) add(node);
    if (scope.absent && !request.at_other_time) add_absent();
  } else {
    for (const NodeId node : *request.nodes) add(node);
    if (scope.sources) add_sources();
  }
  sort();
}

void ExportSource::add(NodeId node) {
  if (!places_.try_emplace(node, 0).second) return;
  const KeyId key = view_.find_key("key");
  const Value name = key == no_key ? Value() : view_.node_property(key, node);
  Entry entry{.id = node, .keyed = name.type() == Type::String, .absent = false, .name = {}};
  if (entry.keyed) entry.name = name.as_string();
  entries_.push_back(std::move(entry));
}

void ExportSource::add_absent() {
  for (const ElementId element : all_with_claims(view_)) {
    const auto claims = view_.claims(element);
    if (!claims || !claims->absent) continue;
    if (!element.is_node()) {
      absent_steps_[claims->start].push_back(element);
      continue;
    }
    places_.try_emplace(element.node(), 0);
    Entry entry{.id = element.node(), .keyed = false, .absent = true, .name = {}};
    for (const auto& [key, value] : claims->properties)
      if (view_.key_name(key) == "key" && value.type() == Type::String) {
        entry.keyed = true;
        entry.name = value.as_string();
      }
    entries_.push_back(std::move(entry));
  }
}

void ExportSource::add_sources() {
  std::vector<NodeId> found;
  for (const Entry& entry : entries_) {
    const ExportedNode node = node_of(entry);
    add_sources_of(node.properties, node.claims, found);
  }
  sort();
  each_relationship([&](const ExportedRelationship& relationship) {
    add_sources_of(relationship.properties, relationship.claims, found);
  });
  for (const NodeId node : found) add(node);
}

void ExportSource::add_sources_of(const Map& properties, const std::vector<Claim>& claims,
                                  std::vector<NodeId>& found) const {
  const KeyId id = view_.find_key("key");
  const auto add_key = [&](const std::string& key) {
    const auto hits = view_.lookup(no_label, id, Value::string(key));
    if (!hits || hits->empty()) return;
    const LabelId label = view_.find_label(source_label);
    if (label != no_label && view_.has_label(hits->front(), label)) found.push_back(hits->front());
  };
  for (const auto& [name, value] : properties)
    if (is_list_of_sources(name))
      for (const std::string& key : texts_of(value)) add_key(key);
  for (const Claim& claim : claims) {
    for (const std::string& key : claim.sources) add_key(key);
    for (const std::string& key : claim.corrects) add_key(key);
  }
}

void ExportSource::sort() {
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    if (a.keyed != b.keyed) return a.keyed;
    return a.keyed ? a.name < b.name : a.id < b.id;
  });
  std::size_t unnamed = 0;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (!entries_[i].keyed) entries_[i].name = "#" + std::to_string(++unnamed);
    places_[entries_[i].id] = static_cast<std::uint32_t>(i);
  }
}

void ExportSource::check_cancelled() const {
  if (request_.cancelled && request_.cancelled->load(std::memory_order_relaxed))
    throw Error(ErrorKind::Limit, "NG6101", "LimitError", "Cancelled",
                "the statement was cancelled, in the export")
        .at_runtime();
}

Map ExportSource::named(const std::vector<std::pair<KeyId, Value>>& properties) const {
  Map map;
  for (const auto& [key, value] : properties) map.emplace_back(view_.key_name(key), value);
  std::sort(map.begin(), map.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return map;
}

/// At another time, what had not begun or was not public then is left out.
std::vector<Claim> ExportSource::claims_of(const ElementClaims& claims) const {
  if (!request_.at_other_time) return claims.claims;
  std::vector<Claim> kept;
  for (const Claim& claim : claims.claims) {
    const bool begun = claim.planned || has_begun(claim, request_.when.day);
    if (begun && claim.known_day <= request_.when.known_by) kept.push_back(claim);
  }
  return kept;
}

ExportedNode ExportSource::node_of(const Entry& entry) const {
  ExportedNode node{.id = entry.id,
                    .keyed = entry.keyed,
                    .name = entry.name,
                    .labels = {},
                    .properties = {},
                    .claims = {}};
  const auto claims = view_.claims(ElementId::of(entry.id));
  if (claims) node.claims = claims_of(*claims);
  const std::vector<LabelId> labels =
      entry.absent && claims ? claims->labels : view_.labels(entry.id);
  for (const LabelId label : labels) node.labels.push_back(view_.label_name(label));
  std::sort(node.labels.begin(), node.labels.end());
  node.properties =
      entry.absent && claims ? named(claims->properties) : view_.node_properties(entry.id);
  return node;
}

std::vector<TypeId> ExportSource::sorted_types() const {
  std::vector<TypeId> types;
  for (std::size_t i = 0; i < view_.type_count(); ++i) types.push_back(static_cast<TypeId>(i));
  std::sort(types.begin(), types.end(),
            [&](TypeId a, TypeId b) { return view_.type_name(a) < view_.type_name(b); });
  return types;
}

std::vector<ExportSource::Step> ExportSource::steps_of(const Entry& entry, TypeId type) const {
  std::vector<Step> steps;
  const auto add_step = [&](NodeId to, ElementId element, bool absent) {
    if (const auto place = places_.find(to); place != places_.end())
      steps.push_back({place->second, element, absent});
  };
  if (!entry.absent) {
    const store::Neighbours out = view_.neighbours(entry.id, type, store::Direction::Out);
    for (std::size_t i = 0; i < out.size(); ++i)
      add_step(out.nodes[i], ElementId::of(RelationshipId::of(type, out.ordinal(i))), false);
  }
  if (const auto absent = absent_steps_.find(entry.id); absent != absent_steps_.end())
    for (const ElementId element : absent->second)
      if (element.kind == type) add_step(view_.claims(element)->end, element, true);
  const auto same_ends = [](const Step& a, const Step& b) { return a.to == b.to; };
  std::stable_sort(steps.begin(), steps.end(),
                   [](const Step& a, const Step& b) { return a.to < b.to; });
  if (std::adjacent_find(steps.begin(), steps.end(), same_ends) == steps.end()) return steps;
  // Several between the same nodes: by what they say.
  std::vector<std::pair<std::string, Step>> said;
  for (const Step& step : steps) said.emplace_back(json_of(properties_of(step)), step);
  std::stable_sort(said.begin(), said.end(), [](const auto& a, const auto& b) {
    return a.second.to != b.second.to ? a.second.to < b.second.to : a.first < b.first;
  });
  for (std::size_t i = 0; i < said.size(); ++i) steps[i] = said[i].second;
  return steps;
}

Map ExportSource::properties_of(const Step& step) const {
  return step.absent ? named(view_.claims(step.element)->properties)
                     : view_.relationship_properties(step.element.relationship());
}

void ExportSource::visit_steps(
    TypeId type, const Entry& entry,
    const std::function<void(const ExportedRelationship&)>& visit) const {
  for (const Step& step : steps_of(entry, type)) {
    ExportedRelationship relationship{.type = view_.type_name(type),
                                      .from = entry.name,
                                      .to = entries_[step.to].name,
                                      .properties = properties_of(step),
                                      .claims = {}};
    if (const auto claims = view_.claims(step.element)) relationship.claims = claims_of(*claims);
    visit(relationship);
  }
}

void ExportSource::each_node(const std::function<void(const ExportedNode&)>& visit) const {
  for (const Entry& entry : entries_) {
    check_cancelled();
    visit(node_of(entry));
  }
}

void ExportSource::each_relationship(
    const std::function<void(const ExportedRelationship&)>& visit) const {
  for (const TypeId type : sorted_types())
    for (const Entry& entry : entries_) {
      check_cancelled();
      visit_steps(type, entry, visit);
    }
}

void ExportSource::each_relationship(
    std::string_view type, const ExportedNode& node,
    const std::function<void(const ExportedRelationship&)>& visit) const {
  const TypeId id = view_.find_type(type);
  if (id != no_type) visit_steps(id, entries_[places_.at(node.id)], visit);
}

std::vector<std::string> ExportSource::property_names() const {
  std::set<std::string> names;
  each_node([&](const ExportedNode& node) {
    for (const auto& [name, value] : node.properties) names.insert(name);
  });
  return {names.begin(), names.end()};
}

std::vector<std::string> ExportSource::type_names() const {
  std::vector<std::string> names;
  for (const TypeId type : sorted_types())
    for (const Entry& entry : entries_)
      if (!steps_of(entry, type).empty()) {
        names.push_back(view_.type_name(type));
        break;
      }
  return names;
}

}  // namespace normgraph::loaders
