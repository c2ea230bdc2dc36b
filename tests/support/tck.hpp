#pragma once

#include <string>
#include <vector>

// Runs the openCypher TCK's cases (a file cases.json, and graphs.json beside it) in this process.

namespace normgraph::tests {

struct CaseOutcome {
  std::string id;       // "Match1[3]"
  std::string failure;  // why it failed; empty: it passed
};

/// Every case of `folder`/cases.json, in the order of the file. A case passes when its set-up runs,
/// its rows or its error are the expected ones, the graph changed by exactly the expected side
/// effects, and its control queries agree.
std::vector<CaseOutcome> run_tck(const std::string& folder);

}  // namespace normgraph::tests
