#pragma once

// The running form of a plan: a tree of operators, each of which hands on batches that it makes
// from the batches of its input.

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "graph/query/operators/booking.hpp"
#include "graph/query/plan.hpp"
#include "graph/query/plan/words.hpp"
#include "graph/value/vector.hpp"

namespace normgraph::query {

/// What the Argument leaves of one inner plan read: the outer rows of the present run.
struct ArgumentInput {
  Slot row = no_slot;            // the slot that tells inner rows which outer row they come from
  const Batch* outer = nullptr;  // not owned; stays as it is while the inner plan runs
  Selection rows;                // the outer rows to run over
  /// By outer row: 1 once the plan's owner needs no more inner rows for it (EXISTS). Operators that
  /// multiply rows ask, so that a hub is not enumerated to the end for one answer. Empty: not used.
  std::vector<std::uint8_t> satisfied;
};

/// A batch that a chain of operators gets in place of what a node would give it (gather.hpp).
struct HandedBatch {
  const PlanNode* node = nullptr;
  Batch batch;
  bool fresh = false;  // not taken yet
  bool read = false;   // an operator of the chain reads it
};

class ExpandConditions;
struct SharedTable;
/// What copies of operators have in common, by the nodes of the plan.
struct SharedWork {
  std::map<const PlanNode*, std::shared_ptr<ExpandConditions>> conditions;  // of Filters
  std::map<const PlanNode*, std::shared_ptr<SharedTable>> tables;           // of IndexSeeks
};
/// That of inner plans inside expressions, which are made again for each batch: for one run of a
/// statement. Operators that use `work` are made under the lock.
struct KeptWork {
  std::mutex making;
  SharedWork work;
};

/// What the operators of one plan share while they are made and run.
struct Build {
  Context& context;
  ArgumentInput* argument = nullptr;  // null in the outermost plan
  HandedBatch* handed = nullptr;      // null unless they are a chain
  bool writes = false;                // the plan changes the graph while it runs
  /// What copies of a chain share; null unless they are one.
  SharedWork* shared = nullptr;

  bool hands(const PlanNode& node) const { return handed && handed->node == &node; }

  /// The slot of the outer row's number, which every operator of an inner plan carries on.
  Slot row() const { return argument ? argument->row : no_slot; }
};

/// The operator's name as people read it, in plans and errors: "VariableExpand".
const char* operator_name(const PlanNode& node);

/// One operator of a running plan. `next` counts rows, time and memory, checks cancellation and
/// limits, and skips batches without rows; subclasses only produce.
class Operator {
 public:
  Operator(const PlanNode& node, Build& build);
  /// Over an input that is not simply the operator of the node's input.
  Operator(const PlanNode& node, Build& build, std::unique_ptr<Operator> input);
  virtual ~Operator() = default;
  Operator(const Operator&) = delete;
  Operator& operator=(const Operator&) = delete;

  /// Replaces `batch` by the next one with at least one selected row; false at the end.
  bool next(Batch& batch);
  /// Starts again from the beginning, inputs included. Inner plans run once for each outer batch.
  void restart();
  /// True when after `restart` nothing depends on earlier runs: parameters, clock and graph may
  /// have become others. Inputs included.
  bool restarts_anew() const { return keeps_nothing() && (!input_ || input_->restarts_anew()); }

  const PlanNode& node() const { return node_; }
  /// What it does, in words. Whatever does the work of several nodes, or other work than its node
  /// says, tells so.
  virtual std::string describe(const PlanWords& words) const { return words.of(node_); }
  /// Rows that it took in, where that can be told.
  virtual std::optional<std::uint64_t> rows_in() const;
  std::uint64_t rows() const { return rows_; }
  /// With its inputs and inner plans.
  std::chrono::nanoseconds time() const { return time_; }
  /// Bytes that it kept at most.
  std::int64_t memory() const { return account_.most; }
  Operator* input() { return input_.get(); }
  /// Calls `visit` on the roots of further plans that this operator runs. Several of the same node
  /// are one plan, run at several places.
  virtual void visit_inner(const std::function<void(Operator&)>&) {}

 protected:
  virtual bool produce(Batch& batch) = 0;
  /// Forgets what was produced; the input has already been restarted.
  virtual void reset() {}
  /// See restarts_anew(). False unless an operator says so.
  virtual bool keeps_nothing() const { return false; }

  Context& context() { return account_.context; }
  const char* name() const { return account_.name; }
  Account& account() { return account_; }
  /// True where one match of each outer row may be all that is wanted (see ArgumentInput).
  bool stops_early() const { return argument_ && !argument_->satisfied.empty(); }
  /// True when no more inner rows are wanted for this row of `batch`.
  bool satisfied(const Batch& batch, std::uint32_t row) const {
    return stops_early() && argument_->satisfied[static_cast<std::size_t>(
                                batch.columns[argument_->row].integers()[row])] != 0;
  }

  std::unique_ptr<Operator> input_;
  const ArgumentInput* argument_;

 private:
  const PlanNode& node_;
  Account account_;
  std::uint64_t rows_ = 0;
  std::chrono::nanoseconds time_{0};
};
using OperatorPtr = std::unique_ptr<Operator>;

/// The operator of a plan node, with those of its input. The node and what `build` refers to must
/// outlive it.
OperatorPtr make_operator(const PlanNode& node, Build& build);

}  // namespace normgraph::query
