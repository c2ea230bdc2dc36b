#pragma once

#include <string>
#include <vector>

namespace normgraph {

class Database;

/// The names that statements on a graph may use: for completion and "did you mean".
struct GraphNames {
  std::vector<std::string> labels, types, properties;  // as the graph has them
  std::vector<std::string> nouns;                      // of the domain statements
  std::vector<std::string> functions;                  // of the language
  std::vector<std::string> statements;                 // saved, for RUN
};
GraphNames names_of(Database& database);

}  // namespace normgraph
