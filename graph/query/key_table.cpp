#include "graph/query/key_table.hpp"

#include <algorithm>
#include <numeric>

#include "graph/query/expression/rows.hpp"
#include "graph/value/footprint.hpp"
#include "graph/value/hash.hpp"

namespace normgraph::query {
namespace {

constexpr std::uint32_t free_bucket = 0xFFFFFFFFu;

/// Rows are a few numbers: a loop takes less than a call.
bool same(const std::int64_t* a, const std::int64_t* b, std::size_t width) {
  for (std::size_t i = 0; i < width; ++i)
    if (a[i] != b[i]) return false;
  return true;
}

}  // namespace

KeyTable::KeyTable(std::size_t columns) : columns_(columns) {}

void KeyTable::insert(std::span<const Vector* const> keys, const Selection& rows,
                      std::vector<std::uint32_t>& entries) {
  if (columns_.size() == 1) return columns_[0].values.insert(*keys[0], rows, entries);
  entries.assign(rows.size(), 0);
  if (columns_.empty()) {
    size_ = size_ + rows.size() > 0 ? 1 : 0;
    return;
  }
  encode(keys, rows);
  const std::size_t width = columns_.size();
  const std::size_t known = size_;
  hashes_.resize(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) hashes_[i] = hash_of(&codes_[i * width]);
  // Memory is asked for a place some rows before it is needed.
  constexpr std::size_t ahead = 8;
  std::vector<std::uint32_t> begun;  // rows that are new
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (2 * (size_ + 1) > buckets_.size()) fill_buckets(std::max<std::size_t>(64, 4 * size_));
    if (i + ahead < rows.size())
      __builtin_prefetch(&buckets_[hashes_[i + ahead] & (buckets_.size() - 1)]);
    if (i + ahead / 2 < rows.size()) {
      const std::uint32_t row = buckets_[hashes_[i + ahead / 2] & (buckets_.size() - 1)];
      if (row != free_bucket) __builtin_prefetch(&rows_[row * width]);
    }
    entries[i] = insert_row(&codes_[i * width], hashes_[i]);
    if (entries[i] == known + begun.size()) begun.push_back(rows[i]);
  }
  for (std::size_t c = 0; c < width; ++c)
    if (!columns_[c].direct && !columns_[c].values.exact()) show(columns_[c], *keys[c], begun);
}

bool KeyTable::exact() const {
  return std::ranges::all_of(
      columns_, [](const Column& column) { return column.direct || column.values.exact(); });
}

std::size_t KeyTable::hash_of(const std::int64_t* codes) const {
  std::size_t hash = 0;
  for (std::size_t c = 0; c < columns_.size(); ++c)
    hash = combine(hash, static_cast<std::size_t>(codes[c]));
  return hash;
}

std::uint32_t KeyTable::insert_row(const std::int64_t* codes, std::size_t hash) {
  const std::size_t width = columns_.size(), mask = buckets_.size() - 1;
  std::size_t bucket = hash & mask;
  for (; buckets_[bucket] != free_bucket; bucket = (bucket + 1) & mask)
    if (same(codes, &rows_[buckets_[bucket] * width], width)) return buckets_[bucket];
  rows_.insert(rows_.end(), codes, codes + width);
  return buckets_[bucket] = static_cast<std::uint32_t>(size_++);
}

/// All rows again, among at least so many places.
void KeyTable::fill_buckets(std::size_t count) {
  std::size_t places = 64;
  while (places < count) places *= 2;
  buckets_.assign(places, free_bucket);
  for (std::uint32_t row = 0; row < size_; ++row) {
    std::size_t bucket = hash_of(&rows_[row * columns_.size()]) & (places - 1);
    while (buckets_[bucket] != free_bucket) bucket = (bucket + 1) & (places - 1);
    buckets_[bucket] = row;
  }
}

void KeyTable::encode(std::span<const Vector* const> keys, const Selection& rows) {
  codes_.resize(rows.size() * columns_.size());
  for (std::size_t c = 0; c < columns_.size(); ++c)
    encode(columns_[c], *keys[c], rows, codes_.data() + c);
}

void KeyTable::encode(Column& column, const Vector& key, const Selection& rows, std::int64_t* out) {
  const std::size_t width = columns_.size();
  const bool numbers = is_number_kind(key.kind()) && !key.has_nulls();
  if (size_ == 0 && numbers && column.values.size() == 0) {
    column.direct = true;
    column.kind = key.kind();
  }
  if (column.direct && numbers && key.kind() == column.kind) {
    for (std::size_t i = 0; i < rows.size(); ++i) out[i * width] = number_at(key, rows[i]);
    return;
  }
  if (column.direct) number_values(column);
  const bool was_exact = column.values.exact();
  std::vector<std::uint32_t> entries;
  column.values.insert(key, rows, entries);
  if (was_exact && !column.values.exact()) show_from_now_on(column);
  for (std::size_t i = 0; i < rows.size(); ++i) out[i * width] = entries[i];
}

/// For a column of numbers to which something else comes.
void KeyTable::number_values(Column& column) {
  const auto place = static_cast<std::size_t>(&column - columns_.data());
  std::vector<std::int64_t> numbers(size_);
  for (std::size_t row = 0; row < size_; ++row) numbers[row] = rows_[row * columns_.size() + place];
  std::vector<std::uint32_t> entries;
  column.values.insert(vector_of_numbers(column.kind, std::move(numbers)), Selection::all(size_),
                       entries);
  for (std::size_t row = 0; row < size_; ++row) rows_[row * columns_.size() + place] = entries[row];
  column.direct = false;
  fill_buckets(buckets_.size());
}

/// The rows so far look like their values.
void KeyTable::show_from_now_on(Column& column) {
  const auto place = static_cast<std::size_t>(&column - columns_.data());
  std::vector<std::uint32_t> entries(size_);
  for (std::size_t row = 0; row < size_; ++row)
    entries[row] = static_cast<std::uint32_t>(rows_[row * columns_.size() + place]);
  std::vector<std::uint32_t> all(size_);
  std::iota(all.begin(), all.end(), 0u);
  show(column, column.values.values(entries), all);
}

void KeyTable::show(Column& column, const Vector& key, std::span<const std::uint32_t> rows) {
  for (const std::uint32_t row : rows) {
    column.shown.push_back(key.value(row));
    column.shown_bytes += bytes_of(column.shown.back());
  }
}

template <class EntryAt>
Vector KeyTable::keys_of(std::size_t column, std::size_t count, EntryAt entry_at) const {
  const Column& of = columns_[column];
  if (!of.direct && !of.values.exact()) {
    std::vector<Value> values(count);
    for (std::size_t i = 0; i < count; ++i) values[i] = of.shown[entry_at(i)];
    return narrow(std::move(values));
  }
  std::vector<std::int64_t> numbers(count);
  for (std::size_t i = 0; i < count; ++i)
    numbers[i] = rows_[entry_at(i) * columns_.size() + column];
  if (of.direct) return vector_of_numbers(of.kind, std::move(numbers));
  return of.values.values(std::vector<std::uint32_t>(numbers.begin(), numbers.end()));
}

Vector KeyTable::keys(std::size_t column, std::size_t first, std::size_t count) const {
  if (columns_.size() == 1) return columns_[0].values.values(first, count);
  return keys_of(column, count, [first](std::size_t i) { return first + i; });
}

Vector KeyTable::keys(std::size_t column, std::span<const std::uint32_t> entries) const {
  if (columns_.size() == 1) return columns_[0].values.values(entries);
  return keys_of(column, entries.size(), [entries](std::size_t i) { return entries[i]; });
}

std::int64_t KeyTable::bytes() const {
  std::int64_t bytes = static_cast<std::int64_t>(rows_.capacity() * sizeof(std::int64_t) +
                                                 buckets_.capacity() * sizeof(std::uint32_t));
  for (const Column& column : columns_) bytes += column.values.bytes() + column.shown_bytes;
  return bytes;
}

}  // namespace normgraph::query
