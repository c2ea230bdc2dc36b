#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "graph/query/expression.hpp"
#include "graph/query/functions.hpp"
#include "graph/value/compare.hpp"

// The bound expressions, as the binder makes them: one function for each form. Each form lives in
// the file that is named beside it.

namespace normgraph::query {

// leaves.cpp
/// The value of a literal; null for all other expressions.
const Value* literal_of(const BoundExpression& expression);
/// The value of a literal or a parameter, which lives as long as the statement; null for all other
/// expressions. Throws for a parameter that was not given.
const Value* value_without_rows(const BoundExpression& expression, const Context& context);
/// The slot where the expression is nothing but its value; no_slot for all other expressions.
Slot slot_of(const BoundExpression& expression);
/// A literal or a parameter.
bool reads_nothing(const BoundExpression& expression);
BoundExpressionPtr make_parameter(std::string name);
BoundExpressionPtr make_subplan_value(std::unique_ptr<Subplan> subplan, StaticType type);
/// Evaluates a constant expression once a batch; null stays null until a row is asked for.
BoundExpressionPtr make_once(BoundExpressionPtr expression);
/// For the root of an expression that makes lists or strings: what they booked as memory is given
/// back when the answer is there, for the operator books what it keeps.
BoundExpressionPtr make_accounted(BoundExpressionPtr expression);

// logic.cpp
enum class Junction : std::uint8_t { And, Or, Xor };
BoundExpressionPtr make_junction(Junction junction, std::vector<BoundExpressionPtr> operands);
BoundExpressionPtr make_not(BoundExpressionPtr operand);
BoundExpressionPtr make_null_test(BoundExpressionPtr operand, bool is_null);

// comparison.cpp
BoundExpressionPtr make_comparison(std::vector<BoundExpressionPtr> operands,
                                   std::vector<ast::ComparisonOperator> operators);

// arithmetic.cpp; `op` is one of Add … Power
BoundExpressionPtr make_arithmetic(ast::BinaryOperator op, BoundExpressionPtr left,
                                   BoundExpressionPtr right);
BoundExpressionPtr make_negation(BoundExpressionPtr operand);

// string_test.cpp; `op` is StartsWith, EndsWith or Contains
BoundExpressionPtr make_string_test(ast::BinaryOperator op, BoundExpressionPtr text,
                                    BoundExpressionPtr part);
// regular_expression.cpp
BoundExpressionPtr make_match(BoundExpressionPtr text, BoundExpressionPtr pattern);

// membership.cpp
BoundExpressionPtr make_membership(BoundExpressionPtr item, BoundExpressionPtr list);

// property.cpp, subscript.cpp
BoundExpressionPtr make_property(BoundExpressionPtr object, std::string key);
BoundExpressionPtr make_subscript(BoundExpressionPtr object, BoundExpressionPtr index);
/// `from` and `to` may be null.
BoundExpressionPtr make_slice(BoundExpressionPtr object, BoundExpressionPtr from,
                              BoundExpressionPtr to);

// collection.cpp
BoundExpressionPtr make_list(std::vector<BoundExpressionPtr> items);
BoundExpressionPtr make_map(std::vector<std::string> keys, std::vector<BoundExpressionPtr> items);

// label_test.cpp
BoundExpressionPtr make_label_test(BoundExpressionPtr subject, const ast::LabelExpression& labels);

// conditional.cpp; `subject` and `otherwise` may be null
using CaseAlternatives = std::vector<std::pair<BoundExpressionPtr, BoundExpressionPtr>>;
BoundExpressionPtr make_case(BoundExpressionPtr subject, CaseAlternatives alternatives,
                             BoundExpressionPtr otherwise);
BoundExpressionPtr make_coalesce(std::vector<BoundExpressionPtr> operands);

// call.cpp
BoundExpressionPtr make_call(const FunctionInfo& function,
                             std::vector<BoundExpressionPtr> arguments);
/// The arguments of a call of that function, which is of no use after that; none: it is no such
/// call.
std::vector<BoundExpressionPtr> take_arguments(BoundExpression& expression,
                                               std::string_view function);
/// duration.inDays(from, to).days
BoundExpressionPtr make_days_between(BoundExpressionPtr from, BoundExpressionPtr to);
/// split(arguments)[index]
BoundExpressionPtr make_part_of_split(std::vector<BoundExpressionPtr> arguments,
                                      BoundExpressionPtr index);

// comprehension.cpp, quantifier.cpp, reduce.cpp; `where` and `projection` may be null
BoundExpressionPtr make_list_comprehension(Symbol variable, BoundExpressionPtr list,
                                           BoundExpressionPtr where, BoundExpressionPtr projection);
BoundExpressionPtr make_quantifier(ast::QuantifierKind kind, Symbol variable,
                                   BoundExpressionPtr list, BoundExpressionPtr where);
BoundExpressionPtr make_reduce(Symbol accumulator, BoundExpressionPtr initial, Symbol variable,
                               BoundExpressionPtr list, BoundExpressionPtr step);

// ---- meaning of single values, shared with functions --------------------------------------------
/// `value.key`: null for a missing key; throws for types without properties and deleted elements.
Value property_of(const Value& object, const std::string& key, Context& context);
/// `object[index]`: of a list, a map, a node or a relationship; throws for others.
Value item_of(const Value& object, const Value& index, Context& context);
/// One of Add … Power on two values that are not null.
Value calculate(ast::BinaryOperator op, const Value& left, const Value& right);
/// A predicate's value as a truth; throws for what is neither boolean nor null.
Truth truth_of(const Vector& vector, std::size_t row, const char* where);

}  // namespace normgraph::query
