#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "graph/query/expression.hpp"

namespace normgraph::query {

/// An aggregate's name and how many arguments it takes.
struct AggregateInfo {
  std::string_view name;  // canonical spelling
  AggregateCall::Function function;
  std::size_t arguments;
  StaticType result;
};
/// By name in any case; null: no aggregate.
const AggregateInfo* find_aggregate(std::string_view name);
std::vector<std::string_view> aggregate_names();

}  // namespace normgraph::query
