#pragma once

#include <string>
#include <vector>

#include "repl/timeline/timeline.hpp"

namespace normgraph::repl {

/// The marks of a timeline: each kind of fact has a shape of its own, so that nothing depends on
/// colour.
class Shapes {
 public:
  explicit Shapes(const Timeline& timeline);

  /// In the order in which they first occur.
  const std::vector<std::string>& kinds() const { return kinds_; }
  /// The SVG path of a kind's mark, about 12 units high around (0, 0).
  const char* path_of(const std::string& kind) const;

 private:
  std::vector<std::string> kinds_;
};

}  // namespace normgraph::repl
