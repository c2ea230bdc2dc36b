#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "grammar/x3/tokens.hpp"

// Numbers are read by hand, because each way of writing one wrongly has its own error.

namespace normgraph::syntax {
namespace {

constexpr auto max_integer = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

[[noreturn]] void invalid_number(const State& state, Iterator first, Iterator last,
                                 std::string hint = {}) {
  while (continues_name(last, state.end)) ++last;
  const std::string text(first, last);
  state.reject("NG1006", "InvalidNumberLiteral", "'" + text + "' is not a number", first, last,
               std::move(hint));
}

/// 2^63 itself is kept for a minus sign before it; everything above is an error here.
void set_integer(const State& state, Iterator first, Iterator last, Iterator digits, int base,
                 ast::Literal& literal) {
  std::uint64_t value = 0;
  const auto [stop, problem] = std::from_chars(digits, last, value, base);
  if (problem == std::errc::result_out_of_range || value > max_integer + 1) {
    state.reject("NG1007", "IntegerOverflow",
                 "the integer " + std::string(first, last) + " does not fit into 64 bits", first,
                 last);
  }
  if (stop != last) invalid_number(state, first, last);
  if (value == max_integer + 1) {
    literal.value = ast::IntegerOverflow{std::string(first, last)};
  } else {
    literal.value = static_cast<std::int64_t>(value);
  }
}

/// 0x… and 0o…
void scan_based_integer(State& state, Iterator& p, int base, ast::Literal& literal) {
  const Iterator first = p;
  p += 2;
  const Iterator digits = p;
  while (p != state.end && (base == 16 ? is_hex_digit(*p) : (*p >= '0' && *p <= '7'))) ++p;
  if (p == digits || continues_name(p, state.end)) {
    invalid_number(
        state, first, p,
        base == 16 ? "hexadecimal numbers look like 0x1F" : "octal numbers look like 0o17");
  }
  set_integer(state, first, p, digits, base, literal);
}

Iterator skip_digits(Iterator p, Iterator last) {
  while (p != last && is_digit(*p)) ++p;
  return p;
}

/// The end of an exponent at p; p itself where there is none.
Iterator skip_exponent(Iterator p, Iterator last) {
  if (p == last || (*p != 'e' && *p != 'E')) return p;
  Iterator q = p + 1;
  if (q != last && (*q == '+' || *q == '-')) ++q;
  const Iterator stop = skip_digits(q, last);
  return stop == q ? p : stop;
}

/// `2025-05-08` and `2025-05` without blanks: surely meant as a date, not as a subtraction.
void reject_bare_date(const State& state, Iterator first, Iterator after_year) {
  if (after_year - first != 4) return;
  const auto two_digits = [&](Iterator p) {
    return state.end - p >= 3 && *p == '-' && is_digit(p[1]) && is_digit(p[2]) &&
           !continues_name(p + 3, state.end);
  };
  if (!two_digits(after_year)) return;
  const bool has_day = two_digits(after_year + 3);
  const Iterator last = after_year + (has_day ? 6 : 3);
  const std::string text(first, last);
  const std::string call = (has_day ? "date('" : "period('") + text + "')";
  state.reject("NG1011", "UnexpectedSyntax", "a date in an expression is written " + call, first,
               last, "for a subtraction put blanks around the minus sign");
}

}  // namespace

bool scan_number(State& state, Iterator& p, ast::Literal& literal) {
  if (p == state.end) return false;
  const bool leading_dot = *p == '.' && p + 1 != state.end && is_digit(p[1]);
  if (!is_digit(*p) && !leading_dot) return false;
  const Iterator first = p;
  if (*p == '0' && p + 1 != state.end) {
    const char base = p[1];
    if (base == 'x' || base == 'X') return scan_based_integer(state, p, 16, literal), true;
    if (base == 'o' || base == 'O') return scan_based_integer(state, p, 8, literal), true;
  }
  Iterator q = skip_digits(p, state.end);
  const Iterator after_integer = q;
  if (state.end - q >= 2 && *q == '.' && is_digit(q[1])) q = skip_digits(q + 1, state.end);
  q = skip_exponent(q, state.end);
  if (continues_name(q, state.end)) invalid_number(state, first, q);
  if (q == after_integer) {
    reject_bare_date(state, first, q);
    set_integer(state, first, q, first, 10, literal);
  } else {
    double value = 0;
    const auto [stop, problem] = std::from_chars(first, q, value);
    // A number that is too small is zero, as everywhere; only too large is an error.
    if (problem == std::errc::result_out_of_range)
      value = std::strtod(std::string(first, q).c_str(), nullptr);
    if (std::isinf(value)) {
      state.reject("NG1008", "FloatingPointOverflow",
                   "the number " + std::string(first, q) + " is larger than any float", first, q);
    }
    literal.value = value;
  }
  p = q;
  return true;
}

bool scan_count(State& state, Iterator& p, std::int64_t& count) {
  const Iterator stop = skip_digits(p, state.end);
  if (stop == p) return false;
  if (std::from_chars(p, stop, count).ec != std::errc{}) {
    state.reject("NG1007", "IntegerOverflow",
                 "the integer " + std::string(p, stop) + " does not fit into 64 bits", p, stop);
  }
  p = stop;
  return true;
}

}  // namespace normgraph::syntax
