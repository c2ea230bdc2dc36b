// SingleRow and Argument: where plans begin.

#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/factories.hpp"

namespace normgraph::query {
namespace {

class SingleRowOperator final : public Operator {
 public:
  using Operator::Operator;

 private:
  bool produce(Batch& batch) override {
    if (done_) return false;
    done_ = true;
    start_batch(batch, 1);
    return true;
  }
  void reset() override { done_ = false; }
  bool keeps_nothing() const override { return true; }

  bool done_ = false;
};

/// The outer rows of the present run, packed, each with its number in the outer batch.
class ArgumentOperator final : public Operator {
 public:
  ArgumentOperator(const PlanNode& node, Build& build)
      : Operator(node, build), carrier_(node, build) {}

 private:
  bool produce(Batch& batch) override {
    if (done_) return false;
    done_ = true;
    const std::vector<std::uint32_t> rows = selected_rows(argument_->rows);
    carrier_.gather(*argument_->outer, rows, batch);
    put(batch, argument_->row, Vector::of(std::vector<std::int64_t>(rows.begin(), rows.end())));
    return true;
  }
  void reset() override { done_ = false; }

  Carrier carrier_;
  bool done_ = false;
};

}  // namespace

OperatorPtr make_single_row(const PlanNode& node, Build& build) {
  return std::make_unique<SingleRowOperator>(node, build);
}

OperatorPtr make_argument(const PlanNode& node, Build& build) {
  return std::make_unique<ArgumentOperator>(node, build);
}

}  // namespace normgraph::query
