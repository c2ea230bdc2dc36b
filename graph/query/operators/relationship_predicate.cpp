#include "graph/query/operators/relationship_predicate.hpp"

#include "graph/query/operators/batch_tools.hpp"

namespace normgraph::query {

RelationshipPredicate::RelationshipPredicate(Slot each, const BoundExpression* predicate)
    : each_(each), predicate_(predicate) {
  for (const Slot slot : slots_of(predicate))
    if (slot != each) outer_.push_back(slot);
}

void RelationshipPredicate::begin(const Batch& source, std::uint32_t row) {
  source_ = &source;
  row_ = row;
}

void RelationshipPredicate::test(std::span<const RelationshipRef> relationships, Context& context,
                                 std::vector<std::uint8_t>& allowed) const {
  allowed.assign(relationships.size(), 0);
  if (relationships.empty()) return;
  Batch batch;
  start_batch(batch, relationships.size());
  for (const Slot slot : outer_)
    if (bound(*source_, slot))
      put(batch, slot, Vector::constant(source_->columns[slot].value(row_), batch.size));
  put(batch, each_,
      Vector::of(std::vector<RelationshipRef>(relationships.begin(), relationships.end())));
  const Selection kept = evaluate_filter(*predicate_, batch, batch.selection, context);
  for (std::size_t i = 0; i < kept.size(); ++i) allowed[kept[i]] = 1;
}

}  // namespace normgraph::query
