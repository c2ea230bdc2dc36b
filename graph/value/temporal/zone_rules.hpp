#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "graph/value/temporal/posix_rule.hpp"

namespace normgraph {

/// The clock changes of one named zone: listed ones from the system's database, later ones by the
/// zone's rule. Objects live as long as the process.
class ZoneRules {
 public:
  /// Null when the database has no zone of that name.
  static const ZoneRules* find(std::string_view name);

  std::int32_t offset_at(std::int64_t instant) const;

  /// The offsets that a local time can have: one, or two around a clock change.
  struct LocalOffsets {
    enum class Kind : std::uint8_t { Unique, Skipped, Repeated } kind = Kind::Unique;
    std::int32_t before = 0, after = 0;
  };
  LocalOffsets offsets_of(std::int64_t local_seconds) const;

 private:
  ZoneRules(const void* zone, std::string_view name);
  LocalOffsets offsets_by_rule(std::int64_t local_seconds) const;

  const void* zone_;  // date::time_zone, whose header stays out of here
  std::optional<PosixRule> rule_;
  std::int64_t rule_start_ = 0;  // the last listed clock change
};

}  // namespace normgraph
