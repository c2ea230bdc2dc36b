#include "graph/value/stage.hpp"

#include <tuple>

namespace normgraph {

int stage_phase_rank(Stage stage) { return stage.code / 1000; }

int compare_stages(Stage a, Stage b) {
  const auto x = std::tuple(a.scheme, a.code), y = std::tuple(b.scheme, b.code);
  return x < y ? -1 : (y < x ? 1 : 0);
}

}  // namespace normgraph
