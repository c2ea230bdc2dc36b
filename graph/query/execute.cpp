#include "graph/query/execute.hpp"

#include <algorithm>

#include "graph/query/operators/gather.hpp"

namespace normgraph::query {

struct Execution::State {
  State(const Plan& plan, Context& context)
      : plan(plan),
        build{.context = context, .writes = plan.writes},
        root(make_gathered(*plan.root, build)) {
    keep_conditions();
  }
  /// As long as the graph stays as it is.
  void keep_conditions() {
    build.context.kept_work = plan.writes ? nullptr : std::make_shared<KeptWork>();
  }
  const Plan& plan;
  Build build;
  OperatorPtr root;
};

Execution::Execution(const Plan& plan, Context& context)
    : state_(std::make_unique<State>(plan, context)) {}
Execution::~Execution() = default;

bool Execution::next(Batch& batch) { return state_->root->next(batch); }

bool Execution::begin_again() {
  if (!state_->root->restarts_anew()) return false;
  state_->root->restart();
  state_->keep_conditions();
  return true;
}

namespace {

class Reporter {
 public:
  explicit Reporter(const std::vector<std::string>& slot_names) : words_(slot_names) {}

  void add(Operator& each, std::size_t depth) {
    std::chrono::nanoseconds own = each.time();
    if (each.input()) {
      add(*each.input(), depth);
      own -= each.input()->time();
    }
    const std::size_t place = reports_.size();
    reports_.push_back({.depth = depth,
                        .text = each.describe(words_),
                        .expected_rows = each.node().estimated_rows,
                        .rows_in = each.rows_in(),
                        .rows = each.rows(),
                        .memory = each.memory()});
    const PlanNode* same = nullptr;
    each.visit_inner([&](Operator& inner) {
      own -= inner.time();
      const std::size_t begin = reports_.size();
      add(inner, depth + 1);
      if (same == &inner.node()) merge(begin);
      same = &inner.node();
    });
    reports_[place].time = std::max(own, std::chrono::nanoseconds(0));
  }

  std::vector<OperatorReport> take() { return std::move(reports_); }

 private:
  /// The reports from `begin` on are of the same operators as those before them.
  void merge(std::size_t begin) {
    const std::size_t count = reports_.size() - begin;
    for (std::size_t i = begin; i < reports_.size(); ++i) {
      OperatorReport& sum = reports_[i - count];
      if (sum.rows_in) *sum.rows_in += reports_[i].rows_in.value_or(0);
      sum.rows += reports_[i].rows;
      sum.time += reports_[i].time;
      sum.memory += reports_[i].memory;
    }
    reports_.resize(begin);
  }

  const PlanWords words_;
  std::vector<OperatorReport> reports_;
};

}  // namespace

std::vector<OperatorReport> Execution::operators() const {
  Reporter reporter(state_->plan.slot_names);
  reporter.add(*state_->root, 0);
  return reporter.take();
}

std::chrono::nanoseconds Execution::time() const { return state_->root->time(); }

}  // namespace normgraph::query
