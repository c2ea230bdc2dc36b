#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "graph/value/temporal.hpp"

namespace normgraph {
class Database;
}

namespace normgraph::loaders {

/// One problem in a file, for people: where, what was expected, what to do.
struct Problem {
  std::string file;
  std::uint32_t line = 0;  // 1-based; 0: the whole file
  std::string field;       // empty: the whole line
  std::string message;
  bool warning = false;
};

struct Report {
  std::uint64_t nodes = 0, relationships = 0, properties = 0;
  std::vector<Problem> problems;
  bool failed() const {
    for (const Problem& p : problems)
      if (!p.warning) return true;
    return false;
  }
};

/// Called now and then with the share done (0 to 1) and what is being done.
using Progress = std::function<void(double share, const std::string& what)>;

/// Loads a file or folder, by its kind: everything or, if there is a problem that is no warning,
/// nothing. Problems are in the report; Error is thrown for storage faults and missing files.
/// Of facts that change, the state on the day `today` is loaded; without it, that of the present
/// day.
Report load(Database& database, const std::string& path, const Progress& progress = {},
            std::optional<Date> today = {});

}  // namespace normgraph::loaders
