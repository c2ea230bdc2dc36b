#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "graph/query/aggregate.hpp"
#include "graph/query/operators/group_keys.hpp"

namespace normgraph::query {

/// The groups that the rows so far have made, in the order in which they first came, with their
/// aggregates.
class Grouping {
 public:
  struct Options {
    Slot outer_row = no_slot;  // of an inner plan: groups of different outer rows differ
    Slot counts = no_slot;     // says how often each row counts
    bool in_parts = false;     // will be merged with others
    bool by_node = true;       // nodes may come again and again
  };
  /// `aggregate` must outlive it.
  Grouping(const Aggregate& aggregate, const Build& build, const Options& options);

  /// Without groups of its own it gives a row for every outer row, also over no input.
  void add_outer_rows(const Selection& rows);
  /// The selected rows. False when the answer could then depend on rows being counted at once, or
  /// in parts: what is here is worthless after that. Throws Error as its expressions do.
  bool add(const Batch& batch, Context& context);
  /// The same where weights[row] says how often a row counts.
  bool add(const Batch& batch, std::span<const std::int64_t> weights, Context& context);
  /// Adds `count` groups of another one of the same Aggregate, from `first` on, with what they have
  /// summed up. They are of no use there after that.
  void merge(Grouping& other, std::size_t first, std::size_t count);
  /// The same for collect() and calls with DISTINCT, once all groups of all others were merged.
  void merge_noted(Grouping& other) { accumulators_.merge_noted(other.accumulators_); }

  std::size_t size() const { return keys_.size(); }
  /// A batch of `count` groups from `first` on, each asked for once.
  void put_groups(std::size_t first, std::size_t count, Batch& batch);
  std::int64_t bytes() const;

  /// entries[i] becomes the group of the row rows[i] of the keys; new ones have summed up nothing.
  void insert(std::span<const Vector* const> keys, const Selection& rows,
              std::vector<std::uint32_t>& entries);
  Accumulators& accumulators() { return accumulators_; }

 private:
  void carry(const Batch& batch, std::size_t known, Context& context);
  void append_carried(std::size_t i, const Vector& values);
  Vector outer_rows(std::size_t first, std::size_t count) const;

  const Aggregate& aggregate_;
  const Options options_;
  std::optional<std::size_t> row_key_;  // which group is the outer row
  GroupKeys keys_;
  Accumulators accumulators_;
  std::vector<Vector> carried_;  // a row a group
  std::int64_t carried_bytes_ = 0;
  std::vector<std::uint32_t> entries_;  // of the rows of a batch
};

}  // namespace normgraph::query
