// Any bytes as linked data: problems, never a crash.

#include <cstddef>
#include <cstdint>
#include <string>

#include "graph/database.hpp"
#include "graph/store/view.hpp"
#include "loaders/rdf/rdf_graph.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace normgraph;
  static Database database({.path = "", .memory = true, .read_only = false});
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  loaders::Report report;
  loaders::ProblemLog log(report);
  const auto writing = database.store().begin_write();
  writing->begin_statement();
  loaders::load_rdf(text, "fuzz.ttl", *writing, report, log, {});
  writing->undo_statement();
  return 0;
}
