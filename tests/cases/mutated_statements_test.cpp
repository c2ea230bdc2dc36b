// Statements that are almost right may fail, but only with an Error that says where and why; the
// session works on. Run it in a build with sanitizers now and then (docs/conformance.md).
//
//   NORMGRAPH_MUTATIONS   how many (default: 3000)

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "grammar/parse.hpp"
#include "graph/database.hpp"
#include "tests/support/mutations.hpp"

namespace normgraph::tests {
namespace {

/// Every statement of the cases on new graphs: what stands before the expectations.
std::vector<std::string> corpus() {
  const std::filesystem::path root = NORMGRAPH_SOURCE_DIR "/tests/cases";
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root))
    if (entry.path().extension() == ".test") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> statements;
  for (const std::filesystem::path& path : paths) {
    std::ifstream file(path);
    std::string script;
    bool in_statements = false;
    for (std::string line; std::getline(file, line);) {
      if (line.rfind("== ", 0) == 0) {
        in_statements = true;
      } else if (line.rfind("---- ", 0) == 0 && in_statements) {
        in_statements = false;
        for (const ScriptPiece& piece : split_script(script)) statements.emplace_back(piece.text);
        script.clear();
      } else if (in_statements) {
        script += line + '\n';
      }
    }
  }
  return statements;
}

/// What is wrong with an error; empty: nothing.
std::string complaint(const Error& error, const std::string& text) {
  if (error.code.rfind("NG", 0) != 0) return "has no code";
  if (error.message.empty()) return "has no message";
  if (error.error_class.empty() || error.detail.empty()) return "has no class";
  if (error.has_span && std::size_t{error.span.offset} + error.span.length > text.size())
    return "is outside of the text";
  return "";
}

TEST(MutatedStatements, FailWithErrorsOnly) {
  const char* wanted = std::getenv("NORMGRAPH_MUTATIONS");
  const int count = wanted ? std::atoi(wanted) : 3000;
  Mutations mutations(corpus(), 20261121);
  Database database({.path = "", .memory = true, .read_only = false});
  int answers = 0;
  for (int i = 0; i < count; ++i) {
    if (i % 50 == 0) database.reset();
    const std::string text = mutations.next();
    const std::unique_ptr<Session> session = database.session();
    session->options().timeout_seconds = 0.25;
    session->options().memory_limit = 64'000'000;
    try {
      session->run(text);
      ++answers;
    } catch (const Error& error) {
      EXPECT_EQ(complaint(error, text), "") << error.message << "\n" << text;
    } catch (const std::exception& other) {
      ADD_FAILURE() << "not an Error: " << other.what() << "\n" << text;
    }
  }
  EXPECT_GT(answers, count / 25) << "most mutations should not be plain nonsense";
  EXPECT_LT(answers, count);
  database.reset();
  EXPECT_EQ(database.session()->run("RETURN 1 AS x").tables.at(0).rows.size(), 1u);
}

}  // namespace
}  // namespace normgraph::tests
