#include "graph/store/index_key.hpp"

#include <xxhash.h>

#include <bit>
#include <cmath>
#include <string_view>

#include "graph/store/layout.hpp"

namespace normgraph::store {

namespace {

constexpr std::size_t longest = 400;  // LMDB's keys end at 511 bytes

enum class Tag : char { Boolean = 1, Number = 2, String = 3, Date = 4 };

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

}  // namespace

bool is_indexable(const Value& value) {
  switch (value.type()) {
    case Type::Boolean:
    case Type::Integer:
    case Type::String:
    case Type::Date:
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
    default:
      return number_bytes(value);
  }
}

}  // namespace normgraph::store
