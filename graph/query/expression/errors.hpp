#pragma once

#include <string>
#include <string_view>

#include "grammar/error.hpp"
#include "graph/value/value.hpp"

// The errors of expressions, with the suite's classes and details in one place.

namespace normgraph::query {

// ---- compile time: before anything runs ---------------------------------------------------------
Error undefined_variable(std::string_view name);
Error unknown_function(std::string_view name);
Error wrong_argument_count(std::string_view function, std::size_t given, std::string_view wanted);
/// A type known to be wrong before anything runs: SyntaxError, InvalidArgumentType.
Error static_type_error(std::string message);
Error unexpected_syntax(std::string message);

// ---- runtime ------------------------------------------------------------------------------------
/// A value of a type that an operator cannot take: TypeError, InvalidArgumentType.
Error operand_type_error(std::string message);
/// A value that a function cannot take: TypeError, InvalidArgumentValue.
Error argument_value_error(std::string_view function, const Value& value, std::string_view wanted);
/// A value of the wrong type for a function's parameter: ArgumentError, InvalidArgumentType.
Error argument_type_error(std::string_view function, const Value& value, std::string_view wanted);
/// A number outside what a function takes: ArgumentError, NumberOutOfRange.
Error argument_range_error(std::string message);
/// Integer arithmetic that leaves 64 bits: ArithmeticError, NumberOutOfRange.
Error integer_overflow(std::string_view operation);
Error division_by_zero();
Error deleted_element(bool node);
/// A list or string longer than the engine makes: LimitError, ValueTooLarge.
Error value_too_large(std::string message);

/// The longest list and the longest string that operators and functions make.
constexpr std::size_t max_list_items = 50'000'000;
constexpr std::size_t max_string_bytes = std::size_t{1} << 28;

}  // namespace normgraph::query
