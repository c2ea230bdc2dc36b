#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "graph/value/value.hpp"

namespace normgraph {

/// One column of a batch: typed data with nulls where all values have one type, or generic values.
///
/// Strings are views: into the snapshot's map, the overlay, or buffers that the vector keeps alive
/// (`keep`). They are valid until the statement ends. A constant vector stores one value for all
/// positions. Positions that a selection leaves out hold anything.
class Vector {
 public:
  enum class Kind : std::uint8_t {
    Generic,
    Boolean,
    Integer,
    Float,
    String,
    Date,
    Node,
    Relationship
  };

  Vector() : Vector(Kind::Generic, 0) {}
  /// All positions null.
  Vector(Kind kind, std::size_t size);
  /// For who fills all positions: of a typed vector none is null. Generic ones are all null.
  static Vector to_fill(Kind kind, std::size_t size);
  static Vector constant(const Value& value, std::size_t size);
  static Vector of(std::vector<Value> values);
  static Vector of(std::vector<NodeId> nodes);
  static Vector of(std::vector<RelationshipRef> relationships);
  static Vector of(std::vector<std::int64_t> integers);
  static Vector of(std::vector<double> floats);
  /// The caller keeps the bytes alive (`keep`).
  static Vector of(std::vector<std::string_view> strings);
  static Vector of_booleans(std::vector<std::uint8_t> booleans);
  static Vector of_dates(std::vector<std::int64_t> days);

  Kind kind() const { return kind_; }
  std::size_t size() const { return size_; }
  bool is_constant() const { return constant_; }
  /// The stored position of a row: 0 for a constant vector.
  std::size_t at(std::size_t row) const { return constant_ ? 0 : row; }

  bool has_nulls() const { return !nulls_.empty() || kind_ == Kind::Generic; }
  bool is_null(std::size_t row) const {
    if (kind_ == Kind::Generic) return std::get<std::vector<Value>>(data_)[at(row)].is_null();
    return !nulls_.empty() && nulls_[at(row)] != 0;
  }
  /// Typed vectors only (a Generic one says null by its value).
  void set_null(std::size_t row);
  void clear_null(std::size_t row);
  /// No row is null: for who has filled all rows of a new typed vector.
  void clear_nulls() { nulls_.clear(); }

  // Stored data, `stored()` entries (1 when constant); each requires its kind.
  std::size_t stored() const { return constant_ ? 1 : size_; }
  std::vector<Value>& values() { return std::get<std::vector<Value>>(data_); }
  const std::vector<Value>& values() const { return std::get<std::vector<Value>>(data_); }
  std::span<std::uint8_t> booleans() { return std::get<std::vector<std::uint8_t>>(data_); }
  std::span<const std::uint8_t> booleans() const {
    return std::get<std::vector<std::uint8_t>>(data_);
  }
  /// Integer, and Date as days.
  std::span<std::int64_t> integers() { return std::get<std::vector<std::int64_t>>(data_); }
  std::span<const std::int64_t> integers() const {
    return std::get<std::vector<std::int64_t>>(data_);
  }
  std::span<double> floats() { return std::get<std::vector<double>>(data_); }
  std::span<const double> floats() const { return std::get<std::vector<double>>(data_); }
  std::span<std::string_view> strings() { return std::get<std::vector<std::string_view>>(data_); }
  std::span<const std::string_view> strings() const {
    return std::get<std::vector<std::string_view>>(data_);
  }
  std::span<NodeId> nodes() { return std::get<std::vector<NodeId>>(data_); }
  std::span<const NodeId> nodes() const { return std::get<std::vector<NodeId>>(data_); }
  std::span<RelationshipRef> relationships() {
    return std::get<std::vector<RelationshipRef>>(data_);
  }
  std::span<const RelationshipRef> relationships() const {
    return std::get<std::vector<RelationshipRef>>(data_);
  }

  /// The value of a row as a Value, whatever the kind.
  Value value(std::size_t row) const;
  /// Sets a row; a value that does not fit the kind turns the vector generic first.
  void set(std::size_t row, const Value& value);
  /// The same rows as generic values.
  Vector to_generic() const;

  /// Row i of the answer is row `rows[i]` of this.
  Vector gather(std::span<const std::uint32_t> rows) const;
  /// Adds the rows of `other` behind (kinds may differ: then generic).
  void append(const Vector& other);
  /// New rows are null.
  void resize(std::size_t size);

  /// Keeps a buffer alive as long as this vector and those made from it.
  void keep(std::shared_ptr<const void> owner) { owners_.push_back(std::move(owner)); }
  void keep_of(const Vector& other);
  /// Whether it keeps no bytes itself: then its strings are valid until the statement ends, also
  /// without it.
  bool keeps_nothing() const { return owners_.empty() && !kept_; }

 private:
  void make_data();
  template <class T>
  static Vector typed(Kind kind, std::vector<T> data) {
    Vector result;
    result.kind_ = kind;
    result.size_ = data.size();
    result.data_ = std::move(data);
    return result;
  }
  /// A constant becomes one stored entry a row, so that rows can differ.
  void flatten();
  std::string_view keep_string(const Value& value);
  void keep_once(std::shared_ptr<const void> owner);

  Kind kind_;
  bool constant_ = false;
  std::size_t size_ = 0;
  std::variant<std::vector<Value>, std::vector<std::uint8_t>, std::vector<std::int64_t>,
               std::vector<double>, std::vector<std::string_view>, std::vector<NodeId>,
               std::vector<RelationshipRef>>
      data_;
  std::vector<std::uint8_t> nulls_;  // empty: none
  std::vector<std::shared_ptr<const void>> owners_;
  // Strings that `set` was given; shared, because gathered copies view the same bytes.
  std::shared_ptr<std::vector<Value>> kept_;
};

/// A row of one of several vectors.
struct Place {
  std::uint32_t vector = 0, row = 0;
};
/// Row i of the answer is the row `places[i]` of `vectors`. `owner` keeps them, and with them the
/// bytes of their strings.
Vector gather_places(std::span<const Vector* const> vectors, std::span<const Place> places,
                     std::shared_ptr<const void> owner);

/// Which rows of a batch count: all, or those listed in ascending order.
class Selection {
 public:
  Selection() = default;  // none
  static Selection all(std::size_t size) {
    Selection s;
    s.size_ = size;
    s.all_ = true;
    return s;
  }
  explicit Selection(std::vector<std::uint32_t> rows)
      : rows_(std::move(rows)), size_(rows_.size()) {}
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  bool is_all() const { return all_; }
  std::uint32_t operator[](std::size_t i) const {
    return all_ ? static_cast<std::uint32_t>(i) : rows_[i];
  }

 private:
  std::vector<std::uint32_t> rows_;
  std::size_t size_ = 0;
  bool all_ = false;
};

constexpr std::size_t batch_rows = 2048;

/// About 2,048 rows on their way through the operators. `columns` is indexed by slot; the columns
/// of slots that are not bound (yet, or any more) are empty (size 0) and must not be read.
struct Batch {
  std::vector<Vector> columns;
  std::size_t size = 0;
  Selection selection;
};

}  // namespace normgraph
