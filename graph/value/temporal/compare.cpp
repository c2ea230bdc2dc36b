#include "graph/value/temporal/compare.hpp"

#include <tuple>

namespace normgraph {
namespace {

template <class T>
int three_way(const T& a, const T& b) {
  return a < b ? -1 : (b < a ? 1 : 0);
}

__extension__ using Wide = __int128;

}  // namespace

int compare_times(const Time& a, const Time& b) {
  const auto key = [](const Time& t) {
    return std::tuple(t.nanoseconds - t.offset * std::int64_t{1'000'000'000}, t.offset);
  };
  return three_way(key(a), key(b));
}

int compare_date_times(const DateTime& a, const DateTime& b) {
  const auto key = [](const DateTime& t) {
    return std::tuple(t.seconds, t.nanoseconds, t.zone.value);
  };
  return three_way(key(a), key(b));
}

int compare_durations(const Duration& a, const Duration& b) {
  const auto key = [](const Duration& d) {
    const Wide seconds = Wide{d.months} * 2'629'746 + Wide{d.days} * 86'400 + d.seconds;
    return std::tuple(seconds, d.nanoseconds, d.months, d.days);
  };
  return three_way(key(a), key(b));
}

}  // namespace normgraph
