#pragma once

#include <memory>
#include <string>
#include <vector>

#include "graph/query/plan.hpp"

namespace normgraph::query {

/// A running plan. Pulls batches; the plan and the context must outlive it.
class Execution {
 public:
  Execution(const Plan& plan, Context& context);
  ~Execution();
  /// The next batch (its selection says which rows count); false at the end. Updating operators
  /// have then done all their work.
  bool next(Batch& batch);
  /// Operators with real rows and time, after the end (PROFILE).
  std::string profile() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// How the answer of an inner plan becomes one value for each outer row.
enum class SubplanAnswer : std::uint8_t { Exists, Count, Collect, First };

/// An inner plan as part of an expression (declared in expression.hpp): `row` is the slot of its
/// Argument, `value` the slot that Collect and First read.
std::unique_ptr<Subplan> make_subplan(PlanPtr inner, Slot row, SubplanAnswer answer, Slot value,
                                      std::vector<Slot> outer_slots, std::string text);

/// The value with the contents of its nodes, relationships and paths copied out of the graph.
/// Throws EntityNotFound for deleted elements where openCypher wants it.
Value detach(const Value& value, const store::GraphView& view);

}  // namespace normgraph::query
