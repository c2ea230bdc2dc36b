#include "graph/query/expression/errors.hpp"
#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/query/expression/rows.hpp"

namespace normgraph::query {
namespace {

/// Splits the selected rows by a test.
template <class Test>
std::pair<Selection, Selection> split(const Selection& rows, Test test) {
  std::vector<std::uint32_t> yes, no;
  for_each_row(rows, [&](std::uint32_t row) { (test(row) ? yes : no).push_back(row); });
  return {Selection(std::move(yes)), Selection(std::move(no))};
}

StaticType common_type(StaticType a, StaticType b) {
  if (a == StaticType::Null) return b;
  return b == StaticType::Null || a == b ? a : StaticType::Any;
}

/// CASE with and without a subject. Operands: subject (or null), otherwise (or null), then
/// condition and answer in turn.
class CaseNode final : public Operation {
 public:
  explicit CaseNode(std::vector<BoundExpressionPtr> operands) : Operation(std::move(operands)) {
    type = operands_[1] ? operands_[1]->type : StaticType::Null;
    for (std::size_t i = 3; i < operands_.size(); i += 2) {
      type = common_type(type, operand(i).type);
    }
  }
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    Vector subject;
    if (operands_[0]) subject = Evaluated(operand(0), batch, rows, context).take();
    std::vector<Piece> pieces;
    Selection open = rows;
    for (std::size_t i = 2; i < operands_.size() && !open.empty(); i += 2) {
      auto [taken, rest] = choose(operand(i), subject, batch, open, context);
      open = std::move(rest);
      if (taken.empty()) continue;
      pieces.emplace_back(Evaluated(operand(i + 1), batch, taken, context).take(),
                          std::move(taken));
    }
    if (operands_[1] && !open.empty()) {
      pieces.emplace_back(Evaluated(operand(1), batch, open, context).take(), open);
    }
    return merge(std::move(pieces), batch.size);
  }
  std::string text() const override {
    std::string result = "CASE";
    if (operands_[0]) result += " " + operand(0).text();
    for (std::size_t i = 2; i < operands_.size(); i += 2) {
      result += " WHEN " + operand(i).text() + " THEN " + operand(i + 1).text();
    }
    if (operands_[1]) result += " ELSE " + operand(1).text();
    return result + " END";
  }

 private:
  std::pair<Selection, Selection> choose(const BoundExpression& condition, const Vector& subject,
                                         const Batch& batch, const Selection& open,
                                         Context& context) const {
    const Evaluated answer(condition, batch, open, context);
    if (!operands_[0]) {
      return located_split(condition.span, open, [&](std::uint32_t row) {
        return truth_of(*answer, row, "CASE WHEN") == Truth::True;
      });
    }
    ValueReader left(subject), right(*answer);
    return split(open,
                 [&](std::uint32_t row) { return equals(left[row], right[row]) == Truth::True; });
  }
  template <class Test>
  static std::pair<Selection, Selection> located_split(const Span& place, const Selection& rows,
                                                       Test test) {
    try {
      return split(rows, test);
    } catch (Error& error) {
      throw std::move(error).at(place);
    }
  }
};

class Coalesce final : public Operation {
 public:
  explicit Coalesce(std::vector<BoundExpressionPtr> operands) : Operation(std::move(operands)) {
    type = StaticType::Null;
    for (const auto& each : operands_) type = common_type(type, each->type);
  }
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    std::vector<Piece> pieces;
    Selection open = rows;
    for (std::size_t i = 0; i < operands_.size() && !open.empty(); ++i) {
      Vector answer = Evaluated(operand(i), batch, open, context).take();
      if (!answer.has_nulls()) {
        pieces.emplace_back(std::move(answer), std::move(open));
        break;
      }
      auto [taken, rest] = split(open, [&](std::uint32_t row) { return !answer.is_null(row); });
      open = std::move(rest);
      if (!taken.empty()) pieces.emplace_back(std::move(answer), std::move(taken));
    }
    return merge(std::move(pieces), batch.size);
  }
  std::string text() const override { return "coalesce(" + text_of(operands_) + ")"; }
};

}  // namespace

BoundExpressionPtr make_case(BoundExpressionPtr subject, CaseAlternatives alternatives,
                             BoundExpressionPtr otherwise) {
  auto operands = operands_of(std::move(subject), std::move(otherwise));
  for (auto& [condition, answer] : alternatives) {
    operands.push_back(std::move(condition));
    operands.push_back(std::move(answer));
  }
  return std::make_unique<CaseNode>(std::move(operands));
}

BoundExpressionPtr make_coalesce(std::vector<BoundExpressionPtr> operands) {
  return std::make_unique<Coalesce>(std::move(operands));
}

}  // namespace normgraph::query
