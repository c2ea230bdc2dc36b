#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "loaders/data/records.hpp"

// Which of several claims holds on a day (docs/data-model.md, "The value in force").

namespace normgraph::loaders {

/// What the rule must know of the sources: when each became public, and how near it is to the act.
class SourceBook {
 public:
  explicit SourceBook(const DataSet& data);
  /// The last day by which the claim had become public; INT64_MIN: always known.
  std::int64_t known_day(const Claim& claim) const;
  /// 0: primary, or a copy of it; 2: secondary; 1: others. The best of the claim's sources.
  int rank(const Claim& claim) const;

 private:
  struct Source {
    std::optional<Period> dated;
    int rank = 2;
  };
  std::unordered_map<std::string, Source> sources_;
};

/// One property's claims on one day, or those on the existence of an element.
class ClaimHistory {
 public:
  /// `claims` must stay where they are. `property` empty: claims of no property (existence).
  ClaimHistory(const std::vector<Claim>& claims, std::string_view property,
               const SourceBook& sources, std::int64_t today);
  /// Null: none has begun, or the last one has ended.
  const Claim* in_force() const;
  /// The latest claim before the one in force that has another value.
  const Claim* previous() const;
  /// The planned claim with this value that became known last.
  const Claim* planned(const Value& value) const;

 private:
  struct Ranked {
    const Claim* claim = nullptr;
    std::int64_t start = INT64_MIN, known = INT64_MIN;
    int source_rank = 2;
  };
  std::vector<Ranked> begun_;  // the one that counts most is last
  std::vector<Ranked> planned_;
  std::int64_t today_ = 0;
};

/// Whether an element exists on a day by its claims; without any it does.
bool exists_on(const std::vector<Claim>& exists, const SourceBook& sources, std::int64_t today);

/// The property's value on a day by its derivation; null where there is nothing to derive it from.
Value derive(const PropertySchema& property, const Schema& schema, const std::vector<Claim>& claims,
             const SourceBook& sources, std::int64_t today);

}  // namespace normgraph::loaders
