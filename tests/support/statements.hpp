#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "graph/database.hpp"

namespace normgraph::tests {

enum class GraphKind : std::uint8_t {
  Empty,              // a new one in memory
  Shipped,            // the shipped data, loaded once and shared: for reading only
  TwoRegulations,     // the same with tests/regulation beside it
  AnotherRegulation,  // tests/regulation alone, under the schema and the rules of the shipped data
};

/// What one statement gave: an answer, or an error as the program shows it.
struct StatementOutcome {
  Answer answer;
  std::string output;  // the answer as a table, 100 columns wide, without colour
  std::string error_text;
};

/// A graph and a session on it, for tests that run texts.
class StatementBench {
 public:
  /// `today`: empty, or the day that counts as today.
  StatementBench(GraphKind kind, const std::string& today);

  std::vector<StatementOutcome> run_script(const std::string& script);

 private:
  StatementOutcome run(std::string_view statement, const std::string& script, std::uint32_t offset);

  std::unique_ptr<Database> own_;
  Database* database_;
  std::unique_ptr<Session> session_;
  std::optional<Date> today_;
};

}  // namespace normgraph::tests
