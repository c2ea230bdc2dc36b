#include "graph/query/expression/operation.hpp"

namespace normgraph::query {

std::string text_of(const std::vector<BoundExpressionPtr>& expressions) {
  std::string result;
  for (const auto& expression : expressions) {
    if (!result.empty()) result += ", ";
    result += expression->text();
  }
  return result;
}

}  // namespace normgraph::query
