#pragma once

#include "graph/export_request.hpp"
#include "graph/result.hpp"

namespace normgraph::repl {

/// Answers EXPORT: writes the file that INTO names, which must not exist, and tells what went into
/// it; without INTO the answer is the text, a row a line. Throws Error: NG2950 and NG2951
/// (formats), NG5123 (the file exists), NG5121 (it cannot be written), NG6011 (too long without
/// INTO).
Answer export_statement(const ExportRequest& request);

}  // namespace normgraph::repl
