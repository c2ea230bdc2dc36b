#include "graph/query/expression/shape.hpp"

#include <algorithm>

#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/operation.hpp"

namespace normgraph::query {

namespace {

/// Reads what only operations themselves may see: all their operands, to look at.
class Operands : public Operation {
 public:
  static const std::vector<BoundExpressionPtr>& of(const Operation& operation) {
    return operation.*(&Operands::operands_);
  }
};

}  // namespace

void add_reads(const BoundExpression& expression, SlotReads& reads) {
  if (const auto property = property_shape(expression)) {
    const auto same = [&](const PropertyShape& other) {
      return other.slot == property->slot && *other.key == *property->key;
    };
    if (std::none_of(reads.properties.begin(), reads.properties.end(), same))
      reads.properties.push_back(*property);
    return;
  }
  if (const auto* operation = dynamic_cast<const Operation*>(&expression)) {
    if (const auto call = call_shape(expression))
      reads.deterministic = reads.deterministic && call->deterministic;
    for (const auto& operand : Operands::of(*operation))
      if (operand) add_reads(*operand, reads);
    return;
  }
  if (reads_nothing(expression)) return;
  // Nobody knows what is inside of anything else.
  if (slot_of(expression) == no_slot) reads.deterministic = false;
  expression.visit_slots([&](Slot slot) { reads.whole.push_back(slot); });
}

bool reads_only_kind(const BoundExpression& expression, Slot element) {
  if (const auto label = label_shape(expression)) return label->slot == element;
  const auto* operation = dynamic_cast<const Operation*>(&expression);
  if (!operation) return reads_nothing(expression);
  const auto& operands = Operands::of(*operation);
  const auto call = call_shape(expression);
  if (call && call->of_kind) return slot_of(*operands.front()) == element;
  return (!call || call->deterministic) && !property_shape(expression) &&
         std::ranges::all_of(operands, [element](const auto& operand) {
           return !operand || reads_only_kind(*operand, element);
         });
}

}  // namespace normgraph::query
