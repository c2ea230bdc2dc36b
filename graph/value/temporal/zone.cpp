#include "graph/value/temporal/zone.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <deque>
#include <map>
#include <mutex>
#include <shared_mutex>

#include "graph/value/temporal/civil.hpp"
#include "graph/value/temporal/zone_rules.hpp"

namespace normgraph {
namespace {

constexpr std::int32_t first_named = 1 << 20;

struct NamedZone {
  std::string name;
  const ZoneRules* rules;
};

/// The names met so far. It only grows, by names that the database has, so it stays small.
class ZoneTable {
 public:
  std::optional<Zone> find(std::string_view name) {
    {
      const std::shared_lock lock(mutex_);
      const auto known = index_.find(name);
      if (known != index_.end()) return Zone{known->second};
    }
    const ZoneRules* rules = ZoneRules::find(name);
    if (!rules) return std::nullopt;
    const std::unique_lock lock(mutex_);
    const auto known = index_.find(name);
    if (known != index_.end()) return Zone{known->second};
    const auto value = first_named + static_cast<std::int32_t>(zones_.size());
    zones_.push_back({std::string(name), rules});
    index_.emplace(zones_.back().name, value);
    return Zone{value};
  }

  /// References stay valid: entries of a deque don't move when it grows at the end.
  const NamedZone& operator[](Zone zone) {
    const std::shared_lock lock(mutex_);
    return zones_[static_cast<std::size_t>(zone.value - first_named)];
  }

 private:
  std::shared_mutex mutex_;
  std::deque<NamedZone> zones_;
  std::map<std::string, std::int32_t, std::less<>> index_;
};

ZoneTable& zone_table() {
  static ZoneTable table;
  return table;
}

}  // namespace

Zone fixed_zone(std::int32_t offset) { return {offset}; }

std::optional<Zone> find_zone(std::string_view name) {
  std::string spelled(name);
  std::replace(spelled.begin(), spelled.end(), ' ', '_');
  return zone_table().find(spelled);
}

std::string_view zone_name(Zone zone) { return zone_table()[zone].name; }

std::int32_t offset_at(Zone zone, std::int64_t instant) {
  return is_named(zone) ? zone_table()[zone].rules->offset_at(instant) : zone.value;
}

std::int64_t instant_of(Zone zone, std::int64_t local_seconds,
                        std::optional<std::int32_t> preferred_offset) {
  if (!is_named(zone)) return local_seconds - zone.value;
  const auto offsets = zone_table()[zone].rules->offsets_of(local_seconds);
  const bool second =
      offsets.kind == ZoneRules::LocalOffsets::Kind::Repeated && preferred_offset == offsets.after;
  return local_seconds - (second ? offsets.after : offsets.before);
}

bool is_valid_offset(Zone zone, std::int64_t local_seconds, std::int32_t offset) {
  if (!is_named(zone)) return offset == zone.value;
  const auto offsets = zone_table()[zone].rules->offsets_of(local_seconds);
  if (offsets.kind == ZoneRules::LocalOffsets::Kind::Skipped) return false;
  return offset == offsets.before || offset == offsets.after;
}

std::string offset_text(std::int32_t offset) {
  if (offset == 0) return "Z";
  const std::int32_t size = std::abs(offset);
  std::string text =
      fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', size / 3600, size / 60 % 60);
  if (size % 60 != 0) text += fmt::format(":{:02}", size % 60);
  return text;
}

LocalDateTime local_date_time_of(const DateTime& t) {
  return {t.seconds + offset_at(t.zone, t.seconds), t.nanoseconds};
}

DateTime date_time_of(const LocalDateTime& local, Zone zone,
                      std::optional<std::int32_t> preferred_offset) {
  return {instant_of(zone, local.seconds, preferred_offset), local.nanoseconds, zone};
}

}  // namespace normgraph
