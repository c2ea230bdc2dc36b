#pragma once

#include <string>
#include <string_view>

#include "graph/value/value.hpp"

// Values as text for people: in result tables, messages and toString().

namespace normgraph {

/// The value as a cell of a result: strings as they are; inside lists, maps and elements they are
/// quoted. Nodes read `(:Article {number: '9'})`, relationships `[:CITES]`, paths `(…)-[…]->(…)`;
/// those without copied contents show their number, `(#12)`.
std::string to_text(const Value& value);
/// As a literal of the language where there is one: strings quoted also at the top.
std::string to_literal(const Value& value);
/// The shortest text that reads back as the same number, always with a point or an exponent;
/// "NaN", "Infinity", "-Infinity".
std::string float_text(double value);
/// 'it\'s': single quotes, with the escapes of the language.
std::string quoted(std::string_view text);
/// A name as the language writes it: in backticks unless it is a plain identifier.
std::string name_text(std::string_view name);

/// What toString() answers: of booleans, numbers, strings, temporal values, periods and stages.
/// Throws Error TypeError/InvalidArgumentValue for others; null stays null.
Value to_string_value(const Value& value);

}  // namespace normgraph
