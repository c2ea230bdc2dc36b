#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

#include "loaders/data/records.hpp"

namespace normgraph::loaders {

/// What the rule for claims must know of their sources: when each became public, and how near it is
/// to the act (docs/data-model.md, "The value in force").
class SourceBook {
 public:
  explicit SourceBook(const DataSet& data);
  /// Fills in what follows from the sources of a claim: known_day and rank.
  void complete(Claim& claim) const;

 private:
  struct Source {
    std::optional<Period> dated;
    SourceRank rank = SourceRank::Other;
  };
  std::int64_t known_day(const Claim& claim) const;
  std::unordered_map<std::string, Source> sources_;
};

}  // namespace normgraph::loaders
