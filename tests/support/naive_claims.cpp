#include "tests/support/naive_claims.hpp"

#include <algorithm>
#include <limits>

#include "graph/value/compare.hpp"

namespace normgraph::tests {

namespace {

std::int64_t begins(const Claim& claim) {
  return claim.from ? claim.from->last : std::numeric_limits<std::int64_t>::min();
}

bool shares(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](const auto& x) { return std::find(b.begin(), b.end(), x) != b.end(); });
}

/// `later`: was written after the other one.
bool beats(const Claim& claim, const Claim& other, bool later) {
  if (begins(claim) != begins(other)) return begins(claim) > begins(other);
  if (claim.rank != other.rank) return claim.rank < other.rank;
  if (claim.known_day != other.known_day) return claim.known_day > other.known_day;
  const auto sure = [](const Claim& c) {
    return c.confidence == Confidence::High ? 3 : c.confidence == Confidence::Low ? 1 : 2;
  };
  if (sure(claim) != sure(other)) return sure(claim) > sure(other);
  if (claim.sources != other.sources) return claim.sources < other.sources;
  return later;
}

}  // namespace

const Claim* naive_claim(const std::vector<Claim>& claims, std::string_view property, When when) {
  std::vector<const Claim*> known;
  for (const Claim& claim : claims)
    if (claim.property == property && claim.known_day <= when.known_by) known.push_back(&claim);
  std::vector<const Claim*> counting;
  for (const Claim* claim : known) {
    const bool corrected = std::any_of(known.begin(), known.end(), [&](const Claim* other) {
      return other != claim && shares(other->corrects, claim->sources);
    });
    if (!corrected && !claim->planned) counting.push_back(claim);
  }
  const Claim* best = nullptr;
  for (const Claim* claim : counting)
    if (begins(*claim) <= when.day && (!best || beats(*claim, *best, true))) best = claim;
  for (const Claim* claim : counting)
    if (begins(*claim) > when.day && claim->from->first <= when.day &&
        (!best || !equivalent(best->value, claim->value)))
      return nullptr;  // it may have begun
  if (!best || (best->to && best->to->first <= when.day)) return nullptr;
  return best;
}

bool naive_exists(const std::vector<Claim>& claims, When when) {
  const bool any = std::any_of(claims.begin(), claims.end(),
                               [](const Claim& claim) { return claim.property.empty(); });
  if (!any) return true;
  const Claim* claim = naive_claim(claims, "", when);
  return claim && claim->value.is_null();
}

}  // namespace normgraph::tests
