#include "graph/query/functions/rounding.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

namespace normgraph::query {
namespace {

/// The size of `value` in decimal digits, without exponent: "12.345".
std::string decimal_digits(double value) {
  std::array<char, 400> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::fabs(value),
                                 std::chars_format::fixed);
  return {buffer.data(), end.ptr};
}

/// Whether the kept digits grow by one in the last place.
bool rounds_away(char last_kept, std::string_view dropped, bool negative, RoundingMode mode) {
  const bool exact = dropped.find_first_not_of('0') == dropped.npos;
  if (exact) return false;
  const bool over_half =
      dropped[0] > '5' ||
      (dropped[0] == '5' && dropped.substr(1).find_first_not_of('0') != dropped.npos);
  const bool half = dropped[0] == '5' && !over_half;
  switch (mode) {
    case RoundingMode::Up:
      return true;
    case RoundingMode::Down:
      return false;
    case RoundingMode::Ceiling:
      return !negative;
    case RoundingMode::Floor:
      return negative;
    case RoundingMode::HalfUp:
      return over_half || half;
    case RoundingMode::HalfDown:
      return over_half;
    case RoundingMode::HalfEven:
      return over_half || (half && (last_kept - '0') % 2 == 1);
  }
  return false;
}

void add_one(std::string& digits) {
  for (std::size_t i = digits.size(); i-- > 0;) {
    if (digits[i] == '.') continue;
    if (digits[i] != '9') {
      ++digits[i];
      return;
    }
    digits[i] = '0';
  }
  digits.insert(digits.begin(), '1');
}

}  // namespace

std::optional<RoundingMode> rounding_mode(std::string_view name) {
  static constexpr std::pair<std::string_view, RoundingMode> modes[] = {
      {"UP", RoundingMode::Up},
      {"DOWN", RoundingMode::Down},
      {"CEILING", RoundingMode::Ceiling},
      {"FLOOR", RoundingMode::Floor},
      {"HALF_UP", RoundingMode::HalfUp},
      {"HALF_DOWN", RoundingMode::HalfDown},
      {"HALF_EVEN", RoundingMode::HalfEven}};
  for (const auto& [known, mode] : modes) {
    if (known == name) return mode;
  }
  return std::nullopt;
}

double round_decimal(double value, int places, RoundingMode mode) {
  if (!std::isfinite(value)) return value;
  std::string digits = decimal_digits(value);
  const std::size_t point = digits.find('.');
  if (point == digits.npos) return value;
  const std::size_t kept = places == 0 ? point : point + 1 + static_cast<std::size_t>(places);
  if (kept >= digits.size()) return value;
  const std::string dropped = digits.substr(places == 0 ? point + 1 : kept);
  const char last_kept = digits[kept - 1];
  digits.resize(kept);
  if (rounds_away(last_kept, dropped, std::signbit(value), mode)) add_one(digits);
  double result = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), result);
  return std::copysign(result, value);
}

}  // namespace normgraph::query
