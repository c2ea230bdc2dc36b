#pragma once

#include <string>

#include "graph/query/execute.hpp"
#include "graph/result.hpp"

namespace normgraph {

/// A text as a table: a line a row.
Table lines_table(const std::string& text);

/// EXPLAIN: the operators with the rows that are expected of them; PROFILE, after the end, what was
/// `measured` besides. The last row stands for the whole.
Table plan_table(const query::Plan& plan, const query::Execution& execution, bool measured);

}  // namespace normgraph
