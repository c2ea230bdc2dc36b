#include "graph/query/value_table.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <optional>

#include "graph/query/expression/rows.hpp"
#include "graph/value/compare.hpp"
#include "graph/value/footprint.hpp"
#include "graph/value/hash.hpp"

namespace normgraph::query {
namespace {

constexpr std::size_t entry_bytes = sizeof(std::size_t) + 2 * sizeof(std::uint32_t);
/// Rows between asking memory for something and using it.
constexpr std::size_t ahead = 8;

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

/// Calls `use` with the stored numbers of a column of numbers.
template <class Use>
void with_numbers(const Vector& column, Use use) {
  if (column.kind() == Vector::Kind::Node)
    use(column.nodes());
  else
    use(column.integers());
}

/// The number that a value is as one of the kind; nullopt: it is none.
std::optional<std::int64_t> number_of_value(Vector::Kind kind, const Value& value) {
  if (kind == Vector::Kind::Date)
    return value.type() == Type::Date ? std::optional(value.as_date().days) : std::nullopt;
  if (kind == Vector::Kind::Node)
    return value.type() == Type::Node ? std::optional<std::int64_t>(value.as_node()) : std::nullopt;
  if (value.type() == Type::Integer) return value.as_integer();
  if (value.type() != Type::Float) return std::nullopt;
  constexpr double limit = 9007199254740992.0;  // up to here floats are whole numbers exactly
  const double number = value.as_float();
  const bool whole = number == std::trunc(number) && std::abs(number) <= limit;
  return whole ? std::optional(static_cast<std::int64_t>(number)) : std::nullopt;
}

/// Whether what is the same also looks the same.
bool is_exact(const Value& value) {
  switch (value.type()) {
    case Type::Null:
    case Type::Boolean:
    case Type::String:
    case Type::Node:
    case Type::Relationship:
      return true;
    case Type::List:
      return std::ranges::all_of(value.as_list(), is_exact);
    default:
      return false;
  }
}

}  // namespace

/// What the first values are like; others turn the table generic.
void ValueTable::choose_mode(const Vector& values) {
  const bool unused = mode_ == Mode::Empty;
  if (is_number_kind(values.kind()) && (unused || mode_ == Mode::Numbers)) {
    if (unused) number_kind_ = values.kind();
    mode_ = Mode::Numbers;
    if (number_kind_ == values.kind()) return;
  }
  if (values.kind() == Vector::Kind::String && (unused || mode_ == Mode::Strings))
    mode_ = Mode::Strings;
  else
    make_generic();
}

bool ValueTable::same(const Vector& values, std::uint32_t row, std::uint32_t entry) const {
  if (mode_ == Mode::Generic) return equivalent_at(values, row, values_[entry]);
  const bool null = values.is_null(row);
  if (null || entry == null_entry_) return null && entry == null_entry_;
  if (mode_ == Mode::Numbers)
    return values.kind() == number_kind_
               ? number_at(values, row) == numbers_[entry]
               : equivalent_at(values, row, value_of_number(number_kind_, numbers_[entry]));
  return values.kind() == Vector::Kind::String
             ? values.strings()[values.at(row)] == texts_[entry]
             : equivalent_at(values, row, Value::string(texts_[entry]));
}

std::size_t ValueTable::locate(const Vector& values, std::uint32_t row, std::size_t hash) const {
  const std::size_t mask = buckets_.size() - 1;
  std::size_t bucket = hash & mask;
  while (buckets_[bucket] != not_found) {
    const std::uint32_t entry = buckets_[bucket];
    if (hashes_[entry] == hash && same(values, row, entry)) break;
    bucket = (bucket + 1) & mask;
  }
  return bucket;
}

void ValueTable::store(const Vector& values, std::uint32_t row, std::size_t hash) {
  const auto entry = static_cast<std::uint32_t>(hashes_.size());
  hashes_.push_back(hash);
  bytes_ += static_cast<std::int64_t>(entry_bytes);
  if (mode_ == Mode::Generic) {
    values_.push_back(values.value(row));
    bytes_ += bytes_of(values_.back());
    all_exact_ = all_exact_ && is_exact(values_.back());
    return;
  }
  const bool null = values.is_null(row);
  if (null) null_entry_ = entry;
  if (mode_ == Mode::Numbers) {
    numbers_.push_back(null ? 0 : number_at(values, row));
    bytes_ += static_cast<std::int64_t>(sizeof(std::int64_t));
  } else {
    texts_.push_back(null ? std::string_view() : kept_text(values, row));
    bytes_ += static_cast<std::int64_t>(sizeof(std::string_view));
  }
}

/// Bytes that only the vector keeps are copied.
std::string_view ValueTable::kept_text(const Vector& values, std::uint32_t row) {
  const std::string_view text = values.strings()[values.at(row)];
  if (values.keeps_nothing() || text.empty()) return text;
  constexpr std::size_t first_bytes = 4096;
  if (!kept_) kept_ = std::make_shared<std::pmr::monotonic_buffer_resource>(first_bytes);
  char* copy = static_cast<char*>(kept_->allocate(text.size(), 1));
  text.copy(copy, text.size());
  bytes_ += static_cast<std::int64_t>(text.size());
  return {copy, text.size()};
}

/// All entries, among `count` buckets.
void ValueTable::fill_buckets(std::size_t count) {
  buckets_.assign(count, not_found);
  const std::size_t mask = buckets_.size() - 1;
  for (std::uint32_t entry = 0; entry < hashes_.size(); ++entry) {
    std::size_t bucket = hashes_[entry] & mask;
    while (buckets_[bucket] != not_found) bucket = (bucket + 1) & mask;
    buckets_[bucket] = entry;
  }
}

void ValueTable::make_generic() {
  if (mode_ == Mode::Generic) return;
  give_up_places();
  values_.reserve(size());
  for (std::uint32_t entry = 0; entry < size(); ++entry)
    values_.push_back(entry == null_entry_     ? Value()
                      : mode_ == Mode::Strings ? Value::string(texts_[entry])
                                               : value_of_number(number_kind_, numbers_[entry]));
  for (const Value& value : values_) {
    bytes_ += bytes_of(value);
    all_exact_ = all_exact_ && is_exact(value);
  }
  numbers_ = {};
  texts_ = {};
  kept_.reset();
  mode_ = Mode::Generic;
}

void ValueTable::insert(const Vector& values, const Selection& rows,
                        std::vector<std::uint32_t>& entries) {
  entries.resize(rows.size());
  if (rows.empty()) return;
  if (buckets_.empty()) buckets_.assign(64, not_found);
  choose_mode(values);
  constexpr std::size_t worth_remembering = 64;
  if (values.is_constant()) {
    entries.assign(rows.size(), insert_one(values, rows[0]));
    return;
  }
  if (mode_ == Mode::Numbers) {
    if (!use_places(values, rows)) return insert_numbers(values, rows, entries);
    return insert_at_places(values, rows, entries);
  }
  if (values.kind() == Vector::Kind::String && rows.size() >= worth_remembering)
    return insert_strings(values, rows, entries);
  for (std::size_t i = 0; i < rows.size(); ++i)
    entries[i] = insert_row(values, rows[i], hash_at(values, rows[i]));
}

std::uint32_t ValueTable::insert_one(const Vector& values, std::uint32_t row) {
  if (mode_ == Mode::Numbers && use_places(values, Selection(std::vector<std::uint32_t>{row})))
    return insert_at_place(values, row);
  return insert_row(values, row, hash_at(values, row));
}

bool ValueTable::use_places(const Vector& values, const Selection& rows) {
  if (places_.empty()) {
    if (size() < next_try_) return false;
    next_try_ = 2 * size();
    const auto [lowest, highest] = std::ranges::minmax(numbers_);
    if (!worth_places(lowest, highest, 0)) return false;
    places_.assign(static_cast<std::size_t>(highest) + 1, not_found);
    for (std::uint32_t entry = 0; entry < size(); ++entry)
      if (entry != null_entry_) places_[static_cast<std::size_t>(numbers_[entry])] = entry;
    buckets_ = {};
  }
  std::int64_t lowest = 0, highest = 0;
  with_numbers(values, [&, nulls = values.has_nulls()](const auto& numbers) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (nulls && values.is_null(rows[i])) continue;
      const auto number = static_cast<std::int64_t>(numbers[values.at(rows[i])]);
      lowest = std::min(lowest, number);
      highest = std::max(highest, number);
    }
  });
  if (!worth_places(lowest, highest, rows.size())) {
    give_up_places();
    return false;
  }
  const auto needed = static_cast<std::size_t>(highest) + 1;
  if (needed > places_.size()) places_.resize(needed + needed / 4, not_found);
  return true;
}

/// `more`: entries that may come.
bool ValueTable::worth_places(std::int64_t lowest, std::int64_t highest, std::size_t more) const {
  constexpr std::size_t always = 65536, places_an_entry = 16;
  return lowest >= 0 &&
         static_cast<std::uint64_t>(highest) < always + places_an_entry * (size() + more);
}

void ValueTable::give_up_places() {
  if (places_.empty()) return;
  places_ = {};
  fill_buckets(std::bit_ceil(4 * size()));
}

std::uint32_t ValueTable::insert_at_place(const Vector& values, std::uint32_t row) {
  const bool null = values.is_null(row);
  const std::int64_t number = null ? 0 : number_at(values, row);
  std::uint32_t& entry = null ? null_entry_ : places_[static_cast<std::size_t>(number)];
  if (entry == not_found) {
    const auto added = static_cast<std::uint32_t>(size());
    store(values, row, hash_at(values, row));
    entry = added;
  }
  return entry;
}

void ValueTable::insert_at_places(const Vector& values, const Selection& rows,
                                  std::vector<std::uint32_t>& entries) {
  with_numbers(values, [&, nulls = values.has_nulls()](const auto& numbers) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::uint32_t row = rows[i];
      const std::uint32_t entry = nulls && values.is_null(row)
                                      ? null_entry_
                                      : places_[static_cast<std::size_t>(numbers[row])];
      entries[i] = entry != not_found ? entry : insert_at_place(values, row);
    }
  });
}

/// Of the table's kind.
void ValueTable::insert_numbers(const Vector& values, const Selection& rows,
                                std::vector<std::uint32_t>& entries) {
  const bool nulls = values.has_nulls();
  const auto insert_all = [&](const auto& numbers, auto hash_of) {
    const auto number = [&](std::size_t i) { return static_cast<std::int64_t>(numbers[rows[i]]); };
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i + ahead < rows.size()) prefetch(hash_of(number(i + ahead)));
      if (nulls && values.is_null(rows[i])) {
        entries[i] = insert_row(values, rows[i], null_hash);
        continue;
      }
      const std::size_t hash = hash_of(number(i)), mask = buckets_.size() - 1;
      std::size_t bucket = hash & mask;
      while (buckets_[bucket] != not_found &&
             (numbers_[buckets_[bucket]] != number(i) || buckets_[bucket] == null_entry_))
        bucket = (bucket + 1) & mask;
      entries[i] =
          buckets_[bucket] != not_found ? buckets_[bucket] : insert_row(values, rows[i], hash);
    }
  };
  switch (values.kind()) {
    case Vector::Kind::Node:
      return insert_all(values.nodes(),
                        [](std::int64_t v) { return hash_node(static_cast<NodeId>(v)); });
    case Vector::Kind::Date:
      return insert_all(values.integers(), [](std::int64_t v) { return hash_date({v}); });
    default:
      return insert_all(values.integers(), [](std::int64_t v) { return hash_integer(v); });
  }
}

/// The bucket is asked of memory before it is needed.
void ValueTable::prefetch(std::size_t hash) const {
  __builtin_prefetch(&buckets_[hash & (buckets_.size() - 1)]);
}

/// What lies in the bucket, where that was asked for before.
void ValueTable::prefetch_entry(std::size_t hash) const {
  const std::uint32_t entry = buckets_[hash & (buckets_.size() - 1)];
  if (entry == not_found) return;
  __builtin_prefetch(&hashes_[entry]);
  if (mode_ == Mode::Strings) __builtin_prefetch(&texts_[entry]);
}

std::uint32_t ValueTable::insert_row(const Vector& values, std::uint32_t row, std::size_t hash) {
  const std::size_t bucket = locate(values, row, hash);
  if (buckets_[bucket] != not_found) return buckets_[bucket];
  const auto entry = static_cast<std::uint32_t>(hashes_.size());
  buckets_[bucket] = entry;
  store(values, row, hash);
  if (hashes_.size() * 2 > buckets_.size()) fill_buckets(2 * buckets_.size());
  return entry;
}

/// Strings of a column with a dictionary lie at the same place when they are the same: what was
/// found for a place a few rows ago is not looked up again.
void ValueTable::insert_strings(const Vector& values, const Selection& rows,
                                std::vector<std::uint32_t>& entries) {
  struct Seen {
    std::string_view text;
    std::uint32_t entry = not_found;
  };
  constexpr std::size_t places = 256;
  std::array<Seen, places> seen;
  const auto strings = values.strings();
  const bool nulls = values.has_nulls();
  std::array<std::size_t, ahead> hashes;  // of the rows that come next
  const auto look_ahead = [&](std::size_t i) {
    if (i >= rows.size()) return;
    hashes[i % ahead] = hash_at(values, rows[i]);
    prefetch(hashes[i % ahead]);
    if (i + ahead < rows.size()) __builtin_prefetch(strings[values.at(rows[i + ahead])].data());
  };
  for (std::size_t i = 0; i < ahead; ++i) look_ahead(i);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::uint32_t row = rows[i];
    const std::size_t hash = hashes[i % ahead];
    look_ahead(i + ahead);
    if (nulls && values.is_null(row)) {
      entries[i] = insert_row(values, row, hash);
      continue;
    }
    const std::string_view text = strings[values.at(row)];
    const auto place = reinterpret_cast<std::uintptr_t>(text.data()) * 0x9E3779B97F4A7C15u >> 56;
    Seen& last = seen[place];
    if (last.entry == not_found || last.text.data() != text.data() ||
        last.text.size() != text.size())
      last = {text, insert_row(values, row, hash)};
    entries[i] = last.entry;
  }
}

void ValueTable::find(const Vector& values, const Selection& rows,
                      std::vector<std::uint32_t>& entries) const {
  entries.assign(rows.size(), not_found);
  if (hashes_.empty()) return;
  if (!places_.empty()) return find_places(values, rows, entries);
  std::vector<std::size_t> hashes(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) hashes[i] = hash_at(values, rows[i]);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i + ahead < rows.size()) prefetch(hashes[i + ahead]);
    if (i + ahead / 2 < rows.size()) prefetch_entry(hashes[i + ahead / 2]);
    entries[i] = buckets_[locate(values, rows[i], hashes[i])];
  }
}

void ValueTable::find_places(const Vector& values, const Selection& rows,
                             std::vector<std::uint32_t>& entries) const {
  const auto entry_at = [this](std::int64_t number) {
    return number >= 0 && static_cast<std::size_t>(number) < places_.size()
               ? places_[static_cast<std::size_t>(number)]
               : not_found;
  };
  if (values.kind() == number_kind_ && !values.has_nulls()) {
    for (std::size_t i = 0; i < rows.size(); ++i) entries[i] = entry_at(number_at(values, rows[i]));
    return;
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (values.is_null(rows[i])) {
      entries[i] = null_entry_;
      continue;
    }
    const Value value = values.value(rows[i]);
    const std::optional<std::int64_t> number = number_of_value(number_kind_, value);
    if (number) entries[i] = entry_at(*number);
  }
}

template <class EntryAt>
Vector ValueTable::values_of(std::size_t count, EntryAt entry_at) const {
  Vector result;
  if (mode_ == Mode::Numbers) {
    std::vector<std::int64_t> numbers(count);
    for (std::size_t i = 0; i < count; ++i) numbers[i] = numbers_[entry_at(i)];
    result = vector_of_numbers(number_kind_, std::move(numbers));
  } else if (mode_ == Mode::Strings) {
    std::vector<std::string_view> texts(count);
    for (std::size_t i = 0; i < count; ++i) texts[i] = texts_[entry_at(i)];
    result = Vector::of(std::move(texts));
    if (kept_) result.keep(kept_);
  } else {
    std::vector<Value> values(count);
    for (std::size_t i = 0; i < count; ++i) values[i] = values_[entry_at(i)];
    return narrow(std::move(values));
  }
  for (std::size_t i = 0; i < count && null_entry_ != not_found; ++i)
    if (entry_at(i) == null_entry_) result.set_null(i);
  return result;
}

Vector ValueTable::values(std::size_t first, std::size_t count) const {
  return values_of(count, [first](std::size_t i) { return first + i; });
}

Vector ValueTable::values(std::span<const std::uint32_t> entries) const {
  return values_of(entries.size(), [entries](std::size_t i) { return std::size_t{entries[i]}; });
}

}  // namespace normgraph::query
