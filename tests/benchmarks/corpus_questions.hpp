#pragma once

// What is asked of the generated corpus of regulations, work items and citations.

#include <string>
#include <vector>

#include "graph/value/value.hpp"

namespace normgraph::benchmarks {

struct CorpusQuestion {
  const char* name;
  std::string statement;
  /// How many nodes or relationships have to be looked at to answer it, as a statement; empty: not
  /// told by the graph alone.
  std::string work;
  std::vector<Map> parameters;  // one run for each
};

/// With the parameters that the corpus's folder says in params.json.
std::vector<CorpusQuestion> corpus_questions(const std::string& folder);

}  // namespace normgraph::benchmarks
