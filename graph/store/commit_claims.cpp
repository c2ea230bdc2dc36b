#include "graph/store/claims_record.hpp"
#include "graph/store/commit_parts.hpp"

namespace normgraph::store {

namespace {

void remove_days(Commit& commit, ElementId element, const ElementClaims& old) {
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
  }
}

}  // namespace normgraph::store
