// Any bytes as a file of facts or as a schema: problems, never a crash.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "loaders/data/check.hpp"
#include "loaders/data/read_lines.hpp"
#include "tests/loaders/data_files.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace normgraph;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  loaders::Report report;
  loaders::ProblemLog log(report);
  std::vector<SchemaProblem> problems;
  loaders::DataSet data;
  data.schema = parse_schema(test::DataFolder::schema, problems);
  loaders::read_lines(test::DataFolder::facts, "facts.jsonl", data, log);
  loaders::read_lines(text, "fuzz.jsonl", data, log);
  loaders::check(data, {}, log);
  parse_schema(text, problems);
  return 0;
}
