#pragma once

// Plans made by hand, and what they answer, as text.

#include <string>
#include <vector>

#include "graph/query/context.hpp"
#include "graph/query/plan.hpp"

namespace normgraph::tests {

class MemoryGraph;

template <class Op>
query::PlanPtr plan(Op op, query::PlanPtr input = nullptr) {
  auto node = std::make_unique<query::PlanNode>();
  node->op = std::move(op);
  node->input = std::move(input);
  return node;
}

/// Names for slots, handed out in order.
class Slots {
 public:
  query::Slot operator[](const std::string& name);
  const query::Scope& scope() const { return scope_; }
  /// An expression of the language over these names.
  query::BoundExpressionPtr expression(const std::string& text);
  query::BoundExpressionPtr slot(const std::string& name);

 private:
  query::Scope scope_;
  query::SlotAllocator allocator_;
};

/// A leaf with one row for each of the integers first … last, in the slot.
query::PlanPtr integers(Slots& slots, const std::string& name, int first, int last);

/// Runs plans over a graph in memory.
class PlanRunner {
 public:
  explicit PlanRunner(MemoryGraph& graph);
  /// The rows of the columns, each as one text: values as literals with commas between them.
  std::vector<std::string> run(query::PlanNode& root, const std::vector<query::Slot>& columns);
  /// The same in ascending order.
  std::vector<std::string> sorted(query::PlanNode& root, const std::vector<query::Slot>& columns);
  /// How many rows there are.
  std::size_t count(query::PlanNode& root);

  query::Context& context() { return context_; }
  query::UpdateCounts& counts() { return counts_; }
  /// The sizes of the batches of the last run.
  const std::vector<std::size_t>& batch_sizes() const { return batch_sizes_; }

 private:
  query::Context context_;
  query::UpdateCounts counts_;
  std::vector<std::string> warnings_;
  Map parameters_;
  std::vector<std::size_t> batch_sizes_;
};

}  // namespace normgraph::tests
