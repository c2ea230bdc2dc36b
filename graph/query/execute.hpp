#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "graph/query/plan.hpp"

namespace normgraph::query {

/// What EXPLAIN and PROFILE tell of one operator.
struct OperatorReport {
  std::size_t depth = 0;  // how many operators' inner plans it stands in
  std::string text;
  double expected_rows = 0;
  std::optional<std::uint64_t> rows_in;  // where there is an input
  std::uint64_t rows = 0;
  /// Without its inputs and inner plans. What several threads did is added up.
  std::chrono::nanoseconds time{0};
  std::int64_t memory = 0;  // bytes that it kept at most
};

/// A running plan. Pulls batches; the plan and the context must outlive it.
class Execution {
 public:
  Execution(const Plan& plan, Context& context);
  ~Execution();
  /// The next batch (its selection says which rows count); false at the end. Updating operators
  /// have then done all their work.
  bool next(Batch& batch);
  /// Gets ready for another run of the same plan under the context as it will be then. False where
  /// operators keep something of this run; then make another Execution.
  bool begin_again();
  /// The operators that do the work, in the order in which rows flow, inner plans behind the
  /// operator that runs them. What was measured is there after the end, where the context profiles.
  std::vector<OperatorReport> operators() const;
  /// Of all of them together, from when the first row was asked for.
  std::chrono::nanoseconds time() const;

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
