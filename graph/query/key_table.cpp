#include "graph/query/key_table.hpp"

#include <array>
#include <string_view>

#include "graph/query/expression/rows.hpp"
#include "graph/value/compare.hpp"
#include "graph/value/footprint.hpp"
#include "graph/value/hash.hpp"

namespace normgraph::query {
namespace {

constexpr std::size_t entry_bytes = sizeof(std::size_t) + 2 * sizeof(std::uint32_t);
constexpr std::size_t seed = 0x6B657973;
/// Rows between asking memory for something and using it.
constexpr std::size_t ahead = 8;

bool is_number_kind(Vector::Kind kind) {
  return kind == Vector::Kind::Integer || kind == Vector::Kind::Date || kind == Vector::Kind::Node;
}

std::int64_t number_at(const Vector& vector, std::size_t row) {
  const std::size_t i = vector.at(row);
  if (vector.kind() == Vector::Kind::Node) return vector.nodes()[i];
  return vector.integers()[i];
}

Value value_of_number(Vector::Kind kind, std::int64_t number) {
  switch (kind) {
    case Vector::Kind::Date:
      return Value::date({number});
    case Vector::Kind::Node:
      return Value::node(static_cast<NodeId>(number));
    default:
      return Value::integer(number);
  }
}

}  // namespace

std::size_t hash_at(const Vector& vector, std::size_t row) {
  if (vector.is_null(row)) return null_hash;
  const std::size_t i = vector.at(row);
  switch (vector.kind()) {
    case Vector::Kind::Boolean:
      return hash_boolean(vector.booleans()[i] != 0);
    case Vector::Kind::Integer:
      return hash_integer(vector.integers()[i]);
    case Vector::Kind::Float:
      return hash_float(vector.floats()[i]);
    case Vector::Kind::String:
      return hash_string(vector.strings()[i]);
    case Vector::Kind::Date:
      return hash_date({vector.integers()[i]});
    case Vector::Kind::Node:
      return hash_node(vector.nodes()[i]);
    case Vector::Kind::Relationship:
      return hash_relationship(vector.relationships()[i].id);
    case Vector::Kind::Generic:
      break;
  }
  return hash(vector.values()[i]);
}

bool equivalent_at(const Vector& vector, std::size_t row, const Value& value) {
  const std::size_t i = vector.at(row);
  if (vector.kind() == Vector::Kind::Generic) return equivalent(vector.values()[i], value);
  if (vector.is_null(row) || value.is_null()) return vector.is_null(row) && value.is_null();
  switch (vector.kind()) {
    case Vector::Kind::Integer:
      if (value.type() == Type::Integer) return vector.integers()[i] == value.as_integer();
      break;
    case Vector::Kind::String:
      return value.type() == Type::String && vector.strings()[i] == value.as_string();
    case Vector::Kind::Node:
      return value.type() == Type::Node && vector.nodes()[i] == value.as_node();
    case Vector::Kind::Boolean:
      return value.type() == Type::Boolean && (vector.booleans()[i] != 0) == value.as_boolean();
    case Vector::Kind::Relationship:
      return value.type() == Type::Relationship &&
             vector.relationships()[i] == value.as_relationship();
    default:
      break;
  }
  return equivalent(vector.value(row), value);
}

KeyTable::KeyTable(std::size_t columns) : columns_(columns), buckets_(64, not_found) {}

bool KeyTable::plain_numbers(std::span<const Vector* const> keys) const {
  if (columns_ == 0 || (mode_ != Mode::Empty && mode_ != Mode::Numbers)) return false;
  for (std::size_t c = 0; c < columns_; ++c) {
    if (!is_number_kind(keys[c]->kind()) || (columns_ > 1 && keys[c]->has_nulls())) return false;
    if (mode_ == Mode::Numbers && number_kinds_[c] != keys[c]->kind()) return false;
  }
  return true;
}

bool KeyTable::plain_strings(std::span<const Vector* const> keys) const {
  return columns_ == 1 && keys[0]->kind() == Vector::Kind::String &&
         (mode_ == Mode::Empty || mode_ == Mode::Strings);
}

void KeyTable::hash_rows(std::span<const Vector* const> keys, const Selection& rows,
                         std::vector<std::size_t>& hashes) const {
  hashes.assign(rows.size(), seed);
  if (columns_ == 1) {
    for (std::size_t i = 0; i < rows.size(); ++i) hashes[i] = hash_at(*keys[0], rows[i]);
    return;
  }
  for (const Vector* key : keys) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      hashes[i] = combine(hashes[i], hash_at(*key, rows[i]));
    }
  }
}

bool KeyTable::same_numbers(std::span<const Vector* const> keys, std::uint32_t row,
                            std::uint32_t entry) const {
  for (std::size_t c = 0; c < columns_; ++c) {
    const bool null = keys[c]->is_null(row);
    if (null || entry == null_entry_) return null && entry == null_entry_;
    const std::int64_t number = numbers_[entry * columns_ + c];
    const bool equal =
        keys[c]->kind() == number_kinds_[c]
            ? number_at(*keys[c], row) == number
            : equivalent_at(*keys[c], row, value_of_number(number_kinds_[c], number));
    if (!equal) return false;
  }
  return true;
}

bool KeyTable::same(std::span<const Vector* const> keys, std::uint32_t row,
                    std::uint32_t entry) const {
  if (mode_ == Mode::Numbers) {
    const bool usual =
        columns_ == 1 && keys[0]->kind() == number_kinds_[0] && !keys[0]->has_nulls();
    if (usual && entry != null_entry_) return number_at(*keys[0], row) == numbers_[entry];
    return same_numbers(keys, row, entry);
  }
  if (mode_ == Mode::Strings) {
    const bool null = keys[0]->is_null(row);
    if (null || entry == null_entry_) return null && entry == null_entry_;
    if (keys[0]->kind() == Vector::Kind::String)
      return keys[0]->strings()[keys[0]->at(row)] == text(entry);
    return equivalent_at(*keys[0], row, Value::string(text(entry)));
  }
  for (std::size_t c = 0; c < columns_; ++c) {
    if (!equivalent_at(*keys[c], row, values_[entry * columns_ + c])) return false;
  }
  return true;
}

std::size_t KeyTable::locate(std::span<const Vector* const> keys, std::uint32_t row,
                             std::size_t hash) const {
  const std::size_t mask = buckets_.size() - 1;
  std::size_t bucket = hash & mask;
  while (buckets_[bucket] != not_found) {
    const std::uint32_t entry = buckets_[bucket];
    if (hashes_[entry] == hash && same(keys, row, entry)) break;
    bucket = (bucket + 1) & mask;
  }
  return bucket;
}

void KeyTable::store(std::span<const Vector* const> keys, std::uint32_t row, std::size_t hash) {
  const auto entry = static_cast<std::uint32_t>(hashes_.size());
  hashes_.push_back(hash);
  bytes_ += static_cast<std::int64_t>(entry_bytes);
  if (mode_ == Mode::Numbers) {
    for (const Vector* key : keys) {
      const bool null = key->is_null(row);
      if (null) null_entry_ = entry;
      numbers_.push_back(null ? 0 : number_at(*key, row));
    }
    bytes_ += static_cast<std::int64_t>(columns_ * sizeof(std::int64_t));
    return;
  }
  if (mode_ == Mode::Strings) {
    if (keys[0]->is_null(row))
      null_entry_ = entry;
    else
      texts_.append(keys[0]->strings()[keys[0]->at(row)]);
    bytes_ += static_cast<std::int64_t>(sizeof(std::size_t) + texts_.size() -
                                        (text_ends_.empty() ? 0 : text_ends_.back()));
    text_ends_.push_back(texts_.size());
    return;
  }
  for (const Vector* key : keys) {
    values_.push_back(key->value(row));
    bytes_ += bytes_of(values_.back());
  }
}

void KeyTable::grow() {
  buckets_.assign(buckets_.size() * 2, not_found);
  const std::size_t mask = buckets_.size() - 1;
  for (std::uint32_t entry = 0; entry < hashes_.size(); ++entry) {
    std::size_t bucket = hashes_[entry] & mask;
    while (buckets_[bucket] != not_found) bucket = (bucket + 1) & mask;
    buckets_[bucket] = entry;
  }
}

void KeyTable::make_generic() {
  if (mode_ == Mode::Numbers) {
    values_.reserve(numbers_.size());
    for (std::size_t i = 0; i < numbers_.size(); ++i)
      values_.push_back(i / columns_ == null_entry_
                            ? Value()
                            : value_of_number(number_kinds_[i % columns_], numbers_[i]));
    bytes_ += static_cast<std::int64_t>(numbers_.size() * (sizeof(Value) - sizeof(std::int64_t)));
    numbers_ = {};
  }
  if (mode_ == Mode::Strings) {
    values_.reserve(text_ends_.size());
    for (std::uint32_t entry = 0; entry < text_ends_.size(); ++entry)
      values_.push_back(entry == null_entry_ ? Value() : Value::string(text(entry)));
    bytes_ += static_cast<std::int64_t>(text_ends_.size() * sizeof(Value));
    texts_ = {};
    text_ends_ = {};
  }
  mode_ = Mode::Generic;
}

/// What the first keys are like; others turn the table generic.
void KeyTable::choose_mode(std::span<const Vector* const> keys) {
  if (plain_numbers(keys)) {
    if (mode_ == Mode::Empty)
      for (const Vector* key : keys) number_kinds_.push_back(key->kind());
    mode_ = Mode::Numbers;
  } else if (plain_strings(keys)) {
    mode_ = Mode::Strings;
  } else if (mode_ != Mode::Generic) {
    make_generic();
  }
}

void KeyTable::insert(std::span<const Vector* const> keys, const Selection& rows,
                      std::vector<std::uint32_t>& entries) {
  entries.resize(rows.size());
  if (rows.empty()) return;
  choose_mode(keys);
  constexpr std::size_t worth_remembering = 64;
  if (columns_ == 1 && keys[0]->kind() == Vector::Kind::String && rows.size() >= worth_remembering)
    return insert_strings(*keys[0], rows, entries);
  std::vector<std::size_t> hashes;
  hash_rows(keys, rows, hashes);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i + ahead < rows.size()) prefetch(hashes[i + ahead]);
    entries[i] = insert_row(keys, rows[i], hashes[i]);
  }
}

/// The bucket is asked of memory before it is needed.
void KeyTable::prefetch(std::size_t hash) const {
  __builtin_prefetch(&buckets_[hash & (buckets_.size() - 1)]);
}

std::uint32_t KeyTable::insert_row(std::span<const Vector* const> keys, std::uint32_t row,
                                   std::size_t hash) {
  const std::size_t bucket = locate(keys, row, hash);
  if (buckets_[bucket] != not_found) return buckets_[bucket];
  const auto entry = static_cast<std::uint32_t>(hashes_.size());
  buckets_[bucket] = entry;
  store(keys, row, hash);
  if (hashes_.size() * 2 > buckets_.size()) grow();
  return entry;
}

/// Strings of a column with a dictionary lie at the same place when they are the same: what was
/// found for a place a few rows ago is not looked up again.
void KeyTable::insert_strings(const Vector& key, const Selection& rows,
                              std::vector<std::uint32_t>& entries) {
  struct Seen {
    std::string_view text;
    std::uint32_t entry = not_found;
  };
  constexpr std::size_t places = 256;
  std::array<Seen, places> seen;
  const Vector* keys[] = {&key};
  const auto strings = key.strings();
  const bool nulls = key.has_nulls();
  std::array<std::size_t, ahead> hashes;  // of the rows that come next
  const auto look_ahead = [&](std::size_t i) {
    if (i >= rows.size()) return;
    hashes[i % ahead] = hash_at(key, rows[i]);
    prefetch(hashes[i % ahead]);
    if (i + ahead < rows.size()) __builtin_prefetch(strings[key.at(rows[i + ahead])].data());
  };
  for (std::size_t i = 0; i < ahead; ++i) look_ahead(i);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::uint32_t row = rows[i];
    const std::size_t hash = hashes[i % ahead];
    look_ahead(i + ahead);
    if (nulls && key.is_null(row)) {
      entries[i] = insert_row(keys, row, hash);
      continue;
    }
    const std::string_view text = strings[key.at(row)];
    const auto place = reinterpret_cast<std::uintptr_t>(text.data()) * 0x9E3779B97F4A7C15u >> 56;
    Seen& last = seen[place];
    if (last.entry == not_found || last.text.data() != text.data() ||
        last.text.size() != text.size())
      last = {text, insert_row(keys, row, hash)};
    entries[i] = last.entry;
  }
}

void KeyTable::find(std::span<const Vector* const> keys, const Selection& rows,
                    std::vector<std::uint32_t>& entries) const {
  entries.assign(rows.size(), not_found);
  if (hashes_.empty()) return;
  std::vector<std::size_t> hashes;
  hash_rows(keys, rows, hashes);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    entries[i] = buckets_[locate(keys, rows[i], hashes[i])];
  }
}

Vector KeyTable::keys(std::size_t column, std::size_t first, std::size_t count) const {
  if (mode_ == Mode::Numbers) {
    const Vector::Kind kind = number_kinds_[column];
    Vector result(kind, count);
    for (std::size_t i = 0; i < count; ++i) {
      if (first + i == null_entry_) continue;
      result.set(i, value_of_number(kind, numbers_[(first + i) * columns_ + column]));
    }
    return result;
  }
  std::vector<Value> values(count);
  if (mode_ == Mode::Strings) {
    for (std::size_t i = 0; i < count; ++i)
      if (first + i != null_entry_)
        values[i] = Value::string(text(static_cast<std::uint32_t>(first + i)));
    return narrow(std::move(values));
  }
  for (std::size_t i = 0; i < count; ++i) values[i] = values_[(first + i) * columns_ + column];
  return narrow(std::move(values));
}

}  // namespace normgraph::query
