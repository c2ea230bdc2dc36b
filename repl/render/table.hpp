#pragma once

#include <string>
#include <vector>

#include "graph/result.hpp"
#include "repl/render/style.hpp"

namespace normgraph::repl {

struct TableOptions {
  /// For readers of a domain statement's answer: no null, `a, b` instead of ['a', 'b'], and what
  /// says little is left out where there is no room.
  bool for_readers = false;
  /// Columns that readers do without.
  std::vector<std::string> details = {};
};

/// Appends rows as a table that fits `style.width`: columns shrink and their text is wrapped; where
/// even that does not fit, each row becomes a record of its own.
void render_table(std::string& out, const Table& table, const Style& style,
                  const TableOptions& options);

}  // namespace normgraph::repl
