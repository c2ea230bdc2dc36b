#pragma once

#include <string>
#include <vector>

namespace normgraph::benchmarks {

/// A corpus in several sizes, from small to large.
struct CorpusSize {
  std::string folder, graph;  // the CSV files, and where they are loaded
};

/// Prints for each question of the corpus the time at each size, and how time and work grow.
void print_growth(const std::vector<CorpusSize>& sizes);

}  // namespace normgraph::benchmarks
