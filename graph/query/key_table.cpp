#include "graph/query/key_table.hpp"

#include <algorithm>
#include <numeric>

#include "graph/query/expression/rows.hpp"
#include "graph/value/footprint.hpp"
#include "graph/value/hash.hpp"

namespace normgraph::query {
namespace {

constexpr std::uint32_t no_row = 0xFFFFFFFFu;

/// Rows are a few numbers: a loop takes less than a call.
bool same(const std::int64_t* a, const std::int64_t* b, std::size_t width) {
  for (std::size_t i = 0; i < width; ++i)
    if (a[i] != b[i]) return false;
  return true;
}

}  // namespace

KeyTable::Range KeyTable::range(std::int64_t low, std::int64_t high) {
  const std::uint64_t distance = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
  return {low, distance == UINT64_MAX ? distance : distance + 1};
}

KeyTable::Range KeyTable::both(const Range& a, const Range& b) {
  if (a.size == 0 || b.size == 0) return a.size == 0 ? b : a;
  const auto last = [](const Range& each) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(each.low) + each.size - 1);
  };
  return range(std::min(a.low, b.low), std::max(last(a), last(b)));
}

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
  inserted_ += rows.size();
  const std::size_t width = columns_.size();
  const std::size_t known = size_;
  std::vector<std::uint32_t> begun;  // rows that are new
  const auto take = [&](std::size_t i, std::uint32_t entry) {
    entries[i] = entry;
    if (entry == known + begun.size()) begun.push_back(rows[i]);
  };
  if (use_places())
    for (std::size_t i = 0; i < rows.size(); ++i) take(i, insert_at_place(&codes_[i * width]));
  else
    insert_hashed_rows(rows.size(), take);
  for (std::size_t c = 0; c < width; ++c)
    if (!columns_[c].direct && !columns_[c].values.exact()) show(columns_[c], *keys[c], begun);
}

/// Memory is asked for a place some rows before it is needed.
template <class Take>
void KeyTable::insert_hashed_rows(std::size_t count, Take take) {
  constexpr std::size_t ahead = 8;
  const std::size_t width = columns_.size();
  hashes_.resize(count);
  for (std::size_t i = 0; i < count; ++i) hashes_[i] = hash_of(&codes_[i * width]);
  const auto bucket_of = [this](std::size_t i) { return hashes_[i] & (buckets_.size() - 1); };
  for (std::size_t i = 0; i < count; ++i) {
    if (2 * (size_ + 1) > buckets_.size()) fill_buckets(std::max<std::size_t>(64, 4 * size_));
    if (i + ahead < count) __builtin_prefetch(&buckets_[bucket_of(i + ahead)]);
    if (i + ahead / 2 < count) {
      const std::uint32_t row = buckets_[bucket_of(i + ahead / 2)];
      if (row != no_row) __builtin_prefetch(&rows_[row * width]);
    }
    take(i, insert_hashed(&codes_[i * width], hashes_[i]));
  }
}

bool KeyTable::use_places() {
  if (places_.empty() && inserted_ < next_try_) return false;
  std::vector<Range> ranges = ranges_of(codes_);
  const auto lies_in = [](const Range& part, const Range& all) {
    const std::uint64_t distance =
        static_cast<std::uint64_t>(part.low) - static_cast<std::uint64_t>(all.low);
    return part.low >= all.low && distance < all.size && part.size <= all.size - distance;
  };
  const bool fit = std::ranges::equal(ranges, ranges_, lies_in) && !places_.empty();
  if (fit) return true;
  const std::vector<Range> before = places_.empty() ? ranges_of(rows_) : ranges_;
  for (std::size_t c = 0; c < before.size(); ++c) ranges[c] = both(ranges[c], before[c]);
  if (make_places(std::move(ranges))) return true;
  give_up_places();
  next_try_ = 2 * inserted_;
  return false;
}

/// Of each column, over some rows; of none where there are none.
std::vector<KeyTable::Range> KeyTable::ranges_of(const std::vector<std::int64_t>& rows) const {
  const std::size_t width = columns_.size();
  std::vector<Range> ranges(width);
  for (std::size_t c = 0; c < width && !rows.empty(); ++c) {
    std::int64_t low = rows[c], high = rows[c];
    for (std::size_t i = c; i < rows.size(); i += width) {
      low = std::min(low, rows[i]);
      high = std::max(high, rows[i]);
    }
    ranges[c] = range(low, high);
  }
  return ranges;
}

/// False where there would be many more places than rows.
bool KeyTable::make_places(std::vector<Range> ranges) {
  constexpr std::size_t places_a_row = 8;
  std::uint64_t places = 1;
  for (Range& each : ranges) {
    if (each.size > places_a_row * inserted_) return false;
    each.size += each.size / 4;  // more will come
    places *= each.size;
    if (places > places_a_row * inserted_) return false;
  }
  ranges_ = std::move(ranges);
  places_.assign(places, no_row);
  for (std::uint32_t row = 0; row < size_; ++row)
    places_[place_of(&rows_[row * columns_.size()])] = row;
  buckets_ = {};
  return true;
}

std::size_t KeyTable::place_of(const std::int64_t* codes) const {
  std::uint64_t place = 0;
  for (std::size_t c = 0; c < ranges_.size(); ++c)
    place = place * ranges_[c].size + static_cast<std::uint64_t>(codes[c] - ranges_[c].low);
  return place;
}

void KeyTable::give_up_places() {
  if (places_.empty()) return;
  places_ = {};
  fill_buckets(4 * size_);
}

std::uint32_t KeyTable::insert_at_place(const std::int64_t* codes) {
  std::uint32_t& row = places_[place_of(codes)];
  if (row == no_row) row = append(codes);
  return row;
}

std::uint32_t KeyTable::append(const std::int64_t* codes) {
  rows_.insert(rows_.end(), codes, codes + columns_.size());
  return static_cast<std::uint32_t>(size_++);
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

std::uint32_t KeyTable::insert_hashed(const std::int64_t* codes, std::size_t hash) {
  const std::size_t width = columns_.size(), mask = buckets_.size() - 1;
  std::size_t bucket = hash & mask;
  for (; buckets_[bucket] != no_row; bucket = (bucket + 1) & mask)
    if (same(codes, &rows_[buckets_[bucket] * width], width)) return buckets_[bucket];
  return buckets_[bucket] = append(codes);
}

/// All rows again, among at least so many places.
void KeyTable::fill_buckets(std::size_t count) {
  std::size_t places = 64;
  while (places < count) places *= 2;
  buckets_.assign(places, no_row);
  for (std::uint32_t row = 0; row < size_; ++row) {
    std::size_t bucket = hash_of(&rows_[row * columns_.size()]) & (places - 1);
    while (buckets_[bucket] != no_row) bucket = (bucket + 1) & (places - 1);
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
  places_ = {};
  fill_buckets(4 * size_);
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
  std::int64_t bytes =
      static_cast<std::int64_t>(rows_.capacity() * sizeof(std::int64_t) +
                                (buckets_.capacity() + places_.capacity()) * sizeof(std::uint32_t));
  for (const Column& column : columns_) bytes += column.values.bytes() + column.shown_bytes;
  return bytes;
}

}  // namespace normgraph::query
