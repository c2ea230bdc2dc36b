#pragma once

#include <cstdint>
#include <memory>
#include <memory_resource>
#include <span>
#include <string_view>
#include <vector>

#include "graph/query/column_values.hpp"
#include "graph/value/vector.hpp"

namespace normgraph::query {

/// The different values of one column, numbered 0, 1, … in the order in which they first came. Two
/// are the same when they are `equivalent` (null is null, NaN is NaN, 1 is 1.0), whatever the kinds
/// of the vectors.
///
/// Integers, days and nodes are kept as plain numbers, strings as their bytes; the table turns to
/// generic values by itself when another kind comes. As long as the numbers lie close together, as
/// those of nodes do, each has its place in an array; otherwise values are found by their hashes.
class ValueTable {
 public:
  static constexpr std::uint32_t not_found = 0xFFFFFFFFu;

  /// Adds the values that are new. entries[i] becomes the number of that of the row rows[i].
  void insert(const Vector& values, const Selection& rows, std::vector<std::uint32_t>& entries);
  /// Adds nothing: not_found for a value that is not there.
  void find(const Vector& values, const Selection& rows, std::vector<std::uint32_t>& entries) const;

  std::size_t size() const { return hashes_.size(); }
  /// Whether values that are the same also look the same: not so 1 and 1.0.
  bool exact() const { return mode_ != Mode::Generic || all_exact_; }
  /// The values first … first + count - 1; strings are valid until the statement ends.
  Vector values(std::size_t first, std::size_t count) const;
  Vector values(std::span<const std::uint32_t> entries) const;
  /// About what the table takes, in bytes, for Context::book.
  std::int64_t bytes() const {
    return bytes_ + static_cast<std::int64_t>(places_.capacity() * sizeof(std::uint32_t));
  }

 private:
  enum class Mode : std::uint8_t { Empty, Numbers, Strings, Generic };

  void choose_mode(const Vector& values);
  std::uint32_t insert_one(const Vector& values, std::uint32_t row);
  bool same(const Vector& values, std::uint32_t row, std::uint32_t entry) const;
  /// The place in `buckets_` that holds the row's entry, or the free one where it belongs.
  std::size_t locate(const Vector& values, std::uint32_t row, std::size_t hash) const;
  /// The row's entry, added where it is new.
  std::uint32_t insert_row(const Vector& values, std::uint32_t row, std::size_t hash);
  void insert_numbers(const Vector& values, const Selection& rows,
                      std::vector<std::uint32_t>& entries);
  void insert_strings(const Vector& values, const Selection& rows,
                      std::vector<std::uint32_t>& entries);
  /// Whether the numbers to come have places, or get them.
  bool use_places(const Vector& values, const Selection& rows);
  bool worth_places(std::int64_t lowest, std::int64_t highest, std::size_t more) const;
  void give_up_places();
  std::uint32_t insert_at_place(const Vector& values, std::uint32_t row);
  void insert_at_places(const Vector& values, const Selection& rows,
                        std::vector<std::uint32_t>& entries);
  void find_places(const Vector& values, const Selection& rows,
                   std::vector<std::uint32_t>& entries) const;
  void store(const Vector& values, std::uint32_t row, std::size_t hash);
  std::string_view kept_text(const Vector& values, std::uint32_t row);
  void fill_buckets(std::size_t count);
  void prefetch(std::size_t hash) const;
  void prefetch_entry(std::size_t hash) const;
  void make_generic();
  template <class EntryAt>
  Vector values_of(std::size_t count, EntryAt entry_at) const;

  Mode mode_ = Mode::Empty;
  Vector::Kind number_kind_ = Vector::Kind::Generic;  // Numbers
  std::vector<std::int64_t> numbers_;
  std::vector<std::string_view> texts_;  // Strings: in what the statement reads, or in `kept_`
  std::shared_ptr<std::pmr::monotonic_buffer_resource> kept_;
  std::vector<Value> values_;             // Generic
  bool all_exact_ = true;                 // of Generic values: see exact()
  std::uint32_t null_entry_ = not_found;  // Numbers, Strings: the entry that is null
  std::vector<std::size_t> hashes_;       // of each entry
  std::vector<std::uint32_t> buckets_;    // entries by hash, open addressing; a power of two
  std::vector<std::uint32_t> places_;     // entries by number; empty: they are in `buckets_`
  std::size_t next_try_ = 256;            // entries, to see whether places are worth it
  std::int64_t bytes_ = 0;
};

}  // namespace normgraph::query
