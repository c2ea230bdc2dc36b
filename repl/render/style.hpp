#pragma once

#include <cstddef>
#include <string>

namespace normgraph::repl {

/// How rows look, apart from their format.
struct Style {
  std::size_t width = 0;  // columns to fit into; 0: any
  bool color = false;     // bold headings, faint rules
  bool unicode = true;    // rules drawn with lines; else with - + |
  /// Ends the answers of domain statements; empty: not wanted. Short for tables, full for
  /// documents.
  std::string limits_short = {}, limits_full = {};
  /// Which data the graph holds and to which day it reaches, for documents; empty: not known.
  std::string data_version = {}, data_day = {};
};

}  // namespace normgraph::repl
