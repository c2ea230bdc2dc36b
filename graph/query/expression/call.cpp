#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/query/expression/rows.hpp"
#include "graph/query/expression/shape.hpp"

namespace normgraph::query {
namespace {

class Call final : public Operation {
 public:
  Call(const FunctionInfo& function, std::vector<BoundExpressionPtr> arguments)
      : Operation(std::move(arguments)), function_(function) {
    type = function.result;
  }
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    if (rows.empty()) return all_null(batch.size);
    std::vector<Evaluated> evaluated;
    evaluated.reserve(operands_.size());
    for (const auto& argument : operands_) evaluated.emplace_back(*argument, batch, rows, context);
    std::vector<const Vector*> arguments;
    for (const Evaluated& each : evaluated) arguments.push_back(&*each);
    return located(span, [&] {
      // Without arguments a vector function could not tell how many rows there are.
      if (function_.vectorised && !arguments.empty()) {
        return function_.vectorised(arguments, rows, context);
      }
      return call_rows(arguments, rows, batch.size, context);
    });
  }
  std::string text() const override {
    return std::string(function_.name) + "(" + text_of(operands_) + ")";
  }
  bool parallel() const override { return !function_.alone && Operation::parallel(); }
  const FunctionInfo& function() const { return function_; }
  std::vector<BoundExpressionPtr> take_arguments() { return std::move(operands_); }

 private:
  Vector call_rows(const std::vector<const Vector*>& arguments, const Selection& rows,
                   std::size_t size, Context& context) const {
    std::vector<Value> answers(size), row_arguments(arguments.size());
    for_each_row(rows, [&](std::uint32_t row) {
      for (std::size_t i = 0; i < arguments.size(); ++i) {
        row_arguments[i] = arguments[i]->value(row);
        if (function_.null_in_null_out && row_arguments[i].is_null()) return;
      }
      answers[row] = function_.scalar(row_arguments, context);
    });
    return narrow(std::move(answers));
  }

  const FunctionInfo& function_;
};

}  // namespace

std::optional<CallShape> call_shape(const BoundExpression& expression) {
  const auto* call = dynamic_cast<const Call*>(&expression);
  if (!call) return std::nullopt;
  return CallShape{call->function().deterministic, call->function().of_kind};
}

std::vector<BoundExpressionPtr> take_arguments(BoundExpression& expression,
                                               std::string_view function) {
  auto* call = dynamic_cast<Call*>(&expression);
  if (!call || call->function().name != function) return {};
  return call->take_arguments();
}

BoundExpressionPtr make_call(const FunctionInfo& function,
                             std::vector<BoundExpressionPtr> arguments) {
  return std::make_unique<Call>(function, std::move(arguments));
}

}  // namespace normgraph::query
