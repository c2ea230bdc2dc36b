// norm.…: functions that know the words of standards work.

#include <array>

#include "graph/query/functions/arguments.hpp"
#include "graph/resolve.hpp"

namespace normgraph::query {
namespace {

Value resolve(Arguments arguments, Context& context) {
  const std::string& text = text_argument("norm.resolve", arguments[0]);
  return Value::string(resolve_reference(text, *context.view));
}

constexpr std::array functions{
    FunctionInfo{.name = "norm.resolve",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .result = StaticType::String,
                 .scalar = resolve},
};

}  // namespace

std::span<const FunctionInfo> norm_functions() { return functions; }

}  // namespace normgraph::query
