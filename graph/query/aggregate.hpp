#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "graph/query/expression.hpp"

namespace normgraph::query {

class AggregateState;

__extension__ using WideInteger = __int128;

/// What rows gave that were summed up elsewhere: of values that are not null.
struct Partial {
  std::int64_t count = 0;
  WideInteger sum = 0;  // sum() and avg(): of integers
  Value extreme;        // min() and max(); null: nothing yet
};

/// Whether what parts of the rows gave for this call can be put together.
bool can_be_merged(const AggregateCall& call);

/// The running aggregates of all groups of an Aggregate operator: one state for each call, with one
/// entry a group. Arguments are evaluated here, a batch at a time.
class Accumulators {
 public:
  /// The calls must outlive this. `in_parts`: will be merged into others.
  explicit Accumulators(std::span<const AggregateCall> calls, bool in_parts = false);
  ~Accumulators();
  Accumulators(Accumulators&&) noexcept;
  Accumulators& operator=(Accumulators&&) noexcept;

  /// Makes room for groups 0 … count - 1; new ones have the aggregates of nothing.
  void resize(std::size_t count);
  /// groups[i] is the group of the row rows[i]. Throws Error for values that an aggregate cannot
  /// take, and for sums that overflow. `weights`: by row how often it counts; empty: each once.
  /// False when the answer could then depend on the rows being counted at once or in parts (sums of
  /// floats); what was summed up is worthless after that.
  [[nodiscard]] bool update(const Batch& batch, const Selection& rows,
                            std::span<const std::uint32_t> groups, Context& context,
                            std::span<const std::int64_t> weights = {});
  /// Adds what was summed up for a group elsewhere, to a call of count(), sum(), avg(), min() or
  /// max() without DISTINCT. Throws Error for sums that overflow.
  void merge(std::size_t call, std::size_t group, const Partial& partial);
  /// Adds what others of the same calls, each of which can be merged, have summed up for their
  /// groups first, first + 1, … to groups[0], groups[1], …; they are of no use after that, but for
  /// collect() and calls with DISTINCT, of which it only notes the groups.
  void merge(Accumulators& other, std::size_t first, std::span<const std::uint32_t> groups);
  /// For collect() and calls with DISTINCT: adds what the others have, once all groups of all of
  /// them were merged. Nothing else may have been added here.
  void merge_noted(Accumulators& other);
  /// What comes next is of this piece of the input: lists are in the order of the pieces.
  void begin_piece(std::size_t piece) { piece_ = piece; }
  /// The answers of one call for the groups first … first + count - 1, each asked for once.
  Vector result(std::size_t call, std::size_t first, std::size_t count);
  /// About what all states take, for Context::book.
  std::int64_t bytes() const;

 private:
  struct Call;
  /// Rows whose values are not null, and with DISTINCT are new.
  bool update(Call& call, const Vector& values, const Batch& batch, const Selection& rows,
              std::span<const std::uint32_t> groups, Context& context,
              std::span<const std::int64_t> weights);
  void merge_distinct(Call& call, Call& other, const std::vector<std::uint32_t>& merged_into);
  std::vector<Call> calls_;
  bool in_parts_;
  std::size_t piece_ = 0;
  bool any_noted_ = false;                  // of the calls
  std::vector<std::uint32_t> merged_into_;  // by group: the one of another that it became
  std::vector<std::uint32_t> merged_;       // by group: how many of others it was merged from
};

}  // namespace normgraph::query
