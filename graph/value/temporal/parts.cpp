#include "graph/value/temporal/parts.hpp"

#include "graph/value/temporal/units.hpp"
#include "graph/value/temporal/zone.hpp"

namespace normgraph {

std::optional<Date> date_part(const Value& value) {
  switch (value.type()) {
    case Type::Date:
      return value.as_date();
    case Type::LocalDateTime:
      return date_of(value.as_local_date_time());
    case Type::DateTime:
      return date_of(local_date_time_of(value.as_date_time()));
    default:
      return std::nullopt;
  }
}

std::optional<LocalTime> time_part(const Value& value) {
  switch (value.type()) {
    case Type::LocalTime:
      return value.as_local_time();
    case Type::Time:
      return LocalTime{value.as_time().nanoseconds};
    case Type::LocalDateTime:
      return local_time_of(value.as_local_date_time());
    case Type::DateTime:
      return local_time_of(local_date_time_of(value.as_date_time()));
    default:
      return std::nullopt;
  }
}

std::optional<Zone> zone_part(const Value& value) {
  switch (value.type()) {
    case Type::Time:
      return fixed_zone(value.as_time().offset);
    case Type::DateTime:
      return value.as_date_time().zone;
    default:
      return std::nullopt;
  }
}

bool is_instant(Type type) {
  return type == Type::Date || type == Type::Time || type == Type::LocalTime ||
         type == Type::DateTime || type == Type::LocalDateTime;
}

}  // namespace normgraph
