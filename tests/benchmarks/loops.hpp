#pragma once

#include <string>

namespace normgraph::benchmarks {

/// Asks a loaded corpus what hand-written loops over arrays answer as well, checks that the answers
/// agree, and prints both times and their ratio. The number of questions answered differently.
int compare_with_loops(const std::string& path);

}  // namespace normgraph::benchmarks
