#pragma once

#include <cstdint>
#include <string_view>

namespace normgraph {

/// The clock changes of one named zone. Objects live as long as the process.
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
  explicit ZoneRules(const void* zone) : zone_(zone) {}
  const void* zone_;  // date::time_zone, whose header stays out of here
};

}  // namespace normgraph
