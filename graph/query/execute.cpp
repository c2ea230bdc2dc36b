#include "graph/query/execute.hpp"

#include <cstdio>

#include "graph/query/operators/gather.hpp"
#include "graph/query/plan/explain.hpp"

namespace normgraph::query {

struct Execution::State {
  State(const Plan& plan, Context& context)
      : plan(plan), build{context, nullptr}, root(make_gathered(*plan.root, build)) {}
  const Plan& plan;
  Build build;
  OperatorPtr root;
};

Execution::Execution(const Plan& plan, Context& context)
    : state_(std::make_unique<State>(plan, context)) {}
Execution::~Execution() = default;

bool Execution::next(Batch& batch) { return state_->root->next(batch); }

namespace {

/// Like EXPLAIN: an operator a line, in the order in which rows flow, inner plans indented below.
void add_profile(Operator& each, const std::vector<std::string>& slot_names, std::size_t depth,
                 std::string& text) {
  if (each.input()) add_profile(*each.input(), slot_names, depth, text);
  char numbers[96];
  std::snprintf(numbers, sizeof numbers, "  -- %llu rows (about %.0f expected), %.3f ms\n",
                static_cast<unsigned long long>(each.rows()), each.node().estimated_rows,
                std::chrono::duration<double, std::milli>(each.time()).count());
  text += std::string(2 * depth, ' ') + describe(each.node(), slot_names) + numbers;
  each.visit_inner([&](Operator& inner) { add_profile(inner, slot_names, depth + 1, text); });
}

}  // namespace

std::string Execution::profile() const {
  std::string text;
  add_profile(*state_->root, state_->plan.slot_names, 0, text);
  return text;
}

}  // namespace normgraph::query
