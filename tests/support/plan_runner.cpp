#include "tests/support/plan_runner.hpp"

#include <algorithm>

#include "grammar/parse.hpp"
#include "graph/query/execute.hpp"
#include "graph/query/plan/live_slots.hpp"
#include "graph/value/text.hpp"
#include "tests/support/memory_graph.hpp"

namespace normgraph::tests {

query::Slot Slots::operator[](const std::string& name) {
  if (const query::Symbol* known = scope_.find(name)) return known->slot;
  scope_.add({.name = name, .slot = allocator_.next()});
  return scope_.find(name)->slot;
}

query::BoundExpressionPtr Slots::expression(const std::string& text) {
  ast::Statement statement = parse_statement("RETURN " + text + " AS x");
  const auto& single = std::get<ast::Query>(statement.node).parts.front();
  const auto& projection = std::get<ast::Return>(single.clauses.front().node);
  query::ExpressionContext context;
  context.scope = &scope_;
  context.slots = &allocator_;
  context.predicate_position = true;
  return query::bind_expression(*projection.projection.items.front().expression, context);
}

query::BoundExpressionPtr Slots::slot(const std::string& name) {
  (*this)[name];
  return query::bound_slot(*scope_.find(name));
}

query::PlanPtr integers(Slots& slots, const std::string& name, int first, int last) {
  List list;
  for (int i = first; i <= last; ++i) list.push_back(Value::integer(i));
  query::Unwind unwind;
  unwind.list = query::bound_constant(Value::list(std::move(list)));
  unwind.item = slots[name];
  return plan(std::move(unwind), plan(query::SingleRow{}));
}

PlanRunner::PlanRunner(MemoryGraph& graph) {
  context_.view = &graph;
  context_.writer = &graph;
  context_.parameters = &parameters_;
  context_.counts = &counts_;
  context_.warnings = &warnings_;
}

std::vector<std::string> PlanRunner::run(query::PlanNode& root,
                                         const std::vector<query::Slot>& columns) {
  query::planning::assign_live(root, query::no_slot, columns);
  query::Plan whole;
  whole.root.reset(&root);
  std::vector<std::string> rows;
  batch_sizes_.clear();
  try {
    query::Execution execution(whole, context_);
    for (Batch batch; execution.next(batch);) {
      batch_sizes_.push_back(batch.size);
      for (std::size_t i = 0; i < batch.selection.size(); ++i) {
        std::string text;
        for (const query::Slot slot : columns) {
          if (!text.empty()) text += ", ";
          text += to_literal(batch.columns[slot].value(batch.selection[i]));
        }
        rows.push_back(std::move(text));
      }
    }
  } catch (...) {
    whole.root.release();
    throw;
  }
  whole.root.release();
  return rows;
}

std::vector<std::string> PlanRunner::sorted(query::PlanNode& root,
                                            const std::vector<query::Slot>& columns) {
  std::vector<std::string> rows = run(root, columns);
  std::sort(rows.begin(), rows.end());
  return rows;
}

std::size_t PlanRunner::count(query::PlanNode& root) { return run(root, {}).size(); }

}  // namespace normgraph::tests
