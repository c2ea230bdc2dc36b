#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/value/vector.hpp"

namespace normgraph::query {

/// The different rows of a few columns, numbered 0, 1, … in the order in which they first came:
/// what DISTINCT, grouping and hash joins stand on. Two rows are the same when their values are
/// `equivalent` (null is null, NaN is NaN, 1 is 1.0), whatever the kinds of the vectors.
///
/// A single key of integers, days or nodes is kept as plain numbers, one of strings as bytes in a
/// row; the table turns to generic values by itself when another kind of key comes.
class KeyTable {
 public:
  static constexpr std::uint32_t not_found = 0xFFFFFFFFu;

  /// `columns` may be 0: then all rows are the same.
  explicit KeyTable(std::size_t columns);

  /// Adds the rows that are new. entries[i] becomes the number of the row rows[i].
  void insert(std::span<const Vector* const> keys, const Selection& rows,
              std::vector<std::uint32_t>& entries);
  /// Adds nothing: not_found for a row that is not there.
  void find(std::span<const Vector* const> keys, const Selection& rows,
            std::vector<std::uint32_t>& entries) const;

  std::size_t size() const { return hashes_.size(); }
  std::size_t columns() const { return columns_; }
  /// Key column `column` of the entries first … first + count - 1.
  Vector keys(std::size_t column, std::size_t first, std::size_t count) const;
  /// About what the table takes, in bytes, for Context::book.
  std::int64_t bytes() const { return bytes_; }

 private:
  /// Generic: `values_`, row after row. Numbers: `numbers_`, in the same order, of `number_kinds_`
  /// by column; null only where there is one column. Strings: `texts_`, ending at `text_ends_`.
  enum class Mode : std::uint8_t { Empty, Numbers, Strings, Generic };

  bool plain_numbers(std::span<const Vector* const> keys) const;
  bool plain_strings(std::span<const Vector* const> keys) const;
  void choose_mode(std::span<const Vector* const> keys);
  std::string_view text(std::uint32_t entry) const {
    const std::size_t begin = entry == 0 ? 0 : text_ends_[entry - std::size_t{1}];
    return std::string_view(texts_).substr(begin, text_ends_[entry] - begin);
  }
  void hash_rows(std::span<const Vector* const> keys, const Selection& rows,
                 std::vector<std::size_t>& hashes) const;
  bool same(std::span<const Vector* const> keys, std::uint32_t row, std::uint32_t entry) const;
  bool same_numbers(std::span<const Vector* const> keys, std::uint32_t row,
                    std::uint32_t entry) const;
  /// The slot of `buckets_` that holds the row's entry, or the free one where it belongs.
  std::size_t locate(std::span<const Vector* const> keys, std::uint32_t row,
                     std::size_t hash) const;
  /// The row's entry, added where it is new.
  std::uint32_t insert_row(std::span<const Vector* const> keys, std::uint32_t row,
                           std::size_t hash);
  void insert_strings(const Vector& key, const Selection& rows,
                      std::vector<std::uint32_t>& entries);
  void store(std::span<const Vector* const> keys, std::uint32_t row, std::size_t hash);
  void grow();
  void prefetch(std::size_t hash) const;
  void make_generic();

  std::size_t columns_;
  Mode mode_ = Mode::Empty;
  std::vector<Vector::Kind> number_kinds_;
  std::vector<std::int64_t> numbers_;
  std::string texts_;                     // Strings: one behind the other
  std::vector<std::size_t> text_ends_;    // by entry
  std::uint32_t null_entry_ = not_found;  // Numbers, Strings: the entry whose key is null
  std::vector<Value> values_;
  std::vector<std::size_t> hashes_;     // of each entry
  std::vector<std::uint32_t> buckets_;  // entries by hash, open addressing; a power of two
  std::int64_t bytes_ = 0;
};

/// The hash of one row of a vector, as `hash(vector.value(row))` gives it.
std::size_t hash_at(const Vector& vector, std::size_t row);
/// `equivalent(vector.value(row), value)` without making a Value where kinds agree.
bool equivalent_at(const Vector& vector, std::size_t row, const Value& value);

}  // namespace normgraph::query
