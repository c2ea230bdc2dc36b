// split(text, separator)[index]: of a column of texts the part lies in these, and no list is made.

#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/query/expression/rows.hpp"
#include "graph/query/functions.hpp"

namespace normgraph::query {
namespace {

/// nullopt: there are not so many parts.
std::optional<std::string_view> part_at(std::string_view text, std::string_view separator,
                                        std::int64_t index) {
  std::size_t begin = 0;
  for (;; --index) {
    const std::size_t end = text.find(separator, begin);
    if (index == 0) return text.substr(begin, end - begin);
    if (end == text.npos) return std::nullopt;
    begin = end + separator.size();
  }
}

class PartOfSplit final : public Operation {
 public:
  explicit PartOfSplit(std::vector<BoundExpressionPtr> operands) : Operation(std::move(operands)) {
    type = StaticType::String;
  }
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    if (rows.empty()) return all_null(batch.size);
    const Evaluated texts(operand(0), batch, rows, context);
    const Evaluated separators(operand(1), batch, rows, context);
    const Evaluated indexes(operand(2), batch, rows, context);
    if (counts_from_the_front(*texts, *separators, *indexes, rows))
      return of_texts(*texts, separators->strings().front(), *indexes, rows, batch.size);
    return located(
        span, [&] { return of_values(*texts, *separators, *indexes, rows, batch.size, context); });
  }
  std::string text() const override {
    return "split(" + operand(0).text() + ", " + operand(1).text() + ")[" + operand(2).text() + "]";
  }

 private:
  static bool counts_from_the_front(const Vector& texts, const Vector& separators,
                                    const Vector& indexes, const Selection& rows) {
    if (texts.kind() != Vector::Kind::String || separators.kind() != Vector::Kind::String ||
        indexes.kind() != Vector::Kind::Integer)
      return false;
    if (!separators.is_constant() || separators.has_nulls() || separators.strings().front().empty())
      return false;
    bool possible = !indexes.has_nulls();
    if (indexes.is_constant()) return possible && indexes.integers().front() >= 0;
    for_each_row(rows, [&](std::uint32_t row) { possible &= indexes.integers()[row] >= 0; });
    return possible;
  }
  static Vector of_texts(const Vector& texts, std::string_view separator, const Vector& indexes,
                         const Selection& rows, std::size_t size) {
    Vector result(Vector::Kind::String, size);
    for_each_row(rows, [&](std::uint32_t row) {
      if (texts.is_null(row)) return;
      const auto part =
          part_at(texts.strings()[texts.at(row)], separator, indexes.integers()[indexes.at(row)]);
      if (!part) return;
      result.strings()[row] = *part;
      result.clear_null(row);
    });
    result.keep_of(texts);
    return result;
  }
  static Vector of_values(const Vector& texts, const Vector& separators, const Vector& indexes,
                          const Selection& rows, std::size_t size, Context& context) {
    static const FunctionInfo& split = *find_function("split");
    std::vector<Value> parts(size), arguments(2);
    for_each_row(rows, [&](std::uint32_t row) {
      arguments = {texts.value(row), separators.value(row)};
      if (arguments[0].is_null() || arguments[1].is_null()) return;
      parts[row] = item_of(split.scalar(arguments, context), indexes.value(row), context);
    });
    return narrow(std::move(parts));
  }
};

}  // namespace

BoundExpressionPtr make_part_of_split(std::vector<BoundExpressionPtr> arguments,
                                      BoundExpressionPtr index) {
  arguments.push_back(std::move(index));
  return std::make_unique<PartOfSplit>(std::move(arguments));
}

}  // namespace normgraph::query
