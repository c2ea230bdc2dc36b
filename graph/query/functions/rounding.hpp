#pragma once

#include <optional>
#include <string_view>

namespace normgraph::query {

enum class RoundingMode { Up, Down, Ceiling, Floor, HalfUp, HalfDown, HalfEven };
std::optional<RoundingMode> rounding_mode(std::string_view name);

/// Rounds to `places` decimal places (0 or more) as a person would: on the shortest decimal text of
/// the number, so that 2.675 is a tie.
double round_decimal(double value, int places, RoundingMode mode);

}  // namespace normgraph::query
