#include "graph/time/presence.hpp"

#include <algorithm>

#include "graph/claims/resolve.hpp"

namespace normgraph {

namespace {

store::PropertyList listed(const Map& properties, const store::GraphView& view) {
  store::PropertyList list;
  for (const auto& [name, value] : properties) list.emplace_back(view.find_key(name), value);
  return list;
}

}  // namespace

void make_absent(const store::GraphView& view, store::GraphWriter& writer,
                 const RelationshipRef& relationship) {
  const ElementId element = ElementId::of(relationship.id);
  ElementClaims kept = view.claims(element).value_or(ElementClaims{});
  kept.absent = true;
  kept.start = relationship.start;
  kept.end = relationship.end;
  kept.properties = listed(view.relationship_properties(relationship.id), view);
  const auto start = view.claims(ElementId::of(relationship.start));
  const auto end = view.claims(ElementId::of(relationship.end));
  set_days(kept, start ? &*start : nullptr, end ? &*end : nullptr);
  writer.delete_relationship(relationship);
  writer.put_claims(element, std::move(kept));
}

void make_absent(const store::GraphView& view, store::GraphWriter& writer, NodeId node) {
  for (std::size_t i = 0; i < view.type_count(); ++i) {
    const auto type = static_cast<TypeId>(i);
    std::vector<RelationshipRef> touching;
    const store::Neighbours out = view.neighbours(node, type, store::Direction::Out);
    for (std::size_t at = 0; at < out.size(); ++at)
      touching.push_back({RelationshipId::of(type, out.ordinal(at)), node, out.nodes[at]});
    const store::Neighbours in = view.neighbours(node, type, store::Direction::In);
    for (std::size_t at = 0; at < in.size(); ++at)
      if (in.nodes[at] != node)
        touching.push_back({RelationshipId::of(type, in.ordinal(at)), in.nodes[at], node});
    for (const RelationshipRef& relationship : touching) make_absent(view, writer, relationship);
  }
  const ElementId element = ElementId::of(node);
  ElementClaims kept = view.claims(element).value_or(ElementClaims{});
  kept.absent = true;
  kept.labels = view.labels(node);
  kept.properties = listed(view.node_properties(node), view);
  set_days(kept);
  writer.delete_node(node);
  writer.put_claims(element, std::move(kept));
}

void make_present(store::GraphWriter& writer, NodeId node, ElementClaims claims) {
  writer.restore_node(node, claims.labels);
  for (const auto& [key, value] : claims.properties) writer.set_property(node, key, value);
  claims.absent = false;
  claims.labels.clear();
  claims.properties.clear();
  writer.put_claims(ElementId::of(node), std::move(claims));
}

RelationshipRef make_present(store::GraphWriter& writer, RelationshipId old, ElementClaims claims) {
  const RelationshipRef now =
      writer.create_relationship(old.type(), claims.start, claims.end, claims.properties);
  claims.absent = false;
  claims.properties.clear();
  writer.put_claims(ElementId::of(old), std::nullopt);
  writer.put_claims(ElementId::of(now.id), std::move(claims));
  return now;
}

std::vector<ElementId> all_with_claims(const store::GraphView& view) {
  constexpr std::int64_t first = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t last = std::numeric_limits<std::int64_t>::max();
  std::vector<ElementId> all = view.changing_claims(first, last);
  const std::vector<ElementId> known = view.known_claims(first, last);
  all.insert(all.end(), known.begin(), known.end());
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace normgraph
