#include "repl/timeline/scale.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace normgraph::repl {

namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month;
using std::chrono::year_month_day;

year_month month_of(std::int64_t day) {
  const year_month_day date{sys_days{days{day}}};
  return date.year() / date.month();
}

std::int64_t first_day(year_month month) { return sys_days{month / 1}.time_since_epoch().count(); }

bool is_known(std::int64_t day) { return day != Period::open_start && day != Period::open_end; }

std::string tick_label(year_month month) {
  constexpr std::array names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (month.month() == std::chrono::January) return std::to_string(static_cast<int>(month.year()));
  return names[static_cast<unsigned>(month.month()) - 1];
}

}  // namespace

TimeScale::TimeScale(const Timeline& timeline) : first_(timeline.today.days), last_(first_) {
  const auto include = [this](const Period& period) {
    for (const std::int64_t day : {period.first, period.last}) {
      if (!is_known(day)) continue;
      first_ = std::min(first_, day);
      last_ = std::max(last_, day);
    }
  };
  for (const TimelineEntry& entry : timeline.entries) {
    include(entry.date);
    if (entry.moved_from) include(*entry.moved_from);
  }
  // Marks at the ends need room of their own.
  const std::int64_t margin = std::max<std::int64_t>((last_ - first_) / 30, 10);
  first_ -= margin;
  last_ += margin;
}

double TimeScale::at(std::int64_t day) const {
  if (day == Period::open_start) return 0;
  if (day == Period::open_end) return 1;
  const double share = static_cast<double>(day - first_) / static_cast<double>(last_ - first_);
  return std::clamp(share, 0.0, 1.0);
}

std::vector<TimeScale::Tick> TimeScale::ticks(double label_room) const {
  constexpr std::array steps{1, 3, 6, 12, 24, 60, 120, 240, 600, 1200};
  const double in_months = static_cast<double>(last_ - first_) / 30.44;
  int step = steps.back();
  for (const int candidate : steps) {
    if (candidate / in_months < label_room) continue;
    step = candidate;
    break;
  }
  std::vector<Tick> ticks;
  year_month month = month_of(first_);
  const auto count = [](year_month m) {
    return static_cast<int>(m.year()) * 12 + static_cast<int>(static_cast<unsigned>(m.month())) - 1;
  };
  while (count(month) % step != 0 || first_day(month) < first_) month += months{1};
  for (; first_day(month) <= last_; month += months{step})
    ticks.push_back(
        {at(first_day(month)), tick_label(month), month.month() == std::chrono::January});
  return ticks;
}

}  // namespace normgraph::repl
