// CallProcedure: for each row the rows of the procedure's table that agree with the arguments, or
// those that its function makes of them.

#include <algorithm>

#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/procedures.hpp"
#include "graph/value/compare.hpp"

namespace normgraph::query {
namespace {

class CallOperator final : public Operator {
 public:
  CallOperator(const PlanNode& node, Build& build)
      : Operator(node, build), call_(std::get<CallProcedure>(node.op)), carrier_(node, build) {}

 private:
  bool produce(Batch& batch) override {
    find_procedure();
    if (call_.keeps_rows) {
      if (!input_->next(batch)) return false;
      arguments_of(batch);  // for their errors
      return true;
    }
    rows_.clear();
    answers_.clear();
    made_.clear();
    while (rows_.size() < batch_rows &&
           (position_ < source_.selection.size() || (rows_.empty() && next_input()))) {
      answer_row();
      if (open_rows_ && !rows_.empty()) break;
    }
    if (rows_.empty()) return false;
    carrier_.gather(source_, rows_, batch);
    for (std::size_t i = 0; i < call_.yields.size(); ++i)
      put(batch, call_.yields[i].second, column(i));
    return true;
  }

  void find_procedure() {
    if (procedure_) return;
    procedure_ = context().procedures ? context().procedures->find(call_.name) : nullptr;
    if (!procedure_) throw unknown_procedure(call_.name).at(call_.span);
    for (const auto& [name, slot] : call_.yields)
      yield_columns_.push_back(procedure_->parameters.size() + procedure_->result(name));
    wanted_.assign(procedure_->results.size(), false);
    for (const auto& [name, slot] : call_.yields) wanted_[procedure_->result(name)] = true;
  }

  bool next_input() {
    if (!input_->next(source_)) return false;
    arguments_ = arguments_of(source_);
    position_ = 0;
    next_answer_ = 0;
    return true;
  }

  /// By row of the batch; only the selected rows are filled.
  std::vector<std::vector<Value>> arguments_of(const Batch& batch) {
    std::vector<std::vector<Value>> arguments(batch.size);
    for (std::size_t p = 0; p < call_.arguments.size(); ++p) {
      const Vector values = call_.arguments[p]->evaluate(batch, batch.selection, context());
      for (std::size_t i = 0; i < batch.selection.size(); ++i) {
        const std::uint32_t row = batch.selection[i];
        arguments[row].push_back(as_argument(*procedure_, p, values.value(row), call_.span));
      }
    }
    return arguments;
  }

  void answer_row() {
    if (position_ >= source_.selection.size()) return;
    const std::uint32_t row = source_.selection[position_];
    if (procedure_->open) return make_rows(row);
    const std::vector<Value>& wanted = arguments_[row];
    for (; next_answer_ < procedure_->rows.size(); ++next_answer_) {
      if (rows_.size() >= batch_rows) return;
      const std::vector<Value>& answer = procedure_->rows[next_answer_];
      if (!std::equal(wanted.begin(), wanted.end(), answer.begin(), equivalent)) continue;
      rows_.push_back(row);
      answers_.push_back(&answer);
    }
    next_answer_ = 0;
    ++position_;
  }

  /// A first batch is short: whoever takes few rows has them soon.
  void make_rows(std::uint32_t row) {
    constexpr std::size_t first_batch = 32;
    if (!open_rows_) {
      open_rows_ = procedure_->open(arguments_[row], wanted_, context());
      made_of_call_ = 0;
    }
    const std::size_t most = made_of_call_ < first_batch ? first_batch : batch_rows;
    for (std::vector<Value> made; rows_.size() < most;) {
      if (!open_rows_->next(made)) {
        open_rows_.reset();
        ++position_;
        return;
      }
      ++made_of_call_;
      rows_.push_back(row);
      made.insert(made.begin(), procedure_->parameters.size(), Value());
      made_.push_back(made);
    }
  }

  Vector column(std::size_t yield) const {
    std::vector<Value> values;
    values.reserve(rows_.size());
    for (const std::vector<Value>& made : made_) values.push_back(made[yield_columns_[yield]]);
    for (const std::vector<Value>* answer : answers_)
      values.push_back((*answer)[yield_columns_[yield]]);
    return typed_where_uniform(std::move(values));
  }

  void reset() override {
    source_.selection = Selection();
    position_ = 0;
    next_answer_ = 0;
    open_rows_.reset();
  }

  const CallProcedure& call_;
  Carrier carrier_;
  const Procedure* procedure_ = nullptr;
  std::vector<std::size_t> yield_columns_;  // in the procedure's rows
  Batch source_;
  std::vector<std::vector<Value>> arguments_;
  std::size_t position_ = 0;     // in the selection of source_
  std::size_t next_answer_ = 0;  // in the procedure's rows
  std::vector<std::uint32_t> rows_;
  std::vector<const std::vector<Value>*> answers_;
  std::vector<bool> wanted_;  // by result
  std::unique_ptr<ProcedureRows> open_rows_;
  std::size_t made_of_call_ = 0;
  std::vector<std::vector<Value>> made_;  // like answers_, of rows that a function makes
};

}  // namespace

OperatorPtr make_call(const PlanNode& node, Build& build) {
  return std::make_unique<CallOperator>(node, build);
}

}  // namespace normgraph::query
