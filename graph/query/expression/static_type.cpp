#include "graph/query/expression/static_type.hpp"

#include "graph/query/expression/errors.hpp"

namespace normgraph::query {
namespace {

using Op = ast::BinaryOperator;

bool is_open(StaticType type) { return type == StaticType::Any || type == StaticType::Null; }

bool may_join_text(StaticType type) {
  return may_be_number(type) || type == StaticType::String || type == StaticType::Boolean ||
         type == StaticType::Temporal;
}

bool may_be_added(StaticType left, StaticType right) {
  if (is_open(left) || is_open(right) || is_any_list(left) || is_any_list(right)) return true;
  if (left == StaticType::String || right == StaticType::String) {
    return may_join_text(left) && may_join_text(right);
  }
  const auto fits = [](StaticType t) { return may_be_number(t) || t == StaticType::Temporal; };
  return fits(left) && fits(right);
}

bool may_be_calculated(Op op, StaticType left, StaticType right) {
  if (op == Op::Add) return may_be_added(left, right);
  const bool temporal = op == Op::Subtract || op == Op::Multiply || op == Op::Divide;
  const auto fits = [&](StaticType t) {
    return may_be_number(t) || (temporal && t == StaticType::Temporal);
  };
  return fits(left) && fits(right);
}

}  // namespace

std::string_view describe(StaticType type) {
  switch (type) {
    case StaticType::Any:
      return "a value";
    case StaticType::Null:
      return "null";
    case StaticType::Boolean:
      return "a boolean";
    case StaticType::Integer:
      return "an integer";
    case StaticType::Float:
      return "a float";
    case StaticType::String:
      return "a string";
    case StaticType::List:
      return "a list";
    case StaticType::Map:
      return "a map";
    case StaticType::Node:
      return "a node";
    case StaticType::Relationship:
      return "a relationship";
    case StaticType::Path:
      return "a path";
    case StaticType::NodeList:
      return "a list of nodes";
    case StaticType::RelationshipList:
      return "a list of relationships";
    case StaticType::Temporal:
      return "a temporal value";
  }
  return "a value";
}

bool may_be_boolean(StaticType type) { return is_open(type) || type == StaticType::Boolean; }

bool may_be_number(StaticType type) {
  return is_open(type) || type == StaticType::Integer || type == StaticType::Float;
}

bool is_any_list(StaticType type) {
  return type == StaticType::List || type == StaticType::NodeList ||
         type == StaticType::RelationshipList;
}

bool may_be_list(StaticType type) { return is_open(type) || is_any_list(type); }

bool may_be_map(StaticType type) {
  return may_be_element(type) || type == StaticType::Map || type == StaticType::Temporal;
}

bool may_be_element(StaticType type) {
  return is_open(type) || type == StaticType::Node || type == StaticType::Relationship;
}

const char* arithmetic_sign(Op op) {
  switch (op) {
    case Op::Add:
      return "+";
    case Op::Subtract:
      return "-";
    case Op::Multiply:
      return "*";
    case Op::Divide:
      return "/";
    case Op::Modulo:
      return "%";
    default:
      return "^";
  }
}

StaticType arithmetic_type(Op op, StaticType left, StaticType right) {
  if (!may_be_calculated(op, left, right)) {
    throw static_type_error(std::string(arithmetic_sign(op)) + " cannot be used with " +
                            std::string(describe(left)) + " and " + std::string(describe(right)));
  }
  if (op == Op::Add && (is_any_list(left) || is_any_list(right))) return StaticType::List;
  if (is_open(left) || is_open(right)) return StaticType::Any;
  if (left == StaticType::String || right == StaticType::String) return StaticType::String;
  if (left == StaticType::Temporal || right == StaticType::Temporal) return StaticType::Temporal;
  const bool integers = left == StaticType::Integer && right == StaticType::Integer;
  return integers && op != Op::Power ? StaticType::Integer : StaticType::Float;
}

}  // namespace normgraph::query
