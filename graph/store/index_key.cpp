#include "graph/store/index_key.hpp"

#include <xxhash.h>

#include <bit>
#include <cmath>
#include <string_view>

#include "graph/store/layout.hpp"
#include "graph/value/period.hpp"

namespace normgraph::store {

namespace {

constexpr std::size_t longest = 400;  // LMDB's keys end at 511 bytes

enum class Tag : char { Boolean = 1, Number = 2, String = 3, Date = 4, Period = 5, Stage = 6 };

std::string tagged(Tag tag) { return {static_cast<char>(tag)}; }

std::uint64_t ordered(std::int64_t v) { return static_cast<std::uint64_t>(v) ^ 1ull << 63; }

std::uint64_t ordered(double v) {
  const auto bits = std::bit_cast<std::uint64_t>(v == 0 ? 0.0 : v);  // one zero
  return bits >> 63 ? ~bits : bits | 1ull << 63;
}

/// The nearest float, and what is left to the exact integer: as one number for both types.
std::string number_bytes(const Value& value) {
  std::string bytes = tagged(Tag::Number);
  const double nearest = value.as_number();
  std::int64_t rest = 0;
  if (value.type() == Type::Integer)  // the nearest float may be 2^63, one above all integers
    rest = nearest == 0x1p63 ? value.as_integer() - INT64_MAX - 1
                             : value.as_integer() - static_cast<std::int64_t>(nearest);
  append_big_endian(bytes, ordered(nearest));
  append_big_endian(bytes, ordered(rest));
  return bytes;
}

/// A zero byte inside is written as 00 FF, so that 00 00 can end the string and no string is the
/// beginning of another.
std::string string_bytes(std::string_view text) {
  std::string bytes = tagged(Tag::String);
  for (const char c : text) {
    bytes.push_back(c);
    if (c == '\0') bytes.push_back('\xFF');
  }
  bytes.append(2, '\0');
  if (bytes.size() <= longest) return bytes;
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  bytes.resize(longest);
  append_big_endian(bytes, hash.high64);
  append_big_endian(bytes, hash.low64);
  return bytes;
}

/// By the first day, then the last, then all that tells two periods apart. A period that is one
/// certain day equals that date, and has its bytes.
std::string period_bytes(const Period& period) {
  if (compare_periods(period, period_of_day(Date{period.first})) == 0) {
    std::string bytes = tagged(Tag::Date);
    append_big_endian(bytes, ordered(period.first));
    return bytes;
  }
  std::string bytes = tagged(Tag::Period);
  append_big_endian(bytes, ordered(period.first));
  append_big_endian(bytes, ordered(period.last));
  int flags = 0;
  for (const bool flag : {period.approximate, period.uncertain, period.last_approximate,
                          period.last_uncertain, period.unknown_start, period.unknown_end})
    flags = flags << 1 | (flag ? 1 : 0);
  bytes.push_back(static_cast<char>(flags));
  const DayBounds days = widened(period);
  append_big_endian(bytes, ordered(days.first));
  append_big_endian(bytes, ordered(days.last));
  return bytes;
}

std::string stage_bytes(Stage stage) {
  std::string bytes = tagged(Tag::Stage);
  bytes.push_back(static_cast<char>(stage.scheme));
  append_big_endian(bytes, stage.code);
  return bytes;
}

}  // namespace

bool is_indexable(const Value& value) {
  switch (value.type()) {
    case Type::Boolean:
    case Type::Integer:
    case Type::String:
    case Type::Date:
    case Type::Period:
    case Type::Stage:
      return true;
    case Type::Float:
      return !std::isnan(value.as_float());
    default:
      return false;
  }
}

std::string index_bytes(const Value& value) {
  switch (value.type()) {
    case Type::Boolean:
      return tagged(Tag::Boolean) + (value.as_boolean() ? '\1' : '\0');
    case Type::String:
      return string_bytes(value.as_string());
    case Type::Date: {
      std::string bytes = tagged(Tag::Date);
      append_big_endian(bytes, ordered(value.as_date().days));
      return bytes;
    }
    case Type::Period:
      return period_bytes(value.as_period());
    case Type::Stage:
      return stage_bytes(value.as_stage());
    default:
      return number_bytes(value);
  }
}

std::string_view ordered_bytes(std::string_view bytes) { return bytes.substr(0, longest); }

bool has_order(std::string_view bytes) {
  const auto is = [&](Tag tag) { return bytes.starts_with(static_cast<char>(tag)); };
  return is(Tag::String) || is(Tag::Number) || is(Tag::Date);
}

bool says_all(std::string_view bytes) {
  return bytes.size() <= longest && !bytes.starts_with(tagged(Tag::Period));
}

namespace {

enum class Order : std::uint8_t { None, Numbers, Strings, Days };

Order order_of(const Value& value) {
  switch (value.type()) {
    case Type::Integer:
    case Type::Float:
      return value.as_number() == value.as_number() ? Order::Numbers : Order::None;
    case Type::String:
      return Order::Strings;
    case Type::Date:
    case Type::Period:
      return Order::Days;
    default:
      return Order::None;
  }
}

IndexStretch stretch(Tag tag, const Value& low, const Value& high) {
  const auto bound = [&](const Value& value) {
    std::string bytes = value.is_null() ? tagged(tag) : index_bytes(value);
    if (bytes.size() > longest) bytes.resize(longest);  // the hash behind it has no order
    return bytes;
  };
  return {bound(low), bound(high)};
}

DayBounds days_of(const Value& value) {
  return widened(value.type() == Type::Date ? period_of_day(value.as_date()) : value.as_period());
}

/// What compares as between the bounds, or is one of them, has its first day between their
/// outermost days: so dates, and periods by their first days, are two stretches.
std::vector<IndexStretch> stretches_of_days(const Value& low, const Value& high) {
  std::vector<IndexStretch> stretches;
  for (const Tag tag : {Tag::Date, Tag::Period}) {
    IndexStretch made{tagged(tag), tagged(tag)};
    if (!low.is_null()) append_big_endian(made.first, ordered(days_of(low).first));
    if (!high.is_null()) append_big_endian(made.last, ordered(days_of(high).last));
    stretches.push_back(std::move(made));
  }
  return stretches;
}

}  // namespace

std::optional<std::vector<IndexStretch>> index_stretches(const Value& low, const Value& high) {
  const Order order = order_of(low.is_null() ? high : low);
  const bool agree = low.is_null() || high.is_null() || order_of(high) == order;
  if (order == Order::None || !agree) return std::nullopt;
  if (order == Order::Days) return stretches_of_days(low, high);
  return std::vector{stretch(order == Order::Numbers ? Tag::Number : Tag::String, low, high)};
}

}  // namespace normgraph::store
