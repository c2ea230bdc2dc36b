// The openCypher TCK's cases against the engine. passing.txt lists those that pass: none of them
// may fail again, and the list only grows.
//
//   NORMGRAPH_TCK             folder of cases.json and graphs.json (default: ../shared/tck)
//   NORMGRAPH_TCK_REPORT      file to write the failures into, one a line
//   NORMGRAPH_UPDATE_PASSING  rewrites passing.txt when no case of it fails

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "tests/support/tck.hpp"

namespace normgraph::tests {
namespace {

const std::string passing_file = NORMGRAPH_SOURCE_DIR "/tests/conformance/passing.txt";

std::string tck_folder() {
  const char* folder = std::getenv("NORMGRAPH_TCK");
  return folder ? folder : NORMGRAPH_SOURCE_DIR "/../shared/tck";
}

std::set<std::string> read_passing() {
  std::set<std::string> ids;
  std::ifstream file(passing_file);
  for (std::string line; std::getline(file, line);)
    if (!line.empty()) ids.insert(line);
  return ids;
}

void write_report(const std::vector<CaseOutcome>& outcomes) {
  const char* path = std::getenv("NORMGRAPH_TCK_REPORT");
  if (!path) return;
  std::ofstream report(path);
  for (const CaseOutcome& outcome : outcomes)
    if (!outcome.failure.empty()) report << outcome.id << ": " << outcome.failure << '\n';
}

void write_passing(const std::vector<CaseOutcome>& outcomes) {
  std::ofstream file(passing_file);
  for (const CaseOutcome& outcome : outcomes)  // in the order of the suite
    if (outcome.failure.empty()) file << outcome.id << '\n';
}

TEST(Conformance, PassingCasesKeepPassing) {
  if (!std::filesystem::exists(tck_folder() + "/cases.json"))
    GTEST_SKIP() << "no cases.json in " << tck_folder() << "; NORMGRAPH_TCK names its folder";
  const std::set<std::string> expected = read_passing();
  const std::vector<CaseOutcome> outcomes = run_tck(tck_folder());
  std::size_t passed = 0, lost = 0;
  for (const CaseOutcome& outcome : outcomes) {
    if (outcome.failure.empty()) {
      ++passed;
    } else if (expected.count(outcome.id) > 0) {
      ++lost;
      ADD_FAILURE() << outcome.id << ": " << outcome.failure;
    }
  }
  std::printf("passes %zu of %zu cases of the openCypher TCK (%zu are listed)\n", passed,
              outcomes.size(), expected.size());
  write_report(outcomes);
  EXPECT_GT(passed, 0u);
  if (std::getenv("NORMGRAPH_UPDATE_PASSING") && lost == 0) write_passing(outcomes);
}

}  // namespace
}  // namespace normgraph::tests
