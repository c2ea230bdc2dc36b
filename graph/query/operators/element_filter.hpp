#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "graph/query/operators/adjacency.hpp"
#include "graph/query/operators/node_marks.hpp"
#include "graph/query/operators/segment_scan.hpp"

namespace normgraph::query {

/// Conditions that read one element only, on rows where that element comes again and again: the end
/// of an expansion, or its relationship. Once the rows that asked are about as much work as going
/// over all such elements, they are worked out for all of them in the order in which they are
/// stored, and each is then a bit to look at. Several threads may ask.
class ElementFilter {
 public:
  /// `shape`: the element and its conditions, which must outlive this. `scattered`: elements that
  /// come one after the other do not lie so.
  ElementFilter(ScanShape shape, bool scattered)
      : shape_(std::move(shape)), scattered_(scattered) {}

  /// Whether all elements were asked: the answer is that of this graph and these parameters.
  bool ready() const { return ready_.load(std::memory_order_acquire); }
  /// So many rows more will ask. Asks all elements when they are enough; ready().
  bool prepare(std::uint64_t rows, Context& context);
  /// Asks all elements in any case. False where they cannot be asked, or one of them fails: a
  /// condition that fails for some element may never meet it in a row.
  bool ask_all(Context& context);
  /// Counts the rows that ask from nothing again.
  void begin_again() { asked_ = 0; }
  /// The rows for which asking all elements takes a small part of the time that they take.
  std::uint64_t enough_rows(const store::GraphView& view) const;

  // Only where it is ready.
  /// It is true of no element.
  bool nothing() const { return nothing_; }
  /// Keeps those of the rows whose element fulfils the conditions. The column has neither nulls nor
  /// one value for all rows.
  void keep(const Vector& column, std::vector<std::uint32_t>& rows) const;
  /// The same of the places begin … end - 1 in a list: its neighbours or relationships. Puts those
  /// that are kept to `out`, which has room for all; how many.
  std::size_t keep(const NeighbourList& list, std::size_t begin, std::size_t end,
                   std::uint32_t* out) const;
  /// The same of some places: they are kept at the beginning of `places`.
  std::size_t keep(const NeighbourList& list, std::span<std::uint32_t> places) const;
  /// Whether none is kept of two lists and of those between them, where that can be told at once.
  bool none(const NeighbourList& first, const NeighbourList& last) const;
  /// How many of a list are kept, where that can be told without looking at each.
  std::optional<std::size_t> count(const NeighbourList& list) const;

 private:
  void ask(Context& context);
  void ask_stored(Context& context);
  template <class PlaceAt>
  std::size_t keep_places(const NeighbourList& list, std::size_t count, PlaceAt place_at,
                          std::uint32_t* out) const;
  void ask_nodes(Context& context);

  const ScanShape shape_;
  const bool scattered_;
  std::atomic<std::uint64_t> asked_{0};  // rows
  std::atomic<bool> ready_{false};       // what follows is complete
  std::atomic<bool> failed_{false};      // rows are asked as always
  std::mutex asking_;
  NodeMarks nodes_;                 // for which it is true
  std::vector<NodeMarks> by_type_;  // the same of relationships: by type and ordinal
  bool nothing_ = false;
};

}  // namespace normgraph::query
