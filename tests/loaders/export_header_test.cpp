#include "loaders/data/export_header.hpp"

#include <gtest/gtest.h>

#include "loaders/problems.hpp"

namespace normgraph::loaders {
namespace {

std::vector<Problem> problems_of(std::string_view line) {
  Report report;
  ProblemLog log(report);
  DataSet data;
  read_export_header(line, "part.jsonl", data, log);
  return report.problems;
}

TEST(ExportHeader, AnyShapeIsToldWhatIsWrong) {
  for (const char* line :
       {"{}", "[]", "{\"normgraph\": 2}", "{\"normgraph\": 1, \"indexes\": [3]}",
        "{\"normgraph\": 1, \"indexes\": {}}", "{\"normgraph\": 1, \"statements\": 3}"})
    EXPECT_FALSE(problems_of(line).empty()) << line;
  EXPECT_TRUE(problems_of("{\"normgraph\": 1}").empty());
}

}  // namespace
}  // namespace normgraph::loaders
