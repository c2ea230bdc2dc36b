#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "graph/claims/claim.hpp"

// Which of several claims holds (docs/data-model.md, "The value in force"). The only place that
// knows the rule: loading, queries and AS OF all ask here.

namespace normgraph {

/// One stretch of days with one value.
struct ClaimState {
  const Claim* claim = nullptr;
  std::int64_t start = 0;           // INT64_MIN: from the beginning
  std::optional<std::int64_t> end;  // the first day on which it no longer held
};

/// One property's claims, or those on the existence of an element, as seen at one time.
class ClaimHistory {
 public:
  /// `claims` must stay where they are. `property` empty: claims of no property (existence).
  ClaimHistory(std::span<const Claim> claims, std::string_view property, When when);
  /// Null: none has begun, the last one has ended, or a change is under way of which only the
  /// period is known (is_unsettled).
  const Claim* in_force() const;
  /// The latest claim before the one in force that has another value.
  const Claim* previous() const;
  /// The planned claim with this value that became known last.
  const Claim* planned(const Value& value) const;
  /// Between the first and the last possible day of a change to another value.
  bool is_unsettled() const { return unsettled_ != nullptr; }
  /// The claim that may have begun; null: not unsettled.
  const Claim* unsettled() const { return unsettled_; }
  /// A claim that lost against the one in force, for the same days, has another value.
  bool is_disputed() const;
  /// Successive values up to the day, oldest first.
  std::vector<ClaimState> states() const;

 private:
  struct Ranked {
    const Claim* claim = nullptr;
    std::int64_t start = 0;
  };
  void sort();
  std::vector<Ranked> begun_;  // the one that counts most is last
  std::vector<const Claim*> planned_;
  When when_;
  const Claim* unsettled_ = nullptr;
};

/// Whether a claim on existence says that the element does not exist.
bool denies(const Claim& claim);

/// Whether an element exists by its claims; without any on existence it does.
bool exists_by_claims(std::span<const Claim> claims, When when);

/// Names of the properties that have claims, each once, ascending; existence is not among them.
std::vector<std::string_view> claimed_properties(std::span<const Claim> claims);

/// Days first … last - 1, on which a change may have happened, but need not.
struct UncertainDays {
  std::int64_t first = 0, last = 0;
};
/// Those of all claims, for changes of which only a period is known.
std::vector<UncertainDays> uncertain_days(std::span<const Claim> claims);

/// Fills effective_days and known_days from the claims, and from the claims on the existence of the
/// ends of a relationship (null: none).
void set_days(ElementClaims& element, const ElementClaims* start = nullptr,
              const ElementClaims* end = nullptr);

}  // namespace normgraph
