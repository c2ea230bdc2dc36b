#pragma once

#include <string>
#include <vector>

#include "graph/value/value.hpp"

namespace normgraph {

/// What ASSUME … supposes while a statement runs. Nothing of it is written to the graph.
struct WhatIf {
  struct SupposedDate {
    std::string key, milestone;
    Period when;
  };
  struct SupposedDelay {
    std::string key;
    Duration by;
  };
  std::vector<SupposedDate> dates;
  std::vector<SupposedDelay> delays;
};

}  // namespace normgraph
