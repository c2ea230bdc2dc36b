#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "graph/query/expression.hpp"

namespace normgraph::query {

class AggregateState;
class KeyTable;

/// The running aggregates of all groups of an Aggregate operator: one state for each call, with one
/// entry a group. Arguments are evaluated here, a batch at a time.
class Accumulators {
 public:
  /// The calls must outlive this.
  explicit Accumulators(std::span<const AggregateCall> calls);
  ~Accumulators();
  Accumulators(Accumulators&&) noexcept;
  Accumulators& operator=(Accumulators&&) noexcept;

  /// Makes room for groups 0 … count - 1; new ones have the aggregates of nothing.
  void resize(std::size_t count);
  /// groups[i] is the group of the row rows[i]. Throws Error for values that an aggregate cannot
  /// take, and for sums that overflow.
  void update(const Batch& batch, const Selection& rows, std::span<const std::uint32_t> groups,
              Context& context);
  /// The answers of one call for the groups first … first + count - 1.
  Vector result(std::size_t call, std::size_t first, std::size_t count) const;
  /// About what all states take, for Context::book.
  std::int64_t bytes() const;

 private:
  struct Call;
  /// Rows whose values are not null, and with DISTINCT are new.
  static void update(Call& call, const Vector& values, const Batch& batch, const Selection& rows,
                     std::span<const std::uint32_t> groups, Context& context);
  std::vector<Call> calls_;
};

}  // namespace normgraph::query
