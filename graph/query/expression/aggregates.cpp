#include "graph/query/expression/aggregates.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace normgraph::query {
namespace {

using Function = AggregateCall::Function;

constexpr std::array aggregates = {
    AggregateInfo{"count", Function::Count, 1, StaticType::Integer},
    AggregateInfo{"sum", Function::Sum, 1, StaticType::Any},
    AggregateInfo{"avg", Function::Avg, 1, StaticType::Any},
    AggregateInfo{"min", Function::Min, 1, StaticType::Any},
    AggregateInfo{"max", Function::Max, 1, StaticType::Any},
    AggregateInfo{"collect", Function::Collect, 1, StaticType::List},
    AggregateInfo{"stDev", Function::StDev, 1, StaticType::Float},
    AggregateInfo{"stDevP", Function::StDevP, 1, StaticType::Float},
    AggregateInfo{"percentileCont", Function::PercentileCont, 2, StaticType::Float},
    AggregateInfo{"percentileDisc", Function::PercentileDisc, 2, StaticType::Any},
};

bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

const AggregateInfo* find_aggregate(std::string_view name) {
  for (const AggregateInfo& info : aggregates) {
    if (same_name(info.name, name)) return &info;
  }
  return nullptr;
}

std::vector<std::string_view> aggregate_names() {
  std::vector<std::string_view> names;
  for (const AggregateInfo& info : aggregates) names.push_back(info.name);
  return names;
}

}  // namespace normgraph::query
