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

/// norm.candidates('article 9'): the keys of all that it may mean.
Value candidates(Arguments arguments, Context& context) {
  List keys;
  for (std::string& key :
       reference_candidates(text_argument("norm.candidates", arguments[0]), *context.view))
    keys.push_back(Value::string(std::move(key)));
  return Value::list(std::move(keys));
}

/// norm.one(keys, 'article 9'): the only one of the keys, which are those of what the text means.
Value one(Arguments arguments, Context&) {
  const List& keys = list_argument("norm.one", arguments[0]);
  const std::string& text = text_argument("norm.one", arguments[1]);
  if (keys.size() == 1) return keys.front();
  if (keys.empty())
    throw Error(ErrorKind::Reference, "NG4001", "ReferenceError", "NotFound",
                "nothing that is called " + text + " belongs to what stands behind OF");
  std::string list;
  for (const Value& key : keys)
    if (key.type() == Type::String) list += (list.empty() ? "@" : ", @") + key.as_string();
  throw Error(ErrorKind::Reference, "NG4002", "ReferenceError", "Ambiguous",
              text + " means several things: " + list);
}

constexpr std::array norm_table{
    FunctionInfo{.name = "norm.resolve",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .alone = true,
                 .result = StaticType::String,
                 .scalar = resolve},
    FunctionInfo{.name = "norm.candidates",
                 .min_arguments = 1,
                 .max_arguments = 1,
                 .alone = true,
                 .result = StaticType::List,
                 .scalar = candidates},
    FunctionInfo{.name = "norm.one",
                 .min_arguments = 2,
                 .max_arguments = 2,
                 .alone = true,
                 .result = StaticType::String,
                 .scalar = one},
};

}  // namespace

std::span<const FunctionInfo> norm_functions() { return norm_table; }

}  // namespace normgraph::query
