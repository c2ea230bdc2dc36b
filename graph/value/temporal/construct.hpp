#pragma once

#include <cstdint>

#include "graph/value/value.hpp"

// What date(x), time(x) and so on make of a text, a map or another temporal value. Texts that are
// none throw NG3110, bad components NG3111, other types NG3113.
//
// In maps `date`, `time` and `datetime` give a base value that the other components override; when
// the base has a zone and `timezone` another, the value is converted to it, otherwise labelled with
// it. The zone is Z when nothing gives one.

namespace normgraph {

Date make_date(const Value& from);
LocalTime make_local_time(const Value& from);
/// `now` (seconds since the epoch) decides which offset of a named zone a time gets.
Time make_time(const Value& from, std::int64_t now);
LocalDateTime make_local_date_time(const Value& from);
DateTime make_date_time(const Value& from);
Duration make_duration(const Value& from);

/// datetime.fromepoch, datetime.fromepochmillis. Throw NG3111 for other than integers and what lies
/// outside the calendar.
DateTime date_time_from_epoch(const Value& seconds, const Value& nanoseconds);
DateTime date_time_from_epoch_millis(const Value& milliseconds);

}  // namespace normgraph
