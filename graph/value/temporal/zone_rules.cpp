#include "graph/value/temporal/zone_rules.hpp"

#define USE_OS_TZDB 1  // as Debian compiles the library: the system's zoneinfo files
#include <date/tz.h>

#include <chrono>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>

#include "graph/value/temporal/merged_zones.hpp"

namespace normgraph {
namespace {

date::sys_seconds to_instant(std::int64_t seconds) {
  return date::sys_seconds(std::chrono::seconds(seconds));
}

std::int32_t to_offset(const date::sys_info& info) {
  return static_cast<std::int32_t>(info.offset.count());
}

const date::time_zone& as_zone(const void* zone) {
  return *static_cast<const date::time_zone*>(zone);
}

}  // namespace

const ZoneRules* ZoneRules::find(std::string_view name) {
  static std::mutex mutex;
  static std::map<const date::time_zone*, ZoneRules> known;
  const std::lock_guard lock(mutex);
  try {
    const date::time_zone* zone = date::locate_zone(merged_zone_name(name));
    return &known.try_emplace(zone, ZoneRules(zone)).first->second;
  } catch (const std::runtime_error&) {  // no such zone, or no database
    return nullptr;
  }
}

std::int32_t ZoneRules::offset_at(std::int64_t instant) const {
  return to_offset(as_zone(zone_).get_info(to_instant(instant)));
}

ZoneRules::LocalOffsets ZoneRules::offsets_of(std::int64_t local_seconds) const {
  const auto info =
      as_zone(zone_).get_info(date::local_seconds(std::chrono::seconds(local_seconds)));
  if (info.result == date::local_info::unique) {
    return {LocalOffsets::Kind::Unique, to_offset(info.first), to_offset(info.first)};
  }
  const auto kind = info.result == date::local_info::nonexistent ? LocalOffsets::Kind::Skipped
                                                                 : LocalOffsets::Kind::Repeated;
  return {kind, to_offset(info.first), to_offset(info.second)};
}

}  // namespace normgraph
