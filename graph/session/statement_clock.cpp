#include "graph/session/statement_clock.hpp"

#include <ctime>

namespace normgraph {

namespace {

std::int64_t local_days(std::time_t now) {
  std::tm local{};
  localtime_r(&now, &local);
  const std::int64_t seconds = now + local.tm_gmtoff;
  constexpr std::int64_t seconds_a_day = 86400;
  return seconds >= 0 ? seconds / seconds_a_day : (seconds - seconds_a_day + 1) / seconds_a_day;
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
