// Where the texts end that begin with a text: for ranges of an index.

#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/query/expression/rows.hpp"

namespace normgraph::query {
namespace {

constexpr char last_byte = '\xFF';

/// By bytes. Of the empty text it is longer than any that is meant to be found.
std::string end_of(std::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && end.back() == last_byte) end.pop_back();
  if (end.empty()) return std::string(64, last_byte);
  ++end.back();
  return end;
}

class PrefixEnd final : public Operation {
 public:
  using Operation::Operation;
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    const Evaluated prefix(operand(0), batch, rows, context);
    Vector ends(Vector::Kind::String, batch.size);
    for_each_row(rows, [&](std::uint32_t row) {
      const Value text = prefix->value(row);
      if (text.type() == Type::String) ends.set(row, Value::string(end_of(text.as_string())));
    });
    return ends;
  }
  std::string text() const override { return "after " + operand(0).text(); }
};

}  // namespace

BoundExpressionPtr bound_prefix_end(BoundExpressionPtr prefix) {
  return std::make_unique<PrefixEnd>(operands_of(std::move(prefix)));
}

}  // namespace normgraph::query
