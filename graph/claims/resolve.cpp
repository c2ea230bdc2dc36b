#include "graph/claims/resolve.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "graph/claims/source_rank.hpp"
#include "graph/value/compare.hpp"

namespace normgraph {

namespace {

constexpr std::int64_t the_beginning = std::numeric_limits<std::int64_t>::min();

bool has_unknown_start(const Claim& claim) {
  return claim.from && (claim.from->unknown_start || claim.from->first == Period::open_start);
}

/// When the claim's value began at the latest.
std::int64_t latest_start(const Claim& claim) {
  return claim.from ? last_day_of(*claim.from) : the_beginning;
}

bool may_have_begun(const Claim& claim, std::int64_t day) {
  return !has_unknown_start(claim) && claim.from && claim.from->first <= day;
}

bool has_ended(const Claim& claim, std::int64_t day) { return claim.to && claim.to->first <= day; }

bool is_corrected(const Claim& claim, const std::vector<const Claim*>& known) {
  const auto names = [&](const Claim* other, const std::string& source) {
    return std::ranges::find(other->corrects, source) != other->corrects.end();
  };
  return std::ranges::any_of(known, [&](const Claim* other) {
    return other != &claim && std::ranges::any_of(claim.sources, [&](const std::string& source) {
             return names(other, source);
           });
  });
}

/// A report without a start confirms a claim that gives the same value an earlier start.
std::int64_t confirmed_start(const Claim& claim, const std::vector<const Claim*>& known) {
  std::int64_t start = latest_start(claim);
  if (!has_unknown_start(claim)) return start;
  for (const Claim* other : known)
    if (!other->planned && !has_unknown_start(*other) && equivalent(other->value, claim.value))
      start = std::min(start, latest_start(*other));
  return start;
}

int weight(Confidence confidence) {
  return static_cast<int>(confidence == Confidence::Unstated ? Confidence::Medium : confidence);
}

}  // namespace

ClaimHistory::ClaimHistory(std::span<const Claim> claims, std::string_view property, When when)
    : when_(when) {
  std::vector<const Claim*> known;
  for (const Claim& claim : claims)
    if (claim.property == property && claim.known_day <= when.known_by) known.push_back(&claim);
  std::vector<const Claim*> beginning;
  for (const Claim* claim : known) {
    if (is_corrected(*claim, known)) continue;
    if (claim->planned) {
      // A plan is made on the day on which it becomes known: before that day there is none.
      if (claim->known_day <= when.day) planned_.push_back(claim);
      continue;
    }
    const Ranked ranked{claim, confirmed_start(*claim, known)};
    if (ranked.start <= when.day)
      begun_.push_back(ranked);
    else if (may_have_begun(*claim, when.day))
      beginning.push_back(claim);
  }
  sort();
  const auto other = std::ranges::find_if(beginning, [&](const Claim* claim) {
    return begun_.empty() || !equivalent(claim->value, begun_.back().claim->value);
  });
  if (other != beginning.end()) unsettled_ = *other;
}

/// Ascending: a later start counts more, then one that is told, then a nearer source, then what
/// became known later, then the more confident.
void ClaimHistory::sort() {
  const auto order = [](const Ranked& a, const Ranked& b) {
    const auto rank_of = [](const Ranked& ranked) {
      const Claim& claim = *ranked.claim;
      return std::tuple(ranked.start, !has_unknown_start(claim), -static_cast<int>(claim.rank),
                        claim.known_day, weight(claim.confidence));
    };
    const auto left = rank_of(a), right = rank_of(b);
    return left != right ? left < right : b.claim->sources < a.claim->sources;
  };
  std::ranges::stable_sort(begun_, order);
}

const Claim* ClaimHistory::in_force() const {
  if (unsettled_ || begun_.empty() || has_ended(*begun_.back().claim, when_.day)) return nullptr;
  return begun_.back().claim;
}

const Claim* ClaimHistory::previous() const {
  const Claim* present = in_force();
  if (!present) return nullptr;
  for (auto ranked = begun_.rbegin(); ranked != begun_.rend(); ++ranked)
    if (ranked->start < begun_.back().start && !equivalent(ranked->claim->value, present->value))
      return ranked->claim;
  return nullptr;
}

const Claim* ClaimHistory::planned(const Value& value) const {
  const Claim* newest = nullptr;
  for (const Claim* claim : planned_)
    if (equivalent(claim->value, value) && (!newest || claim->known_day >= newest->known_day))
      newest = claim;
  return newest;
}

bool ClaimHistory::is_disputed() const {
  const Claim* present = in_force();
  return present && std::ranges::any_of(begun_, [&](const Ranked& other) {
           return other.start == begun_.back().start && !has_ended(*other.claim, when_.day) &&
                  !equivalent(other.claim->value, present->value);
         });
}

std::vector<ClaimState> ClaimHistory::states() const {
  std::vector<ClaimState> states;
  for (std::size_t i = 0; i < begun_.size(); ++i) {
    const Ranked& ranked = begun_[i];
    if (i + 1 < begun_.size() && begun_[i + 1].start == ranked.start) continue;  // it lost
    if (!states.empty()) {
      ClaimState& before = states.back();
      if (!before.end || *before.end > ranked.start) before.end = ranked.start;
      const bool goes_on =
          *before.end == ranked.start && equivalent(before.claim->value, ranked.claim->value);
      if (goes_on) {
        before.end.reset();
        if (ranked.claim->to) before.end = ranked.claim->to->first;
        continue;
      }
    }
    ClaimState& state = states.emplace_back(ClaimState{ranked.claim, ranked.start, {}});
    if (ranked.claim->to) state.end = ranked.claim->to->first;
  }
  return states;
}

bool denies(const Claim& claim) {
  return claim.property.empty() && claim.value.type() == Type::Boolean && !claim.value.as_boolean();
}

bool exists_by_claims(std::span<const Claim> claims, When when) {
  const bool any =
      std::ranges::any_of(claims, [](const Claim& claim) { return claim.property.empty(); });
  if (!any) return true;
  const ClaimHistory history(claims, "", when);
  const Claim* claim = history.in_force();
  return claim && !denies(*claim);
}

std::vector<std::string_view> claimed_properties(std::span<const Claim> claims) {
  std::set<std::string_view> names;
  for (const Claim& claim : claims)
    if (!claim.property.empty()) names.insert(claim.property);
  return {names.begin(), names.end()};
}

namespace {

void add_days(const ElementClaims& from, bool existence_only, std::set<std::int64_t>& effective,
              std::set<std::int64_t>& known) {
  for (const Claim& claim : from.claims) {
    if (existence_only && !claim.property.empty()) continue;
    if (claim.known_day != always_known) known.insert(claim.known_day);
    if (claim.planned) continue;
    if (claim.from) {
      effective.insert(last_day_of(*claim.from));
      if (claim.from->first != Period::open_start) effective.insert(claim.from->first);
    }
    if (claim.to) effective.insert(claim.to->first);
  }
}

}  // namespace

std::vector<UncertainDays> uncertain_days(std::span<const Claim> claims) {
  std::vector<UncertainDays> all;
  for (const Claim& claim : claims)
    if (!claim.planned && claim.from && !has_unknown_start(claim) &&
        claim.from->first < latest_start(claim))
      all.push_back({claim.from->first, latest_start(claim)});
  return all;
}

void set_days(ElementClaims& element, const ElementClaims* start, const ElementClaims* end) {
  std::set<std::int64_t> effective, known;
  add_days(element, false, effective, known);
  for (const ElementClaims* other : {start, end})
    if (other) add_days(*other, true, effective, known);
  element.effective_days.assign(effective.begin(), effective.end());
  element.known_days.assign(known.begin(), known.end());
}

}  // namespace normgraph
