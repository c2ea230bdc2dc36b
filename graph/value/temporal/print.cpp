#include "graph/value/temporal/print.hpp"

#include <fmt/core.h>

#include "graph/value/temporal/civil.hpp"
#include "graph/value/temporal/units.hpp"
#include "graph/value/temporal/zone.hpp"

namespace normgraph {
namespace {

/// ".142": without trailing zeros, nothing for zero.
std::string fraction_text(std::int64_t nanoseconds) {
  if (nanoseconds == 0) return {};
  std::string text = fmt::format(".{:09}", nanoseconds);
  text.erase(text.find_last_not_of('0') + 1);
  return text;
}

std::string year_text(std::int64_t year) {
  if (year > 9999) return fmt::format("+{}", year);
  return year < 0 ? fmt::format("-{:04}", -year) : fmt::format("{:04}", year);
}

void append_amount(std::string& text, std::int64_t amount, char unit) {
  if (amount != 0) text += fmt::format("{}{}", amount, unit);
}

/// The seconds of a duration are kept as a floor and a positive fraction; people read -0.5 as such.
std::string clock_part(std::int64_t seconds, std::int32_t nanoseconds) {
  if (seconds < 0 && nanoseconds > 0) {
    ++seconds;
    nanoseconds -= nanoseconds_per_second;
  }
  std::string text;
  append_amount(text, seconds / 3600, 'H');
  append_amount(text, seconds / 60 % 60, 'M');
  const std::int64_t rest = seconds % 60;
  if (rest != 0 || nanoseconds != 0) {
    const bool negative = rest < 0 || nanoseconds < 0;
    text += fmt::format("{}{}{}S", negative ? "-" : "", std::abs(rest),
                        fraction_text(std::abs(nanoseconds)));
  }
  return text;
}

}  // namespace

std::string to_text(Date d) {
  const CivilDate civil = civil_of(d.days);
  return fmt::format("{}-{:02}-{:02}", year_text(civil.year), civil.month, civil.day);
}

std::string to_text(LocalTime t) {
  const std::int64_t seconds = t.nanoseconds / nanoseconds_per_second;
  const std::int64_t fraction = t.nanoseconds % nanoseconds_per_second;
  std::string text = fmt::format("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
  if (seconds % 60 != 0 || fraction != 0) text += fmt::format(":{:02}", seconds % 60);
  return text + fraction_text(fraction);
}

std::string to_text(Time t) { return to_text(LocalTime{t.nanoseconds}) + offset_text(t.offset); }

std::string to_text(LocalDateTime t) {
  return to_text(date_of(t)) + 'T' + to_text(local_time_of(t));
}

std::string to_text(const DateTime& t) {
  std::string text = to_text(local_date_time_of(t)) + offset_text(offset_at(t.zone, t.seconds));
  if (is_named(t.zone)) text += fmt::format("[{}]", zone_name(t.zone));
  return text;
}

std::string to_text(const Duration& d) {
  std::string text = "P";
  append_amount(text, d.months / 12, 'Y');
  append_amount(text, d.months % 12, 'M');
  append_amount(text, d.days, 'D');
  const std::string clock = clock_part(d.seconds, d.nanoseconds);
  if (!clock.empty()) text += 'T' + clock;
  return text == "P" ? "PT0S" : text;
}

}  // namespace normgraph
