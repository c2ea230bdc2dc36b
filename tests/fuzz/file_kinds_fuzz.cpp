// Any bytes as a mapping, as a graph of another tool, as an act in flat JSON, or as the first line
// of an export: problems, never a crash.

#include <cstddef>
#include <cstdint>
#include <string>

#include "graph/database.hpp"
#include "graph/store/view.hpp"
#include "loaders/acts/flat_act.hpp"
#include "loaders/csv/mapping.hpp"
#include "loaders/data/export_header.hpp"
#include "loaders/file_kind.hpp"
#include "loaders/graph_json.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace normgraph;
  static Database database({.path = "", .memory = true, .read_only = false});
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  loaders::Report report;
  loaders::ProblemLog log(report);
  std::string reason;
  loaders::kind_of_file(text, reason);
  loaders::read_mapping(text, "fuzz.json", log);
  loaders::parse_template(text);
  loaders::DataSet data;
  loaders::read_export_header(text, "fuzz.jsonl", data, log);
  std::vector<loaders::Problem> problems;
  loaders::read_flat_act(text, "fuzz.json", problems);
  const auto writing = database.store().begin_write();
  writing->begin_statement();
  loaders::load_graph_json(text, "fuzz.json", *writing, report, log);
  writing->undo_statement();
  return 0;
}
