#include "loaders/data/source_book.hpp"

#include <algorithm>

#include "graph/claims/source_rank.hpp"
#include "loaders/data/check.hpp"

namespace normgraph::loaders {

SourceBook::SourceBook(const DataSet& data) {
  for (const NodeLine& node : data.nodes) {
    if (node.label != source_label) continue;
    Source source;
    for (const PropertyValue& property : node.properties) {
      if (property.name == "dated" && property.value.type() == Type::Period)
        source.dated = property.value.as_period();
      if (property.name == "kind" && property.value.type() == Type::String)
        source.rank = rank_of_source_kind(property.value.as_string());
    }
    sources_.emplace(node.key, source);
  }
}

std::int64_t SourceBook::known_day(const Claim& claim) const {
  if (claim.known) return last_day_of(*claim.known);
  std::optional<std::int64_t> earliest;
  for (const std::string& key : claim.sources) {
    const auto found = sources_.find(key);
    if (found == sources_.end() || !found->second.dated) continue;
    const std::int64_t day = last_day_of(*found->second.dated);
    earliest = std::min(earliest.value_or(day), day);
  }
  return earliest.value_or(always_known);
}

void SourceBook::complete(Claim& claim) const {
  if (claim.known_day == always_known)
    claim.known_day = known_day(claim);
  else if (claim.known_day == stated_always_known)
    claim.known_day = always_known;
  claim.rank = SourceRank::Other;
  for (const std::string& key : claim.sources)
    if (const auto found = sources_.find(key); found != sources_.end())
      claim.rank = std::min(claim.rank, found->second.rank);
}

}  // namespace normgraph::loaders
