#include "graph/session/plan_cache.hpp"

#include <bit>
#include <functional>

#include "grammar/parse.hpp"

namespace normgraph {

namespace {

constexpr std::size_t most_statements = 256;
/// Longer texts carry their data inside, and do not come twice.
constexpr std::size_t longest_text = 16 * 1024;

void mix(std::size_t& hash, std::string_view text) {
  hash = (hash ^ std::hash<std::string_view>()(text)) * 0x9E3779B97F4A7C15u;
}

std::size_t hash_of_indexes(const store::GraphView& view) {
  std::size_t hash = 0;
  for (const store::IndexInfo& index : view.indexes()) {
    mix(hash, index.label);
    mix(hash, index.property);
    mix(hash, index.unique ? "unique" : "");
  }
  return hash;
}

}  // namespace

PreparedStatement::Fingerprint PreparedStatement::fingerprint(std::uint64_t generation,
                                                              const store::GraphView& view) {
  return {.generation = generation,
          .names = view.label_count() + view.type_count() + view.key_count(),
          .indexes = hash_of_indexes(view),
          .magnitude = static_cast<int>(std::bit_width(view.node_count()))};
}

const query::Plan& PreparedStatement::plan(const ast::Query& query, const GraphState& state,
                                           const query::PlanningContext& context) {
  if (plan_ && state.exact && state == state_) return *plan_;
  const Fingerprint now = fingerprint(state.generation, *context.view);
  if (!plan_ || now != fingerprint_) {
    run_.reset();
    plan_.reset();
    plan_ = query::plan_query(query, context);
    fingerprint_ = now;
  }
  state_ = state;
  return *plan_;
}

std::shared_ptr<PreparedStatement> PlanCache::prepare(std::string_view text) {
  const auto found = statements_.find(text);
  if (found != statements_.end()) return found->second;
  auto prepared = std::make_shared<PreparedStatement>(parse_statement(text));
  if (text.size() > longest_text) return prepared;
  if (statements_.size() >= most_statements) statements_.clear();
  statements_.emplace(text, prepared);
  return prepared;
}

}  // namespace normgraph
