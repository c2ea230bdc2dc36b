#include "graph/store/cell.hpp"

#include <bit>
#include <cstring>

#include "graph/store/record.hpp"
#include "graph/value/temporal/zone.hpp"

namespace normgraph::store {

namespace {

constexpr int nesting_limit = 200;

StoredType stored_type(Type type) {
  switch (type) {
    case Type::Boolean:
      return StoredType::Boolean;
    case Type::Integer:
      return StoredType::Integer;
    case Type::Float:
      return StoredType::Float;
    case Type::String:
      return StoredType::String;
    case Type::List:
      return StoredType::List;
    case Type::Date:
      return StoredType::Date;
    case Type::LocalTime:
      return StoredType::LocalTime;
    case Type::Time:
      return StoredType::Time;
    case Type::LocalDateTime:
      return StoredType::LocalDateTime;
    case Type::DateTime:
      return StoredType::DateTime;
    case Type::Duration:
      return StoredType::Duration;
    case Type::Period:
      return StoredType::Period;
    case Type::Stage:
      return StoredType::Stage;
    default:
      break;
  }
  throw storage_error("NG3100", "InvalidPropertyType", "a value of this type cannot be stored");
}

template <class... T>
std::string pack(T... parts) {
  std::string out;
  (out.append(reinterpret_cast<const char*>(&parts), sizeof(parts)), ...);
  return out;
}

// An offset in seconds, or the name of a zone behind a number that is no offset.
constexpr std::int32_t named_zone = 1 << 20;

std::string pack_date_time(DateTime v) {
  if (!is_named(v.zone)) return pack(v.seconds, v.nanoseconds, v.zone.value);
  return pack(v.seconds, v.nanoseconds, named_zone).append(zone_name(v.zone));
}

std::string pack_period(const Period& v) {
  const std::uint8_t flags =
      static_cast<std::uint8_t>(v.approximate | v.uncertain << 1 | v.last_approximate << 2 |
                                v.last_uncertain << 3 | v.unknown_start << 4 | v.unknown_end << 5);
  return pack(v.first, v.last, v.form, v.first_unit, v.last_unit, flags, std::uint32_t{0});
}

std::string pack_list(const List& list) {
  std::string out;
  CellArena arena;
  for (const Value& item : list) {
    std::string one;
    // A null cannot stand in a stored list by openCypher, but can here: it is its tag alone.
    if (!item.is_null()) append_tagged(one, to_cell(item, arena));
    const auto size = static_cast<std::uint32_t>(one.size());
    out.append(reinterpret_cast<const char*>(&size), sizeof(size)).append(one);
  }
  return out;
}

std::string pack_bytes(const Value& value) {
  switch (value.type()) {
    case Type::Time:
      return pack(value.as_time().nanoseconds, std::int64_t{value.as_time().offset});
    case Type::LocalDateTime:
      return pack(value.as_local_date_time().seconds,
                  std::int64_t{value.as_local_date_time().nanoseconds});
    case Type::DateTime:
      return pack_date_time(value.as_date_time());
    case Type::Duration: {
      const Duration& v = value.as_duration();
      return pack(v.months, v.days, v.seconds, std::int64_t{v.nanoseconds});
    }
    case Type::Period:
      return pack_period(value.as_period());
    default:
      return pack_list(value.as_list());
  }
}

std::uint64_t number_of(const Value& value) {
  switch (value.type()) {
    case Type::Boolean:
      return value.as_boolean() ? 1 : 0;
    case Type::Integer:
      return static_cast<std::uint64_t>(value.as_integer());
    case Type::Float:
      return std::bit_cast<std::uint64_t>(value.as_float());
    case Type::Date:
      return static_cast<std::uint64_t>(value.as_date().days);
    case Type::LocalTime:
      return static_cast<std::uint64_t>(value.as_local_time().nanoseconds);
    default:
      break;
  }
  const Stage stage = value.as_stage();
  return stage.code | static_cast<std::uint64_t>(stage.scheme) << 16;
}

Value number_value(StoredType type, std::uint64_t number) {
  const auto integer = static_cast<std::int64_t>(number);
  switch (type) {
    case StoredType::Boolean:
      return Value::boolean(number != 0);
    case StoredType::Integer:
      return Value::integer(integer);
    case StoredType::Float:
      return Value::real(std::bit_cast<double>(number));
    case StoredType::Date:
      return Value::date({integer});
    case StoredType::LocalTime:
      return Value::local_time({integer});
    default:
      break;
  }
  if (number >> 16 > static_cast<std::uint64_t>(Stage::Scheme::Iso)) corrupt("a stage");
  return Value::stage(
      {static_cast<std::uint16_t>(number), static_cast<Stage::Scheme>(number >> 16)});
}

DateTime unpack_date_time(RecordReader& in, std::size_t size) {
  DateTime v;
  v.seconds = in.get<std::int64_t>();
  v.nanoseconds = in.get<std::int32_t>();
  v.zone.value = in.get<std::int32_t>();
  if (v.zone.value < named_zone) return v;
  const auto zone = find_zone(in.get_bytes(size - 16));
  if (!zone) corrupt("a datetime names a zone that this system does not know");
  v.zone = *zone;
  return v;
}

Period::Form period_form(std::uint8_t number) {
  if (number > static_cast<std::uint8_t>(Period::Form::Interval)) corrupt("a period");
  return static_cast<Period::Form>(number);
}

Period unpack_period(RecordReader& in) {
  Period v;
  v.first = in.get<std::int64_t>();
  v.last = in.get<std::int64_t>();
  v.form = period_form(in.get<std::uint8_t>());
  v.first_unit = period_form(in.get<std::uint8_t>());
  v.last_unit = period_form(in.get<std::uint8_t>());
  const auto flags = in.get<std::uint8_t>();
  v.approximate = flags & 1;
  v.uncertain = flags & 2;
  v.last_approximate = flags & 4;
  v.last_uncertain = flags & 8;
  v.unknown_start = flags & 16;
  v.unknown_end = flags & 32;
  return v;
}

Value to_value(const Cell& cell, int depth);

List unpack_list(RecordReader& in, int depth) {
  if (depth > nesting_limit) corrupt("a list is nested too deep");
  List list;
  while (!in.at_end()) {
    const Bytes item = in.get_text();
    list.push_back(item.empty() ? Value() : to_value(read_tagged(item), depth + 1));
  }
  return list;
}

Value to_value(const Cell& cell, int depth) {
  if (is_number(cell.type)) return number_value(cell.type, cell.number);
  RecordReader in(cell.bytes, 0);
  switch (cell.type) {
    case StoredType::String:
      return Value::string(cell.bytes);
    case StoredType::List:
      return Value::list(unpack_list(in, depth));
    case StoredType::Time: {
      const auto nanoseconds = in.get<std::int64_t>();
      return Value::time({nanoseconds, static_cast<std::int32_t>(in.get<std::int64_t>())});
    }
    case StoredType::LocalDateTime: {
      const auto seconds = in.get<std::int64_t>();
      return Value::local_date_time({seconds, static_cast<std::int32_t>(in.get<std::int64_t>())});
    }
    case StoredType::DateTime:
      return Value::date_time(unpack_date_time(in, cell.bytes.size()));
    case StoredType::Duration: {
      Duration v;
      v.months = in.get<std::int64_t>();
      v.days = in.get<std::int64_t>();
      v.seconds = in.get<std::int64_t>();
      v.nanoseconds = static_cast<std::int32_t>(in.get<std::int64_t>());
      return Value::duration(v);
    }
    case StoredType::Period:
      return Value::period(unpack_period(in));
    default:
      corrupt("a value of an unknown type");
  }
}

}  // namespace

bool is_number(StoredType type) {
  switch (type) {
    case StoredType::Boolean:
    case StoredType::Integer:
    case StoredType::Float:
    case StoredType::Date:
    case StoredType::LocalTime:
    case StoredType::Stage:
      return true;
    default:
      return false;
  }
}

Cell to_cell(const Value& value, CellArena& arena) {
  Cell cell{stored_type(value.type()), 0, {}};
  if (is_number(cell.type)) {
    cell.number = number_of(value);
  } else if (cell.type == StoredType::String) {
    cell.bytes = value.as_string();
  } else {
    cell.bytes = arena.emplace_back(pack_bytes(value));
  }
  return cell;
}

Value to_value(const Cell& cell) { return to_value(cell, 0); }

void append_tagged(std::string& out, const Cell& cell) {
  out.push_back(static_cast<char>(cell.type));
  if (is_number(cell.type))
    out.append(reinterpret_cast<const char*>(&cell.number), sizeof(cell.number));
  else
    out.append(cell.bytes);
}

Cell read_tagged(Bytes bytes) {
  RecordReader in(bytes, 0);
  Cell cell{static_cast<StoredType>(in.get<std::uint8_t>()), 0, {}};
  if (cell.type == StoredType::Mixed || cell.type > last_stored_type)
    corrupt("a value of an unknown type");
  if (is_number(cell.type)) {
    cell.number = in.get<std::uint64_t>();
    in.expect_end();
  } else {
    cell.bytes = bytes.substr(1);
  }
  return cell;
}

}  // namespace normgraph::store
