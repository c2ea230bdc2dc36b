#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace normgraph {

/// The rule by which a zone goes on for ever: the TZ string of POSIX at the end of a zone file
/// (RFC 9636 §3.3), such as "CET-1CEST,M3.5.0,M10.5.0/3". Zone files list clock changes to 2037
/// only.
class PosixRule {
 public:
  /// Nothing for a text of another form.
  static std::optional<PosixRule> parse(std::string_view text);

  /// False where the clocks never change.
  bool has_daylight_time() const { return daylight_.has_value(); }
  /// Seconds east of UTC.
  std::int32_t offset_at(std::int64_t instant) const;

  /// A day of the year and the local time at which the clocks change.
  struct Change {
    enum class Form : std::uint8_t { WeekdayOfMonth, DayWithoutLeapDay, Day } form = Form::Day;
    int month = 1, week = 1, weekday = 0;  // week 5: the last; weekday 0: Sunday
    int day = 0;
    std::int32_t seconds = 7200;

    /// In seconds since the epoch on the local clock.
    std::int64_t local_in(std::int64_t year) const;
  };

 private:
  struct Daylight {
    std::int32_t offset = 0;
    Change start, end;
  };
  std::int32_t offset_ = 0;
  std::optional<Daylight> daylight_;
};

}  // namespace normgraph
