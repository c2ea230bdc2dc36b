#pragma once

#include <span>
#include <vector>

#include "graph/query/expression.hpp"

namespace normgraph::query {

/// The condition that each relationship of a path must fulfil, tested many at a time. It may also
/// read the columns of the row from which the path starts.
class RelationshipPredicate {
 public:
  /// `predicate` may be null: everything is allowed.
  RelationshipPredicate(Slot each, const BoundExpression* predicate);
  bool none() const { return predicate_ == nullptr; }
  /// The row whose columns are read. `source` must stay until the next call.
  void begin(const Batch& source, std::uint32_t row);
  /// allowed[i] = 1 where relationships[i] fulfils it.
  void test(std::span<const RelationshipRef> relationships, Context& context,
            std::vector<std::uint8_t>& allowed) const;

 private:
  Slot each_;
  const BoundExpression* predicate_;
  std::vector<Slot> outer_;  // slots that it reads beside `each_`
  const Batch* source_ = nullptr;
  std::uint32_t row_ = 0;
};

}  // namespace normgraph::query
