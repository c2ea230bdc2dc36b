#pragma once

#include <optional>

#include "graph/value/value.hpp"
#include "loaders/rdf/turtle.hpp"

namespace normgraph::loaders {

/// The value of a literal: numbers, truth values, dates, times and durations of XML Schema, periods
/// of EDTF (Library of Congress), texts. nullopt: its form is none of its datatype's, or too large,
/// or the datatype is another one; it can be kept as a text.
std::optional<Value> value_of(const Term& literal);

}  // namespace normgraph::loaders
