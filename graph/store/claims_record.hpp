#pragma once

#include <vector>

#include "graph/claims/claim.hpp"
#include "graph/store/layout.hpp"
#include "graph/store/record.hpp"
#include "graph/store/snapshot.hpp"

// Claims in the file: a record for each element that has any, and two sorted lists that lead from a
// day to the elements touched on it.

namespace normgraph::store {

std::string claims_key(ElementId element);
RecordWriter encode_claims(const ElementClaims& claims);
/// Throws Error{Storage}.
ElementClaims decode_claims(Bytes record);

/// The key of a day's entry for an element in one of the two lists (ClaimDay, KnownDay).
std::string day_key(RecordKind list, std::int64_t day, ElementId element);
/// Adds the elements with an entry for the days first … last.
void find_days(const Snapshot& snapshot, RecordKind list, std::int64_t first, std::int64_t last,
               std::vector<ElementId>& out);

/// Elements with a change on an unknown day of first … last, first <= day < last.
void find_uncertain(const Snapshot& snapshot, std::int64_t day, std::vector<ElementId>& out);

}  // namespace normgraph::store
