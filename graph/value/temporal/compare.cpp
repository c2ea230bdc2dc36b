#include "graph/value/temporal/compare.hpp"

#include <tuple>

#include "graph/value/temporal/zone.hpp"

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
  const auto instant = [](const DateTime& t) { return std::tuple(t.seconds, t.nanoseconds); };
  if (const int c = three_way(instant(a), instant(b))) return c;
  if (a.zone == b.zone) return 0;
  // Numbers of zones differ from process to process, so named zones are compared by name.
  if (is_named(a.zone) && is_named(b.zone)) return three_way(zone_name(a.zone), zone_name(b.zone));
  return three_way(a.zone.value, b.zone.value);
}

int compare_durations(const Duration& a, const Duration& b) {
  const auto key = [](const Duration& d) {
    const Wide seconds = Wide{d.months} * 2'629'746 + Wide{d.days} * 86'400 + d.seconds;
    return std::tuple(seconds, d.nanoseconds, d.months, d.days);
  };
  return three_way(key(a), key(b));
}

}  // namespace normgraph
