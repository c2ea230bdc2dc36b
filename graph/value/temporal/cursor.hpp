#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace normgraph {

/// Reads a text from the left; every step either takes what it names or takes nothing.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }
  /// The next character, 0 at the end.
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  void advance(std::size_t count) { rest_.remove_prefix(count); }

  bool take(char c) {
    if (peek() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  /// How many digits come next.
  std::size_t digits_ahead() const {
    std::size_t n = 0;
    while (n < rest_.size() && rest_[n] >= '0' && rest_[n] <= '9') ++n;
    return n;
  }
  /// A number of exactly `count` digits (at most 18); more digits may follow.
  std::optional<std::int64_t> number(std::size_t count) {
    if (count == 0 || count > 18 || digits_ahead() < count) return std::nullopt;
    std::int64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + (rest_[i] - '0');
    rest_.remove_prefix(count);
    return value;
  }
  /// Digits behind a point or comma, as nanoseconds; those beyond the ninth are dropped. Zero when
  /// there is no point, nothing when no digit follows it.
  std::optional<std::int32_t> fraction() {
    if (peek() != '.' && peek() != ',') return 0;
    Cursor digits(rest_.substr(1));
    const std::size_t count = digits.digits_ahead();
    if (count == 0) return std::nullopt;
    std::int32_t nanoseconds = 0;
    for (std::size_t i = 0; i < 9; ++i) {
      nanoseconds = nanoseconds * 10 + (i < count ? rest_[i + 1] - '0' : 0);
    }
    rest_.remove_prefix(count + 1);
    return nanoseconds;
  }

 private:
  std::string_view rest_;
};

}  // namespace normgraph
