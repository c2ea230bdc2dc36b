#include "graph/value/temporal/zone_rules.hpp"

#define USE_OS_TZDB 1  // as Debian compiles the library: the system's zoneinfo files
#include <date/tz.h>

#include <chrono>
#include <fstream>
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

/// The last line of a zone file.
std::optional<PosixRule> read_rule(std::string_view zone_name) {
  std::ifstream file("/usr/share/zoneinfo/" + std::string(zone_name), std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  if (bytes.size() < 2 || bytes.back() != '\n') return std::nullopt;
  const std::size_t start = bytes.rfind('\n', bytes.size() - 2);
  if (start == std::string::npos) return std::nullopt;
  return PosixRule::parse(std::string_view(bytes).substr(start + 1, bytes.size() - start - 2));
}

}  // namespace

ZoneRules::ZoneRules(const void* zone, std::string_view name) : zone_(zone) {
  const auto rule = read_rule(name);
  if (!rule || !rule->has_daylight_time()) return;  // then the last listed change lasts for ever
  constexpr std::int64_t far_future = 100'000'000'000;  // the year 5138
  rule_ = rule;
  rule_start_ = as_zone(zone).get_info(to_instant(far_future)).begin.time_since_epoch().count();
}

const ZoneRules* ZoneRules::find(std::string_view name) {
  static std::mutex mutex;
  static std::map<const date::time_zone*, ZoneRules> known;
  const std::lock_guard lock(mutex);
  try {
    const date::time_zone* zone = date::locate_zone(merged_zone_name(name));
    const auto found = known.find(zone);
    if (found != known.end()) return &found->second;
    return &known.emplace(zone, ZoneRules(zone, zone->name())).first->second;
  } catch (const std::runtime_error&) {  // no such zone, or no database
    return nullptr;
  }
}

std::int32_t ZoneRules::offset_at(std::int64_t instant) const {
  if (rule_ && instant >= rule_start_) return rule_->offset_at(instant);
  return to_offset(as_zone(zone_).get_info(to_instant(instant)));
}

ZoneRules::LocalOffsets ZoneRules::offsets_by_rule(std::int64_t local_seconds) const {
  // Changes are months apart, so that at most one is within a day of a local time.
  constexpr std::int64_t day = 86'400;
  const std::int32_t before = rule_->offset_at(local_seconds - day);
  const std::int32_t after = rule_->offset_at(local_seconds + day);
  if (before == after) return {LocalOffsets::Kind::Unique, before, before};
  const bool fits_before = rule_->offset_at(local_seconds - before) == before;
  const bool fits_after = rule_->offset_at(local_seconds - after) == after;
  if (fits_before && fits_after) return {LocalOffsets::Kind::Repeated, before, after};
  if (!fits_before && !fits_after) return {LocalOffsets::Kind::Skipped, before, after};
  const std::int32_t only = fits_before ? before : after;
  return {LocalOffsets::Kind::Unique, only, only};
}

ZoneRules::LocalOffsets ZoneRules::offsets_of(std::int64_t local_seconds) const {
  constexpr std::int64_t two_days = 2 * 86'400;
  if (rule_ && local_seconds >= rule_start_ + two_days) return offsets_by_rule(local_seconds);
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
