#include <algorithm>
#include <map>

#include "graph/claims/resolve.hpp"
#include "graph/store/claims_record.hpp"
#include "graph/store/commit_parts.hpp"

namespace normgraph::store {

namespace {

/// By the last day, so that those that end after a day are found together; the first is inside.
void put_uncertain(Commit& commit, const ElementClaims& claims, ElementId element) {
  std::map<std::int64_t, std::int64_t> first_by_last;
  for (const UncertainDays& days : uncertain_days(claims.claims)) {
    const auto [found, is_new] = first_by_last.try_emplace(days.last, days.first);
    if (!is_new) found->second = std::min(found->second, days.first);
  }
  for (const auto& [last, first] : first_by_last) {
    RecordWriter record;
    record.put(first);
    commit.out.put(day_key(RecordKind::UncertainDay, last, element), record.bytes());
  }
}

void remove_days(Commit& commit, ElementId element, const ElementClaims& old) {
  for (const UncertainDays& days : uncertain_days(old.claims))
    commit.out.remove(day_key(RecordKind::UncertainDay, days.last, element));
  for (const std::int64_t day : old.effective_days)
    commit.out.remove(day_key(RecordKind::ClaimDay, day, element));
  for (const std::int64_t day : old.known_days)
    commit.out.remove(day_key(RecordKind::KnownDay, day, element));
}

void put_days(Commit& commit, RecordKind list, const std::vector<std::int64_t>& days,
              ElementId element) {
  for (const std::int64_t day : days) {
    RecordWriter record;
    commit.out.put(day_key(list, day, element), record.bytes());
  }
}

}  // namespace

void commit_claims(Commit& commit) {
  for (const auto& [element, claims] : commit.layer.claims()) {
    const std::string key = claims_key(element);
    if (const auto old = commit.snapshot().transaction().get(key)) {
      remove_days(commit, element, decode_claims(*old));
      if (!claims) commit.out.remove(key);
    }
    if (!claims) continue;
    commit.out.put(key, encode_claims(*claims).bytes());
    put_days(commit, RecordKind::ClaimDay, claims->effective_days, element);
    put_days(commit, RecordKind::KnownDay, claims->known_days, element);
    put_uncertain(commit, *claims, element);
  }
}

}  // namespace normgraph::store
