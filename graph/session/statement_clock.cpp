#include "graph/session/statement_clock.hpp"

#include <ctime>

namespace normgraph {

namespace {

std::int64_t days_by_zone(std::time_t now) {
  std::tm local{};
  localtime_r(&now, &local);
  const std::int64_t seconds = now + local.tm_gmtoff;
  constexpr std::int64_t seconds_a_day = 86400;
  return seconds >= 0 ? seconds / seconds_a_day : (seconds - seconds_a_day + 1) / seconds_a_day;
}

/// The local day. Zones change at quarters of an hour, and asking them takes longer than a look-up.
std::int64_t local_days(std::time_t now) {
  constexpr std::time_t quarter = 15 * 60;
  thread_local std::time_t known_quarter = -1;
  thread_local std::int64_t days = 0;
  if (now / quarter != known_quarter) {
    days = days_by_zone(now);
    known_quarter = now / quarter;
  }
  return days;
}

}  // namespace

query::Clock statement_clock(std::optional<Date> today) {
  std::timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  query::Clock clock;
  clock.seconds = now.tv_sec;
  clock.nanoseconds = static_cast<std::int32_t>(now.tv_nsec);
  clock.today = today ? *today : Date{local_days(now.tv_sec)};
  return clock;
}

}  // namespace normgraph
