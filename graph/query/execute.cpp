#include "graph/query/execute.hpp"

#include <cstdio>

#include "graph/query/operators/operator.hpp"

namespace normgraph::query {

struct Execution::State {
  State(const Plan& plan, Context& context)
      : build{context, nullptr}, root(make_operator(*plan.root, build)) {}
  Build build;
  OperatorPtr root;
};

Execution::Execution(const Plan& plan, Context& context)
    : state_(std::make_unique<State>(plan, context)) {}
Execution::~Execution() = default;

bool Execution::next(Batch& batch) { return state_->root->next(batch); }

namespace {

void add_profile(Operator& each, std::size_t depth, std::string& text) {
  char numbers[96];
  std::snprintf(numbers, sizeof numbers, "  rows %llu (estimated %.0f), %.3f ms\n",
                static_cast<unsigned long long>(each.rows()), each.node().estimated_rows,
                std::chrono::duration<double, std::milli>(each.time()).count());
  text += std::string(2 * depth, ' ') + operator_name(each.node()) + numbers;
  each.visit_inner([&](Operator& inner) { add_profile(inner, depth + 1, text); });
  if (each.input()) add_profile(*each.input(), depth + 1, text);
}

}  // namespace

std::string Execution::profile() const {
  std::string text;
  add_profile(*state_->root, 0, text);
  return text;
}

}  // namespace normgraph::query
