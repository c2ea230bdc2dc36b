#include "graph/query/functions.hpp"

#include <cctype>
#include <string>
#include <unordered_map>

#include "graph/query/expression/aggregates.hpp"

namespace normgraph::query {
namespace {

using Table = std::unordered_map<std::string, const FunctionInfo*>;

std::string lower(std::string_view name) {
  std::string result(name);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

const Table& table() {
  static const Table all = [] {
    Table made;
    for (const auto part :
         {temporal_functions(), period_functions(), string_functions(), part_of_text_functions(),
          number_functions(), list_functions(), graph_functions(), conversion_functions(),
          norm_functions(), claim_functions(), forecast_functions(), change_functions()}) {
      for (const FunctionInfo& info : part) made.emplace(lower(info.name), &info);
    }
    return made;
  }();
  return all;
}

}  // namespace

const FunctionInfo* find_function(std::string_view name) {
  const auto found = table().find(lower(name));
  return found == table().end() ? nullptr : found->second;
}

std::vector<std::string> function_names() {
  std::vector<std::string> names;
  for (const auto& [key, info] : table()) names.emplace_back(info->name);
  for (const std::string_view name : aggregate_names()) names.emplace_back(name);
  return names;
}

}  // namespace normgraph::query
