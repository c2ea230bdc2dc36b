// The examples in README.md and docs/*.md give what they say (tests/support/documentation.hpp).
// NORMGRAPH_UPDATE_DOCS=1 writes the real output into the files.

#include "tests/support/documentation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace normgraph::tests {
namespace {

constexpr const char* example_day = "2026-11-21";

std::vector<std::string> documents() {
  std::vector<std::string> paths{NORMGRAPH_SOURCE_DIR "/README.md"};
  for (const auto& entry : std::filesystem::directory_iterator(NORMGRAPH_SOURCE_DIR "/docs"))
    if (entry.path().extension() == ".md") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

class Documentation : public testing::TestWithParam<std::string> {};

TEST_P(Documentation, ExamplesAreTrue) {
  const std::string& path = GetParam();
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not there";
  const std::vector<std::string> lines = read_lines(path);
  const std::vector<Example> examples = read_examples(lines);
  std::vector<std::string> outputs;
  std::unique_ptr<StatementBench> bench;
  std::unique_ptr<Console> console;
  int session = -1;
  for (const Example& example : examples) {
    if (example.kind == Example::Kind::Console) {
      if (!console) console = std::make_unique<Console>();
      outputs.push_back(console->run_block(example.text));
    } else {
      if (!bench || example.session != session)
        bench = std::make_unique<StatementBench>(example.graph, example_day);
      session = example.session;
      outputs.push_back(statements_output(*bench, example.text));
    }
  }
  if (std::getenv("NORMGRAPH_UPDATE_DOCS")) {
    std::ofstream(path) << with_outputs(lines, examples, outputs);
    return;
  }
  for (std::size_t i = 0; i < examples.size(); ++i) {
    SCOPED_TRACE(path + ":" + std::to_string(examples[i].line));
    if (examples[i].has_output)
      EXPECT_EQ(outputs[i], examples[i].output);
    else
      EXPECT_EQ(outputs[i].find("error NG"), std::string::npos) << outputs[i];
  }
}

INSTANTIATE_TEST_SUITE_P(Files, Documentation, testing::ValuesIn(documents()),
                         [](const testing::TestParamInfo<std::string>& info) {
                           std::string name = std::filesystem::path(info.param).stem();
                           for (char& c : name)
                             if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
                           return name;
                         });

}  // namespace
}  // namespace normgraph::tests
