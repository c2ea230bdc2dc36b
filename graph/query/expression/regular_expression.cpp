#include <re2/re2.h>

#include <memory>
#include <string_view>

#include "graph/query/expression/errors.hpp"
#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/query/expression/rows.hpp"

namespace normgraph::query {
namespace {

using Pattern = std::unique_ptr<const re2::RE2>;

Pattern compile(std::string_view text) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  auto pattern =
      std::make_unique<const re2::RE2>(re2::StringPiece(text.data(), text.size()), options);
  if (!pattern->ok()) {
    throw Error(
        ErrorKind::Runtime, "NG3010", "SyntaxError", "InvalidRegularExpression",
        "the regular expression '" + std::string(text) + "' cannot be read: " + pattern->error())
        .at_runtime();
  }
  return pattern;
}

/// `text =~ pattern`: the whole text must match. A literal pattern is compiled when it is bound,
/// any other once for as long as it stays the same from row to row.
class Match final : public Operation {
 public:
  Match(BoundExpressionPtr text, BoundExpressionPtr pattern)
      : Operation(operands_of(std::move(text), std::move(pattern))) {
    type = StaticType::Boolean;
    const Value* literal = literal_of(operand(1));
    if (!literal || literal->type() != Type::String) return;
    try {
      prepared_ = compile(literal->as_string());
    } catch (const Error&) {
      // A bad pattern is an error only for the rows that use it.
    }
  }
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    const Evaluated texts(operand(0), batch, rows, context);
    const Evaluated patterns(operand(1), batch, rows, context);
    return located(span, [&] { return match_rows(*texts, *patterns, rows, batch.size); });
  }
  std::string text() const override { return operand(0).text() + " =~ " + operand(1).text(); }

 private:
  Vector match_rows(const Vector& texts, const Vector& patterns, const Selection& rows,
                    std::size_t size) const {
    TruthColumn result(size);
    ValueReader text(texts), pattern(patterns);
    Pattern made;
    std::string made_of;
    for_each_row(rows, [&](std::uint32_t row) {
      const Value& p = pattern[row];
      const Value& t = text[row];
      if (p.type() != Type::String || t.type() != Type::String) return result.set_null(row);
      const re2::RE2* program = prepared_.get();
      if (!program) {
        if (!made || made_of != p.as_string()) {
          made = compile(p.as_string());
          made_of = p.as_string();
        }
        program = made.get();
      }
      result.set(row, re2::RE2::FullMatch(t.as_string(), *program));
    });
    return result.take();
  }

  Pattern prepared_;
};

}  // namespace

BoundExpressionPtr make_match(BoundExpressionPtr text, BoundExpressionPtr pattern) {
  return std::make_unique<Match>(std::move(text), std::move(pattern));
}

}  // namespace normgraph::query
