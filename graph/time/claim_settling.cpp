// The end of a statement that made claims: elements come and go as their claims say.

#include "graph/claims/in_force.hpp"
#include "graph/claims/resolve.hpp"
#include "graph/time/claim_writer.hpp"
#include "graph/time/presence.hpp"

namespace normgraph {

void ClaimWriter::settle() {
  for (const Value& element : unsettled_) settle(element);
  unsettled_.clear();
  std::erase_if(touched_, [&](NodeId node) { return fresh_.contains(node); });
  if (!touched_.empty()) settle_relationships();
  touched_.clear();
}

void ClaimWriter::settle(const Value& element) {
  const auto all = view_.claims(id_of(element));
  if (!all || all->absent || exists_by_claims(all->claims, now())) return;
  if (element.type() == Type::Node) {
    if (view_.exists(element.as_node())) make_absent(view_, writer_, element.as_node());
  } else if (view_.exists(element.as_relationship().id)) {
    make_absent(view_, writer_, element.as_relationship());
  }
}

/// Relationships that do not exist now depend on days on which their ends do.
void ClaimWriter::settle_relationships() {
  for (const ElementId id : all_with_claims(view_)) {
    if (id.is_node()) continue;
    auto all = view_.claims(id);
    if (!all || (!touched_.contains(all->start) && !touched_.contains(all->end))) continue;
    const auto start = view_.claims(ElementId::of(all->start));
    const auto end = view_.claims(ElementId::of(all->end));
    const auto is_gone = [&](NodeId node, const auto& claims) {
      return !view_.exists(node) && !claims;  // not absent either: erased
    };
    if (is_gone(all->start, start) || is_gone(all->end, end)) {
      writer_.put_claims(id, std::nullopt);
      continue;
    }
    set_days(*all, start ? &*start : nullptr, end ? &*end : nullptr);
    const bool exists =
        view_.exists(all->start) && view_.exists(all->end) && exists_by_claims(all->claims, now());
    if (all->absent && exists)
      restore(id.relationship(), std::move(*all));
    else
      writer_.put_claims(id, std::move(all));
  }
}

/// Its record may hold values of another day.
void ClaimWriter::restore(RelationshipId id, ElementClaims claims) {
  const std::vector<Claim> all = claims.claims;
  const Value element = Value::relationship(make_present(writer_, id, std::move(claims)));
  PropertyValues is = properties_in_force(all, {}, schema(), now());
  for (const std::string& name : properties_by_claims(all, {}, schema()))
    write(element, name, is[name]);
}

}  // namespace normgraph
