#include "graph/query/bind/errors.hpp"

#include <cstring>

namespace normgraph::query::bind {
namespace {

struct Code {
  const char* detail;
  const char* code;
};
/// Codes stay for ever: new details go to the end.
constexpr Code codes[] = {
    {"VariableAlreadyBound", "NG2101"},
    {"VariableTypeConflict", "NG2102"},
    {"UndefinedVariable", "NG2103"},
    {"ColumnNameConflict", "NG2104"},
    {"DifferentColumnsInUnion", "NG2105"},
    {"InvalidClauseComposition", "NG2106"},
    {"NoExpressionAlias", "NG2107"},
    {"NoVariablesInScope", "NG2108"},
    {"NoSingleRelationshipType", "NG2109"},
    {"RequiresDirectedRelationship", "NG2110"},
    {"CreatingVarLength", "NG2111"},
    {"InvalidParameterUse", "NG2112"},
    {"RelationshipUniquenessViolation", "NG2113"},
    {"InvalidArgumentPassingMode", "NG2114"},
    {"InvalidArgumentType", "NG2115"},
    {"NonConstantExpression", "NG2116"},
    {"NegativeIntegerArgument", "NG2117"},
    {"InvalidAggregation", "NG2118"},
    {"InvalidDelete", "NG2119"},
    {"ProcedureNotFound", "NG2120"},
    {"InvalidNumberOfArguments", "NG2121"},
    {"UnexpectedSyntax", "NG2122"},
    {"InvalidRelationshipPattern", "NG2123"},
};

const char* code_of(const char* detail) {
  for (const Code& entry : codes)
    if (std::strcmp(entry.detail, detail) == 0) return entry.code;
  return "NG2100";
}

}  // namespace

Error binding_error(const char* detail, std::string message, Span span) {
  const bool procedure = std::strcmp(detail, "ProcedureNotFound") == 0;
  return Error(ErrorKind::Semantic, code_of(detail), procedure ? "ProcedureError" : "SyntaxError",
               detail, std::move(message))
      .at(span);
}

}  // namespace normgraph::query::bind
