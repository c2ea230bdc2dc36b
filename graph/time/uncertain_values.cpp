#include "graph/time/uncertain_values.hpp"

#include "graph/claims/resolve.hpp"
#include "graph/value/period.hpp"
#include "graph/value/text.hpp"

namespace normgraph::query {

namespace {

constexpr std::size_t most_notes = 3;

/// What people call the element: its key, where it has one.
std::string name_of(ElementId element, const store::GraphView& view) {
  if (!element.is_node()) return "a relationship of type " + view.type_name(element.kind);
  const KeyId key = view.find_key("key");
  const Value name = key == no_key ? Value() : view.node_property(key, element.node());
  return name.type() == Type::String ? name.as_string() : "a node";
}

}  // namespace

UncertainValues::UncertainValues(const store::GraphView& view, When when) {
  for (const ElementId element : view.unsettled_claims(when.day)) {
    const auto all = view.claims(element);
    if (!all) continue;
    for (const std::string_view name : claimed_properties(all->claims)) {
      const ClaimHistory history(all->claims, name, when);
      if (const Claim* next = history.unsettled())
        by_property_[view.find_key(name)].emplace(element, Change{next->value, *next->from});
    }
  }
  by_property_.erase(no_key);
}

void UncertainValues::note(KeyId property, ElementId element) const {
  const auto found = by_property_.find(property);
  if (found == by_property_.end() || !found->second.contains(element)) return;
  const std::lock_guard lock(mutex_);
  noted_.emplace(property, element);
}

std::vector<std::string> UncertainValues::take_notes(const store::GraphView& view) const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> notes;
  for (const auto& [property, element] : noted_) {
    if (notes.size() == most_notes) {
      notes.push_back("so are " + std::to_string(noted_.size() - most_notes) + " more values");
      break;
    }
    const Change& change = by_property_.at(property).at(element);
    notes.push_back("`" + view.key_name(property) + "` of " + name_of(element, view) +
                    " is null: it becomes " + to_text(change.to) + " on some day of " +
                    to_text(change.when) + ", and which day is not known");
  }
  noted_.clear();
  return notes;
}

}  // namespace normgraph::query
