#include "graph/stored_schema.hpp"

#include "graph/last_parsed.hpp"

namespace normgraph {

std::shared_ptr<const Schema> stored_schema(const store::GraphView& view) {
  static LastParsed<Schema> last;
  return last.get(view.metadata("schema").value_or(""), [](std::string_view text) {
    std::vector<SchemaProblem> reported_before;
    return text.empty() ? Schema() : parse_schema(text, reported_before);
  });
}

}  // namespace normgraph
