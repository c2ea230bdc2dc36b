#pragma once

#include "graph/export_request.hpp"
#include "graph/result.hpp"
#include "repl/output_file.hpp"

namespace normgraph::repl {

/// Answers EXPORT: writes the file that INTO names, and tells what went into it; without INTO the
/// answer is the text, a row a line. Throws Error: NG2950 and NG2951 (formats), NG5121 and NG5123
/// (the file: see OutputFile), NG6011 (too long without INTO).
Answer export_statement(const ExportRequest& request, OutputFile::Existing existing);

}  // namespace normgraph::repl
