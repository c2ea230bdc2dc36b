#include "graph/stored_definitions.hpp"

#include <nlohmann/json.hpp>

#include "graph/last_parsed.hpp"

namespace normgraph {

std::shared_ptr<const nlohmann::ordered_json> stored_definitions(const store::GraphView& view) {
  static LastParsed<nlohmann::ordered_json> last;
  return last.get(view.metadata("definitions").value_or(""), [](std::string_view text) {
    return nlohmann::ordered_json::parse(text, nullptr, false);
  });
}

}  // namespace normgraph
