#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include "graph/store/view.hpp"

namespace normgraph {

/// What an EXPORT statement wants written. Lives as long as the hook that it is given to.
struct ExportRequest {
  /// Shows the graph at the time that was asked for.
  const store::GraphView& view;
  When when;
  /// AS OF or KNOWN BY was said: only what exists, has begun and was public then.
  bool at_other_time = false;
  /// The selected nodes, ascending, each once; nothing: the whole graph.
  std::optional<std::vector<NodeId>> nodes;
  std::optional<std::string> format, into;
  const std::atomic<bool>* cancelled = nullptr;
};

}  // namespace normgraph
