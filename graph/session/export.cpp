// EXPORT: its query says which things; exporters write them.

#include <algorithm>

#include "graph/export_request.hpp"
#include "graph/session/state.hpp"

namespace normgraph {

Answer Session::State::run_export(const ast::Statement& statement, const Map& parameters) {
  if (statement.explain != ast::ExplainMode::None) return run_sentence(statement, parameters);
  if (!shared().exporting) throw not_available("EXPORT");
  const ReadScope scope(*this);
  ExportRequest request{.view = scope.view(),
                        .when = time.when,
                        .at_other_time = time.asked,
                        .nodes = std::nullopt,
                        .format = std::nullopt,
                        .into = statement.into,
                        .cancelled = &cancelled};
  if (statement.format) request.format = statement.format->text;
  if (!std::get<ast::Export>(statement.node).selection) return shared().exporting(request);
  const Answer selected = run_sentence(statement, parameters);
  request.nodes.emplace();
  for (const std::vector<Value>& row : selected.tables.front().rows)
    if (row.front().type() == Type::Node) request.nodes->push_back(row.front().as_node());
  std::sort(request.nodes->begin(), request.nodes->end());
  Answer answer = shared().exporting(request);
  answer.warnings.insert(answer.warnings.begin(), selected.warnings.begin(),
                         selected.warnings.end());
  return answer;
}

}  // namespace normgraph
