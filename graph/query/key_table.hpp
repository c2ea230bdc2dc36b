#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "graph/query/value_table.hpp"

namespace normgraph::query {

/// The different rows of a few columns, numbered 0, 1, … in the order in which they first came:
/// what DISTINCT and grouping stand on. Two rows are the same when their values are `equivalent`.
///
/// One column is a ValueTable. Several are rows of numbers: those of a column of integers, days or
/// nodes, and for other values the numbers that a ValueTable gives them. A row shows the values
/// with which it first came. Where the numbers of all columns lie so close together that there are
/// few more combinations than rows, each combination has its place in an array; otherwise rows are
/// found by their hashes.
class KeyTable {
 public:
  /// `columns` may be 0: then all rows are the same.
  explicit KeyTable(std::size_t columns);

  /// Adds the rows that are new. entries[i] becomes the number of the row rows[i].
  void insert(std::span<const Vector* const> keys, const Selection& rows,
              std::vector<std::uint32_t>& entries);

  std::size_t size() const { return columns_.size() == 1 ? columns_[0].values.size() : size_; }
  std::size_t columns() const { return columns_.size(); }
  /// Whether values that are the same also look the same.
  bool exact() const;
  /// Key column `column` of the entries first … first + count - 1; strings are valid until the
  /// statement ends.
  Vector keys(std::size_t column, std::size_t first, std::size_t count) const;
  /// The same of any entries.
  Vector keys(std::size_t column, std::span<const std::uint32_t> entries) const;
  /// About what the table takes, in bytes, for Context::book.
  std::int64_t bytes() const;

 private:
  struct Column {
    bool direct = false;  // its values are numbers of `kind`
    Vector::Kind kind = Vector::Kind::Generic;
    ValueTable values;  // else they are numbered here
    /// By row, where `values` are not exact.
    std::vector<Value> shown;
    std::int64_t shown_bytes = 0;
  };

  /// codes_ becomes the numbers of the rows, row after row.
  void encode(std::span<const Vector* const> keys, const Selection& rows);
  void encode(Column& column, const Vector& key, const Selection& rows, std::int64_t* out);
  void number_values(Column& column);
  void show_from_now_on(Column& column);
  void show(Column& column, const Vector& key, std::span<const std::uint32_t> rows);
  template <class EntryAt>
  Vector keys_of(std::size_t column, std::size_t count, EntryAt entry_at) const;
  /// The numbers that a column may have in a combination: size many from low on.
  struct Range {
    std::int64_t low = 0;
    std::uint64_t size = 0;
  };
  static Range range(std::int64_t low, std::int64_t high);
  static Range both(const Range& a, const Range& b);
  template <class Take>
  void insert_hashed_rows(std::size_t count, Take take);
  /// Whether combinations have places, or get them; for the rows in codes_, which come next.
  bool use_places();
  std::vector<Range> ranges_of(const std::vector<std::int64_t>& rows) const;
  bool make_places(std::vector<Range> ranges);
  std::size_t place_of(const std::int64_t* codes) const;
  void give_up_places();
  std::uint32_t insert_at_place(const std::int64_t* codes);
  std::uint32_t insert_hashed(const std::int64_t* codes, std::size_t hash);
  std::uint32_t append(const std::int64_t* codes);
  std::size_t hash_of(const std::int64_t* codes) const;
  void fill_buckets(std::size_t count);

  std::vector<Column> columns_;
  std::size_t size_ = 0;                     // rows, of several columns
  std::vector<std::int64_t> rows_;           // their numbers, row after row
  std::vector<std::uint32_t> buckets_;       // rows by hash, open addressing; a power of two
  std::vector<std::uint32_t> places_;        // rows by combination; empty: they are in `buckets_`
  std::vector<Range> ranges_;                // of the columns, where there are places
  std::size_t inserted_ = 0, next_try_ = 0;  // rows that came; when to see whether places fit
  std::vector<std::int64_t> codes_;          // of a batch
  std::vector<std::size_t> hashes_;          // of a batch
};

}  // namespace normgraph::query
