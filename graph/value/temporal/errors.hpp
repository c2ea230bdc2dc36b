#pragma once

#include <string>
#include <string_view>

namespace normgraph {

// What temporal functions throw. All are runtime errors, and say what was wrong with which text.

/// NG3110 ArgumentError/InvalidArgumentValue: the text is not a `type` ("date"); `example` shows
/// one.
[[noreturn]] void throw_bad_text(std::string_view type, std::string_view text,
                                 std::string_view example);
/// NG3111 ArgumentError/InvalidArgumentValue: a component is missing, unknown or out of its range.
[[noreturn]] void throw_bad_component(std::string message);
/// NG3112 ArithmeticError/InvalidArgumentValue: the result is beyond what the type can hold.
[[noreturn]] void throw_out_of_range(std::string_view what);
/// NG3113 TypeError/InvalidArgumentValue: a function or operator got a value of a type that it
/// cannot take.
[[noreturn]] void throw_bad_type(std::string message);

}  // namespace normgraph
