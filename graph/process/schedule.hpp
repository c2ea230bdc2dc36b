#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "graph/claims/claim.hpp"
#include "graph/process/process_model.hpp"
#include "graph/process/what_if.hpp"

// When a work item reached, or can be expected to reach, each milestone of its template (the
// forward pass), and when it must have reached it to meet a deadline (the backward pass).

namespace normgraph {

struct Milestone {
  enum class Basis : std::uint8_t {
    Reached,   // reported
    Planned,   // a planned claim
    Supposed,  // ASSUME … AT … FROM …
    Expected,  // the milestone before it, and the duration of the step
    Unknown,   // nothing says how long the step, or one before it, takes
  };
  std::string name;
  std::optional<Stage> stage;
  Basis basis = Basis::Unknown;
  /// With an unknown end: not before its first day.
  std::optional<Period> when;
  /// The newest plan for it, also one that passed without a report or was overtaken.
  std::optional<Period> planned;
  std::vector<std::string> planned_sources;
  bool assumed = false;  // rests on something that no source says
  std::vector<std::string> sources;
  std::string note;
  /// Later than `latest` the deadline cannot be met; by `safe` it is met if each step takes no more
  /// than its longest.
  std::optional<std::int64_t> latest, safe;
};

struct Schedule {
  std::string template_name;  // empty: no template fits the thing
  std::vector<Milestone> milestones;
  /// Null: none of that name. A name is a milestone ("cited", "60.60") or a phase ("published").
  const Milestone* find(std::string_view name) const;
};

struct ScheduleQuestion {
  NodeId node = no_node;
  When when;
  bool assume = false;
  const WhatIf* what_if = nullptr;
  std::optional<Duration> delay;         // of all that is still to come
  std::optional<std::int64_t> deadline;  // none: the earliest that the item serves
};

Schedule schedule_of(const ScheduleQuestion& question, const ProcessModel& model,
                     const store::GraphView& view);

/// The earliest deadline that the item serves; nothing: none.
std::optional<std::int64_t> deadline_of(NodeId node, const ProcessModel& model,
                                        const store::GraphView& view);

/// What can be said of a milestone that is still to come, from today on: nothing where all that is
/// known is that it is not in the past, or where its time has passed without a report.
std::optional<Period> forecast_of(const Milestone& milestone, std::int64_t today);

}  // namespace normgraph
