// Skip and Limit: by counting rows; inside an inner plan, those of each outer row.

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/errors.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/row_count.hpp"

namespace normgraph::query {

std::int64_t row_count(const char* clause, const BoundExpression& expression, Context& context) {
  const Value count = constant_value(&expression, context);
  if (count.type() != Type::Integer) throw not_a_count(clause, count);
  if (count.as_integer() < 0) throw negative_count(clause, count.as_integer());
  return count.as_integer();
}

bool writes(const PlanNode& node) {
  if (std::holds_alternative<Create>(node.op) || std::holds_alternative<Update>(node.op) ||
      std::holds_alternative<Delete>(node.op) || std::holds_alternative<Merge>(node.op) ||
      std::holds_alternative<Foreach>(node.op))
    return true;
  if (const auto* parts = std::get_if<Union>(&node.op))
    return std::any_of(parts->inputs.begin(), parts->inputs.end(),
                       [](const PlanPtr& part) { return writes(*part); });
  if (const auto* apply = std::get_if<Apply>(&node.op); apply && writes(*apply->inner)) return true;
  return node.input && writes(*node.input);
}

namespace {

/// Counts the rows of each outer row, or of all where there is no outer row.
class RowCounter {
 public:
  explicit RowCounter(Slot outer_row) : outer_row_(outer_row) {}
  void begin(const Batch& batch) {
    if (outer_row_ != no_slot) outer_ = batch.columns[outer_row_].integers();
  }
  /// How many rows came before this one, which is counted.
  std::int64_t count(std::uint32_t row) {
    return outer_row_ == no_slot ? all_++ : by_row_[outer_[row]]++;
  }
  std::int64_t all() const { return all_; }
  void clear() {
    all_ = 0;
    by_row_.clear();
  }

 private:
  Slot outer_row_;
  std::span<const std::int64_t> outer_;
  std::int64_t all_ = 0;
  std::unordered_map<std::int64_t, std::int64_t> by_row_;
};

template <class Keep>
void keep_rows(Batch& batch, Keep keep) {
  std::vector<std::uint32_t> rows;
  for (std::size_t i = 0; i < batch.selection.size(); ++i)
    if (keep(batch.selection[i])) rows.push_back(batch.selection[i]);
  if (rows.size() < batch.selection.size()) batch.selection = Selection(std::move(rows));
}

class SkipOperator final : public Operator {
 public:
  SkipOperator(const PlanNode& node, Build& build)
      : Operator(node, build), skip_(std::get<Skip>(node.op)), counter_(build.row()) {}

 private:
  bool produce(Batch& batch) override {
    if (!count_) count_ = row_count("SKIP", *skip_.count, context());
    if (!input_->next(batch)) return false;
    counter_.begin(batch);
    keep_rows(batch, [&](std::uint32_t row) { return counter_.count(row) >= *count_; });
    return true;
  }
  bool keeps_nothing() const override { return true; }
  void reset() override {
    counter_.clear();
    count_.reset();
  }

  const Skip& skip_;
  RowCounter counter_;
  std::optional<std::int64_t> count_;
};

class LimitOperator final : public Operator {
 public:
  LimitOperator(const PlanNode& node, Build& build)
      : Operator(node, build),
        limit_(std::get<Limit>(node.op)),
        counter_(build.row()),
        writes_(writes(node)),
        inner_(build.argument != nullptr) {}

 private:
  bool produce(Batch& batch) override {
    if (!count_) count_ = row_count("LIMIT", *limit_.count, context());
    if (!inner_ && counter_.all() >= *count_ && !writes_) return false;
    if (!input_->next(batch)) return false;
    counter_.begin(batch);
    keep_rows(batch, [&](std::uint32_t row) { return counter_.count(row) < *count_; });
    return true;
  }
  bool keeps_nothing() const override { return true; }
  void reset() override {
    counter_.clear();
    count_.reset();
  }

  const Limit& limit_;
  RowCounter counter_;
  std::optional<std::int64_t> count_;
  bool writes_;  // updates below happen for all rows, also those that nobody wants to see
  bool inner_;
};

}  // namespace

OperatorPtr make_skip(const PlanNode& node, Build& build) {
  return std::make_unique<SkipOperator>(node, build);
}

OperatorPtr make_limit(const PlanNode& node, Build& build) {
  return std::make_unique<LimitOperator>(node, build);
}

}  // namespace normgraph::query
