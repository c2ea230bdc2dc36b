#include "loaders/data/source_book.hpp"

#include <algorithm>

#include "loaders/data/check.hpp"

namespace normgraph::loaders {

namespace {

/// The last day of a period, or its first where the end is open.
std::int64_t last_day(const Period& period) {
  return period.last == Period::open_end ? period.first : period.last;
}

SourceRank rank_of_kind(const std::string& kind) {
  constexpr std::string_view near[] = {"primary", "copy of primary", "derived from primary"};
  for (const std::string_view start : near)
    if (kind.starts_with(start)) return SourceRank::Primary;
  return kind.empty() || kind.starts_with("secondary") ? SourceRank::Other : SourceRank::Expert;
}

}  // namespace

SourceBook::SourceBook(const DataSet& data) {
  for (const NodeLine& node : data.nodes) {
    if (node.label != source_label) continue;
    Source source;
    for (const PropertyValue& property : node.properties) {
      if (property.name == "dated" && property.value.type() == Type::Period)
        source.dated = property.value.as_period();
      if (property.name == "kind" && property.value.type() == Type::String)
        source.rank = rank_of_kind(property.value.as_string());
    }
    sources_.emplace(node.key, source);
  }
}

std::int64_t SourceBook::known_day(const Claim& claim) const {
  if (claim.known) return last_day(*claim.known);
  std::optional<std::int64_t> earliest;
  for (const std::string& key : claim.sources) {
    const auto found = sources_.find(key);
    if (found == sources_.end() || !found->second.dated) continue;
    const std::int64_t day = last_day(*found->second.dated);
    earliest = std::min(earliest.value_or(day), day);
  }
  return earliest.value_or(always_known);
}

void SourceBook::complete(Claim& claim) const {
  claim.known_day = known_day(claim);
  claim.rank = SourceRank::Other;
  for (const std::string& key : claim.sources)
    if (const auto found = sources_.find(key); found != sources_.end())
      claim.rank = std::min(claim.rank, found->second.rank);
}

}  // namespace normgraph::loaders
