#include "graph/claims/source_rank.hpp"

namespace normgraph {

SourceRank rank_of_source_kind(std::string_view kind) {
  constexpr std::string_view near[] = {"primary", "copy of primary", "derived from primary"};
  for (const std::string_view start : near)
    if (kind.starts_with(start)) return SourceRank::Primary;
  return kind.empty() || kind.starts_with("secondary") ? SourceRank::Other : SourceRank::Expert;
}

std::int64_t last_day_of(const Period& period) {
  return period.last == Period::open_end ? period.first : period.last;
}

}  // namespace normgraph
