#include "graph/query/expression/errors.hpp"

#include <utility>

namespace normgraph::query {
namespace {

Error compile_error(std::string code, std::string detail, std::string message) {
  return Error(ErrorKind::Semantic, std::move(code), "SyntaxError", std::move(detail),
               std::move(message));
}

Error runtime_error(ErrorKind kind, std::string code, std::string error_class, std::string detail,
                    std::string message) {
  return Error(kind, std::move(code), std::move(error_class), std::move(detail), std::move(message))
      .at_runtime();
}

std::string with_article(std::string_view type) {
  const bool vowel = !type.empty() && std::string_view("AEIO").find(type[0]) != type.npos;
  return (vowel ? "an " : "a ") + std::string(type);
}

}  // namespace

Error undefined_variable(std::string_view name) {
  return compile_error("NG2001", "UndefinedVariable",
                       "variable `" + std::string(name) + "` is not defined here");
}

Error unknown_function(std::string_view name) {
  return compile_error("NG2002", "UnknownFunction",
                       "there is no function `" + std::string(name) + "`");
}

Error wrong_argument_count(std::string_view function, std::size_t given, std::string_view wanted) {
  return compile_error("NG2003", "InvalidNumberOfArguments",
                       std::string(function) + "() takes " + std::string(wanted) + ", but " +
                           std::to_string(given) + (given == 1 ? " is given" : " are given"));
}

Error static_type_error(std::string message) {
  return compile_error("NG2004", "InvalidArgumentType", std::move(message));
}

Error unexpected_syntax(std::string message) {
  return compile_error("NG2005", "UnexpectedSyntax", std::move(message));
}

Error operand_type_error(std::string message) {
  return runtime_error(ErrorKind::Type, "NG3001", "TypeError", "InvalidArgumentType",
                       std::move(message));
}

Error argument_value_error(std::string_view function, const Value& value, std::string_view wanted) {
  return runtime_error(ErrorKind::Type, "NG3002", "TypeError", "InvalidArgumentValue",
                       std::string(function) + "() takes " + std::string(wanted) + ", not " +
                           with_article(type_name(value.type())));
}

Error argument_type_error(std::string_view function, const Value& value, std::string_view wanted) {
  return runtime_error(ErrorKind::Type, "NG3003", "ArgumentError", "InvalidArgumentType",
                       std::string(function) + "() takes " + std::string(wanted) + ", not " +
                           with_article(type_name(value.type())));
}

Error argument_range_error(std::string message) {
  return runtime_error(ErrorKind::Runtime, "NG3004", "ArgumentError", "NumberOutOfRange",
                       std::move(message));
}

Error integer_overflow(std::string_view operation) {
  return runtime_error(
      ErrorKind::Runtime, "NG3005", "ArithmeticError", "NumberOutOfRange",
      "the result of " + std::string(operation) + " does not fit into an integer of 64 bits");
}

Error division_by_zero() {
  return runtime_error(ErrorKind::Runtime, "NG3006", "ArithmeticError", "DivideByZero",
                       "an integer is divided by zero")
      .hint("leave such rows out, or write CASE WHEN divisor <> 0 THEN … END");
}

Error deleted_element(bool node) {
  return runtime_error(ErrorKind::Reference, "NG3007", "EntityNotFound", "DeletedEntityAccess",
                       std::string(node ? "the node" : "the relationship") +
                           " was deleted earlier in this statement");
}

Error value_too_large(std::string message) {
  return runtime_error(ErrorKind::Limit, "NG6012", "LimitError", "ValueTooLarge",
                       std::move(message));
}

}  // namespace normgraph::query
