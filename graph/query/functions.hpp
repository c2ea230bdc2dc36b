#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/query/context.hpp"
#include "graph/query/scope.hpp"
#include "graph/value/value.hpp"
#include "graph/value/vector.hpp"

namespace normgraph::query {

/// A scalar function: one answer from the values of one row. Throws Error for values it cannot
/// take.
using ScalarFunction = Value (*)(std::span<const Value> arguments, Context& context);
/// A function with a fast path over whole vectors may give this as well; both must agree.
using VectorFunction = Vector (*)(std::span<const Vector* const> arguments, const Selection& rows,
                                  Context& context);

struct FunctionInfo {
  std::string_view name;  // canonical spelling, e.g. "toUpper", "duration.between"
  std::uint8_t min_arguments = 0, max_arguments = 0;  // max 255: any number
  bool null_in_null_out = true;  // any null argument makes the answer null without a call
  bool deterministic = true;     // false: rand(), randomUUID()
  bool alone = false;            // asks indexes or claims: by one thread at a time
  bool of_kind = false;  // asks a node for nothing but its labels, a relationship for its type
  StaticType result = StaticType::Any;
  ScalarFunction scalar = nullptr;
  VectorFunction vectorised = nullptr;
  /// The static types that the first argument may have, as bits `1 << StaticType`; 0: any. Others
  /// are an InvalidArgumentType at compile time; unknown types and null always pass.
  std::uint32_t first_argument = 0;
  StaticType element = StaticType::Any;  // of a list that it answers
};
constexpr std::uint32_t type_bit(StaticType type) { return 1u << static_cast<unsigned>(type); }

/// Looks a function up by name in any case; null: unknown.
const FunctionInfo* find_function(std::string_view name);
/// All names, for "did you mean" and completion (aggregates included).
std::vector<std::string> function_names();

// Each file of graph/query/functions/ gives its part of the table.
std::span<const FunctionInfo> temporal_functions();
std::span<const FunctionInfo> period_functions();
std::span<const FunctionInfo> string_functions();
std::span<const FunctionInfo> part_of_text_functions();
std::span<const FunctionInfo> number_functions();
std::span<const FunctionInfo> list_functions();
std::span<const FunctionInfo> graph_functions();
std::span<const FunctionInfo> conversion_functions();
std::span<const FunctionInfo> norm_functions();
std::span<const FunctionInfo> claim_functions();
std::span<const FunctionInfo> forecast_functions();
std::span<const FunctionInfo> change_functions();

}  // namespace normgraph::query
