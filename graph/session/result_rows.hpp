#pragma once

#include <string>

#include "graph/query/plan.hpp"
#include "graph/result.hpp"
#include "graph/store/view.hpp"
#include "graph/value/vector.hpp"

namespace normgraph {

/// Adds the batch's rows to the table, elements copied out of the graph.
void append_rows(const Batch& batch, const query::Plan& plan, const store::GraphView& view,
                 Table& table);

/// Memory of the rows from `first` on.
std::int64_t bytes_of_rows(const Table& table, std::size_t first);

}  // namespace normgraph
