#include "graph/value/temporal/posix_rule.hpp"

#include "graph/value/temporal/civil.hpp"
#include "graph/value/temporal/cursor.hpp"
#include "graph/value/temporal/units.hpp"

namespace normgraph {
namespace {

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// "CET" or "<+03>".
bool take_name(Cursor& text) {
  if (text.take('<')) {
    while (!text.at_end() && text.peek() != '>') text.advance(1);
    return text.take('>');
  }
  std::size_t letters = 0;
  for (; is_letter(text.peek()); ++letters) text.advance(1);
  return letters >= 3;
}

/// "-1", "5:30", "167:00:00".
std::optional<std::int32_t> take_seconds(Cursor& text) {
  const bool negative = text.peek() == '-';
  if (negative || text.peek() == '+') text.advance(1);
  std::int64_t seconds = 0;
  std::int64_t unit = 3600;
  do {
    const std::size_t digits = text.digits_ahead();
    if (digits == 0 || digits > 3) return std::nullopt;
    seconds += *text.number(digits) * unit;
    unit /= 60;
  } while (unit > 0 && text.take(':'));
  return static_cast<std::int32_t>(negative ? -seconds : seconds);
}

std::optional<int> take_small_number(Cursor& text, int least, int most) {
  const std::size_t digits = text.digits_ahead();
  if (digits == 0 || digits > 3) return std::nullopt;
  const auto number = static_cast<int>(*text.number(digits));
  return number >= least && number <= most ? std::optional(number) : std::nullopt;
}

/// "M3.5.0/3", "J60", "59".
std::optional<PosixRule::Change> take_change(Cursor& text) {
  using Form = PosixRule::Change::Form;
  PosixRule::Change change;
  if (text.take('M')) {
    change.form = Form::WeekdayOfMonth;
    const auto month = take_small_number(text, 1, 12);
    const auto week = text.take('.') ? take_small_number(text, 1, 5) : std::nullopt;
    const auto weekday = text.take('.') ? take_small_number(text, 0, 6) : std::nullopt;
    if (!month || !week || !weekday) return std::nullopt;
    change.month = *month;
    change.week = *week;
    change.weekday = *weekday;
  } else {
    const bool without_leap_day = text.take('J');
    change.form = without_leap_day ? Form::DayWithoutLeapDay : Form::Day;
    const auto day = take_small_number(text, without_leap_day ? 1 : 0, 365);
    if (!day) return std::nullopt;
    change.day = *day;
  }
  if (text.take('/')) {
    const auto seconds = take_seconds(text);
    if (!seconds) return std::nullopt;
    change.seconds = *seconds;
  }
  return change;
}

}  // namespace

std::int64_t PosixRule::Change::local_in(std::int64_t year) const {
  std::int64_t days = days_of(year, 1, 1);
  switch (form) {
    case Form::Day:
      days += day;
      break;
    case Form::DayWithoutLeapDay:
      days += day - (is_leap_year(year) && day >= 60 ? 0 : 1);
      break;
    case Form::WeekdayOfMonth: {
      days = days_of(year, month, 1);
      const int first_weekday = weekday_of(days) % 7;
      int day_of_month = 1 + (weekday - first_weekday + 7) % 7 + (week - 1) * 7;
      if (day_of_month > days_in_month(year, month)) day_of_month -= 7;
      days += day_of_month - 1;
    }
  }
  return days * seconds_per_day + seconds;
}

std::optional<PosixRule> PosixRule::parse(std::string_view input) {
  Cursor text(input);
  PosixRule rule;
  // In the text offsets count westwards.
  const auto west = take_name(text) ? take_seconds(text) : std::nullopt;
  if (!west) return std::nullopt;
  rule.offset_ = -*west;
  if (text.at_end()) return rule;
  if (!take_name(text)) return std::nullopt;
  Daylight daylight;
  daylight.offset = rule.offset_ + 3600;
  if (text.peek() != ',') {
    const auto daylight_west = take_seconds(text);
    if (!daylight_west) return std::nullopt;
    daylight.offset = -*daylight_west;
  }
  const auto start = text.take(',') ? take_change(text) : std::nullopt;
  const auto end = text.take(',') ? take_change(text) : std::nullopt;
  if (!start || !end || !text.at_end()) return std::nullopt;
  daylight.start = *start;
  daylight.end = *end;
  rule.daylight_ = daylight;
  return rule;
}

std::int32_t PosixRule::offset_at(std::int64_t instant) const {
  if (!daylight_) return offset_;
  const std::int64_t year = civil_of(floor_div(instant + offset_, seconds_per_day)).year;
  const std::int64_t start = daylight_->start.local_in(year) - offset_;
  const std::int64_t end = daylight_->end.local_in(year) - daylight_->offset;
  // In the south daylight time begins in one year and ends in the next.
  const bool daylight =
      start < end ? instant >= start && instant < end : instant >= start || instant < end;
  return daylight ? daylight_->offset : offset_;
}

}  // namespace normgraph
