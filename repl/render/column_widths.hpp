#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "repl/render/grid.hpp"

namespace normgraph::repl {

/// The widths of the columns at which a table with its frame fits `width` (0: any), with as few
/// lines as may be. Nothing: it cannot fit without breaking words that should not be broken.
std::optional<std::vector<std::size_t>> column_widths(const Grid& grid, std::size_t width);

}  // namespace normgraph::repl
