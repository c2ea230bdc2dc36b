#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grammar/rewrite.hpp"
#include "graph/query/context.hpp"
#include "graph/value/value.hpp"

namespace normgraph {

/// Rows of one query. Nodes, relationships and paths in it carry their contents (Value::record), so
/// that it outlives the transaction.
struct Table {
  std::string name;  // which query of a domain statement; empty: the only one
  std::vector<std::string> columns;
  std::vector<std::vector<Value>> rows;
};

/// What one statement answers.
struct Answer {
  std::vector<Table> tables;  // none: a statement without result columns
  Presentation presentation;
  query::UpdateCounts counts;
  std::vector<std::string> warnings;
  /// The day that counted as today, and the day by which claims had to be public (none: any).
  Date today;
  std::optional<Date> known_by;
  /// FORMAT and INTO of the statement.
  std::optional<std::string> format, into;
  /// EXPLAIN and PROFILE: the tables are of operators, the last column in words, indented as they
  /// stand inside each other; those of one column "plan" are queries as text.
  bool is_plan = false;
};

}  // namespace normgraph
