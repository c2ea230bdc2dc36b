#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "grammar/error.hpp"
#include "graph/claims/claim.hpp"
#include "graph/store/view.hpp"
#include "graph/value/value.hpp"

namespace normgraph {
class ClaimWriter;
class ProcessModel;
struct WhatIf;
}  // namespace normgraph

namespace normgraph::query {

class ProcedureTable;
class UncertainValues;
struct KeptWork;

/// What a statement changed, as the machine protocol reports it.
struct UpdateCounts {
  std::int64_t nodes_created = 0, nodes_deleted = 0, relationships_created = 0,
               relationships_deleted = 0, properties_set = 0, labels_added = 0, labels_removed = 0;
  std::int64_t claims_added = 0, claims_removed = 0;  // removed: by FORGET
};

/// The clock of one statement: fixed when it starts, so that now() is one instant.
struct Clock {
  std::int64_t seconds = 0;  // since the epoch, UTC
  std::int32_t nanoseconds = 0;
  Date today;  // --today or AS OF, else the local date
};

/// Everything that running operators and evaluating expressions may touch. One a statement.
struct Context {
  const store::GraphView* view = nullptr;
  store::GraphWriter* writer = nullptr;  // null while reading
  ClaimWriter* claims = nullptr;         // beside the writer, where the graph keeps claims
  const Map* parameters = nullptr;
  Clock clock;
  /// KNOWN BY: the last day on which claims that count became public.
  std::int64_t known_by = all_that_is_known;
  /// Which values are null only because the day of a change is not known; null: none.
  const UncertainValues* uncertain = nullptr;
  /// Durations that no source gives count too; what rests on them is marked as assumed.
  bool assume = false;
  /// Dates and delays that are supposed while the statement runs; null: none.
  const WhatIf* what_if = nullptr;
  /// How long the making of a standard takes, read from the graph when first asked for.
  std::shared_ptr<const ProcessModel> process;
  UpdateCounts* counts = nullptr;
  std::vector<std::string>* warnings = nullptr;
  const ProcedureTable* procedures = nullptr;
  const std::atomic<bool>* cancelled = nullptr;
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
  std::int64_t memory_limit = 0;  // bytes; 0: none
  std::int64_t memory_used = 0;
  /// What subqueries in expressions have found out once and for all; null: nothing is kept.
  std::shared_ptr<KeptWork> kept_work;
  bool profile = false;  // PROFILE: operators measure their time

  /// Throws Error{Limit} after cancellation or the time limit; `where` names the operator. Call it
  /// once a batch, and in long loops every few thousand steps.
  void check(const char* where) const;
  /// Books memory that an operator keeps (sorting, grouping, paths). Throws Error{Limit}.
  void book(std::int64_t bytes, const char* where);
  /// Gives booked memory back.
  void release(std::int64_t bytes) { memory_used -= bytes; }
};

}  // namespace normgraph::query
