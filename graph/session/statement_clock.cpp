#include "graph/session/statement_clock.hpp"

#include <ctime>

namespace normgraph {

namespace {

std::int64_t local_days(std::time_t now) {
  std::tm local{};
  localtime_r(&now, &local);
  // timegm reads the broken-down local date as UTC, which gives its day number.
  local.tm_hour = local.tm_min = local.tm_sec = 0;
  constexpr std::time_t seconds_a_day = 86400;
  const std::time_t midnight = timegm(&local);
  return midnight >= 0 ? midnight / seconds_a_day : (midnight - seconds_a_day + 1) / seconds_a_day;
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
