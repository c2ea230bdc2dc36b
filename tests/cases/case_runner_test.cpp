// Runs the cases of tests/cases/**/*.test (README.md there describes the form).

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <memory>

#include "graph/value/json.hpp"
#include "tests/support/statements.hpp"

namespace normgraph::tests {
namespace {

struct Expectation {
  std::string kind;
  std::vector<std::string> lines;
};

struct Case {
  std::string file, name;
  int line = 0;
  GraphKind graph = GraphKind::Empty;
  std::string today;
  std::string statements;
  std::vector<Expectation> expectations;
};

std::ostream& operator<<(std::ostream& out, const Case& one) {
  return out << one.file << ':' << one.line << ": " << one.name;
}

bool begins_with(const std::string& text, const char* start) { return text.rfind(start, 0) == 0; }

std::string behind(const std::string& line, std::size_t start) {
  const std::size_t first = line.find_first_not_of(' ', start);
  return first == std::string::npos ? "" : line.substr(first);
}

GraphKind graph_named(const std::string& name) {
  if (name == "shipped") return GraphKind::Shipped;
  if (name == "two regulations") return GraphKind::TwoRegulations;
  if (name == "another regulation") return GraphKind::AnotherRegulation;
  return GraphKind::Empty;
}

/// Reads one file; what is wrong with it becomes a case that fails.
std::vector<Case> read_cases(const std::filesystem::path& path, const std::string& name) {
  std::vector<Case> cases;
  Case header{
      .file = name, .name = "", .line = 0, .today = "", .statements = "", .expectations = {}};
  std::ifstream file(path);
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (begins_with(line, "== ")) {
      cases.push_back(header);
      cases.back().name = behind(line, 3);
      cases.back().line = number;
    } else if (cases.empty()) {
      if (begins_with(line, "graph: ")) header.graph = graph_named(behind(line, 7));
      if (begins_with(line, "today: ")) header.today = behind(line, 7);
    } else if (begins_with(line, "---- ")) {
      cases.back().expectations.push_back({.kind = behind(line, 5), .lines = {}});
    } else if (!cases.back().expectations.empty()) {
      cases.back().expectations.back().lines.push_back(line);
    } else if (!begins_with(line, "#")) {
      cases.back().statements += line + '\n';
    }
  }
  for (Case& one : cases)
    for (Expectation& expectation : one.expectations)  // blank lines and comments between cases
      while (!expectation.lines.empty() &&
             (expectation.lines.back().empty() || begins_with(expectation.lines.back(), "#")))
        expectation.lines.pop_back();
  return cases;
}

std::vector<Case> all_cases() {
  const std::filesystem::path root = NORMGRAPH_SOURCE_DIR "/tests/cases";
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root))
    if (entry.path().extension() == ".test") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<Case> cases;
  for (const std::filesystem::path& path : paths)
    for (Case& one : read_cases(path, path.lexically_relative(root).string()))
      cases.push_back(std::move(one));
  return cases;
}

std::string canonical(const std::string& json) {
  std::string text;
  append_json(text, parse_json(json));
  return text;
}

std::vector<std::string> row_texts(const Table& table) {
  std::vector<std::string> texts;
  for (const std::vector<Value>& row : table.rows) {
    std::string text;
    append_json(text, Value::list(row));
    texts.push_back(std::move(text));
  }
  return texts;
}

std::string column_text(const Table& table) {
  List columns;
  for (const std::string& column : table.columns) columns.push_back(Value::string(column));
  std::string text;
  append_json(text, Value::list(std::move(columns)));
  return text;
}

void expect_rows(const StatementOutcome& outcome, const std::vector<std::string>& lines,
                 bool ordered) {
  ASSERT_FALSE(lines.empty()) << "rows begin with the columns";
  ASSERT_EQ(outcome.error_text, "");
  ASSERT_FALSE(outcome.answer.tables.empty()) << "the statement has no result columns";
  const Table& table = outcome.answer.tables.front();
  EXPECT_EQ(column_text(table), canonical(lines.front()));
  std::vector<std::string> want, got = row_texts(table);
  for (std::size_t i = 1; i < lines.size(); ++i) want.push_back(canonical(lines[i]));
  if (!ordered) {
    std::sort(want.begin(), want.end());
    std::sort(got.begin(), got.end());
  }
  EXPECT_EQ(got, want);
}

void expect_each_line(const std::vector<std::string>& lines, const std::string& text) {
  EXPECT_NE(text, "");
  for (const std::string& line : lines)
    EXPECT_NE(text.find(line), std::string::npos) << "'" << line << "' is not in: " << text;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

void judge(const Expectation& expectation, const StatementOutcome& outcome) {
  if (expectation.kind == "rows" || expectation.kind == "ordered rows") {
    expect_rows(outcome, expectation.lines, expectation.kind == "ordered rows");
  } else if (expectation.kind == "table") {
    EXPECT_EQ(outcome.error_text, "");
    EXPECT_EQ(outcome.output, joined(expectation.lines));
  } else if (expectation.kind == "among rows") {
    ASSERT_FALSE(outcome.answer.tables.empty()) << outcome.error_text;
    expect_each_line(expectation.lines, joined(row_texts(outcome.answer.tables.front())));
  } else if (expectation.kind == "error") {
    expect_each_line(expectation.lines, outcome.error_text);
  } else if (expectation.kind == "warnings") {
    expect_each_line(expectation.lines, joined(outcome.answer.warnings));
  } else if (expectation.kind == "nothing") {
    EXPECT_EQ(outcome.error_text, "");
    EXPECT_TRUE(outcome.answer.tables.empty());
  } else {
    ADD_FAILURE() << "there is no expectation '" << expectation.kind << "'";
  }
}

class Cases : public testing::TestWithParam<Case> {};

TEST_P(Cases, Holds) {
  const Case& one = GetParam();
  StatementBench bench(one.graph, one.today);
  std::vector<StatementOutcome> outcomes = bench.run_script(one.statements);
  ASSERT_FALSE(outcomes.empty()) << "the case has no statement";
  for (std::size_t i = 0; i + 1 < outcomes.size(); ++i)
    ASSERT_EQ(outcomes[i].error_text, "") << "set-up";
  ASSERT_FALSE(one.expectations.empty()) << "the case expects nothing";
  for (const Expectation& expectation : one.expectations) judge(expectation, outcomes.back());
}

std::string test_name(const testing::TestParamInfo<Case>& info) {
  std::string name = info.param.file + '_' + info.param.name;
  for (char& c : name)
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  return name + '_' + std::to_string(info.param.line);
}

INSTANTIATE_TEST_SUITE_P(Files, Cases, testing::ValuesIn(all_cases()), test_name);

}  // namespace
}  // namespace normgraph::tests
