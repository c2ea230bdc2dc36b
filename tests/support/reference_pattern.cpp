#include <algorithm>

#include "graph/value/compare.hpp"
#include "tests/support/reference_evaluator.hpp"

namespace normgraph::tests {
namespace {

RelationshipRef ref_of(const ReferenceGraph& graph, std::size_t relationship) {
  return {RelationshipId{relationship}, graph.relationships[relationship].start,
          graph.relationships[relationship].end};
}

bool contains(const std::vector<std::size_t>& used, std::size_t relationship) {
  return std::find(used.begin(), used.end(), relationship) != used.end();
}

}  // namespace

bool ReferenceEvaluator::labels_fit(const ast::LabelExpression& wanted,
                                    const std::set<std::string>& has) {
  const auto fits = [&](const ast::LabelExpressionPtr& part) { return labels_fit(*part, has); };
  switch (wanted.kind) {
    case ast::LabelExpression::Kind::Name:
      return has.count(wanted.name.text) != 0;
    case ast::LabelExpression::Kind::Any:
      return !has.empty();
    case ast::LabelExpression::Kind::Not:
      return !fits(wanted.operands.front());
    case ast::LabelExpression::Kind::And:
      return std::all_of(wanted.operands.begin(), wanted.operands.end(), fits);
    case ast::LabelExpression::Kind::Or:
      return std::any_of(wanted.operands.begin(), wanted.operands.end(), fits);
  }
  return false;
}

bool ReferenceEvaluator::properties_fit(const ast::ExpressionPtr& wanted,
                                        const std::map<std::string, Value>& has, const Row& row) {
  if (!wanted) return true;
  for (const auto& [key, expression] : std::get<ast::MapLiteral>(wanted->node).entries) {
    const auto found = has.find(key.text);
    if (found == has.end() || equals(found->second, evaluate(*expression, row)) != Truth::True)
      return false;
  }
  return true;
}

bool ReferenceEvaluator::node_fits(const ast::NodePattern& pattern, NodeId node, const Row& row) {
  const ReferenceNode& it = graph_.nodes[node];
  return (!pattern.labels || labels_fit(*pattern.labels, it.labels)) &&
         properties_fit(pattern.properties, it.properties, row) && is_true(pattern.where, row);
}

void ReferenceEvaluator::match_patterns(const ast::Pattern& pattern, std::size_t index,
                                        const Walk& walk, const Walked& found) {
  if (index == pattern.paths.size()) return found(walk);
  Walk fresh = walk;
  fresh.path = Path();
  match_path(pattern.paths[index], fresh,
             [&](const Walk& next) { match_patterns(pattern, index + 1, next, found); });
}

/// A selector keeps, for each pair of ends, the shortest.
void ReferenceEvaluator::match_path(const ast::PathPattern& path, const Walk& walk,
                                    const Walked& found) {
  if (path.selector == ast::PathSelector::All) return match_whole_path(path, walk, found);
  std::map<std::pair<NodeId, NodeId>, std::vector<Walk>> by_ends;
  match_whole_path(path, walk, [&](const Walk& one) {
    by_ends[{one.path.nodes.front(), one.path.nodes.back()}].push_back(one);
  });
  const bool all = path.selector == ast::PathSelector::AllShortest ||
                   path.selector == ast::PathSelector::LegacyAllShortest;
  const std::size_t most =
      path.selector == ast::PathSelector::ShortestK ? static_cast<std::size_t>(path.k) : 1;
  for (auto& [ends, walks] : by_ends) {
    std::stable_sort(walks.begin(), walks.end(), [](const Walk& a, const Walk& b) {
      return a.path.relationships.size() < b.path.relationships.size();
    });
    const std::size_t least = walks.front().path.relationships.size();
    for (std::size_t i = 0; i < walks.size(); ++i)
      if (all ? walks[i].path.relationships.size() == least : i < most) found(walks[i]);
  }
}

void ReferenceEvaluator::match_whole_path(const ast::PathPattern& path, const Walk& walk,
                                          const Walked& found) {
  for (NodeId node = 0; node < graph_.nodes.size(); ++node) enter_node(path, 0, node, walk, found);
}

/// Takes a node as the one at `place` of the path, if it fits, and goes on from it.
void ReferenceEvaluator::enter_node(const ast::PathPattern& path, std::size_t place, NodeId node,
                                    Walk walk, const Walked& found) {
  const ast::NodePattern& pattern = path.nodes[place];
  if (pattern.variable) {
    const auto [bound, fresh] = walk.row.emplace(pattern.variable->text, Value::node(node));
    if (!fresh && (bound->second.type() != Type::Node || bound->second.as_node() != node)) return;
  }
  if (!node_fits(pattern, node, walk.row)) return;
  // Steps put the nodes that they lead to on the path themselves.
  if (walk.path.nodes.empty()) walk.path.nodes.push_back(node);
  if (place < path.steps.size()) return match_step(path, place, walk, found);
  if (path.variable) walk.row[path.variable->text] = Value::path(walk.path);
  found(walk);
}

void ReferenceEvaluator::match_step(const ast::PathPattern& path, std::size_t step,
                                    const Walk& walk, const Walked& found) {
  if (const auto* pattern = std::get_if<ast::RelationshipPattern>(&path.steps[step])) {
    if (pattern->length) {
      follow_many(path, step, walk, 0, {}, found);
    } else {
      follow(path, step, walk, found);
    }
    return;
  }
  Row groups;
  const auto& quantified = std::get<ast::QuantifiedPath>(path.steps[step]);
  for (const ast::NodePattern& node : quantified.pattern->nodes)
    if (node.variable) groups[node.variable->text] = Value::list({});
  for (const auto& inner : quantified.pattern->steps)
    if (const auto* r = std::get_if<ast::RelationshipPattern>(&inner); r && r->variable)
      groups[r->variable->text] = Value::list({});
  repeat(path, step, walk, 0, groups, found);
}

void ReferenceEvaluator::each_neighbour(const ast::RelationshipPattern& pattern, const Walk& walk,
                                        const std::function<void(std::size_t, NodeId)>& take) {
  const NodeId from = walk.path.nodes.back();
  for (std::size_t i = 0; i < graph_.relationships.size(); ++i) {
    const ReferenceRelationship& it = graph_.relationships[i];
    if (contains(walk.used, i)) continue;
    if (pattern.types && !labels_fit(*pattern.types, {it.type})) continue;
    if (!properties_fit(pattern.properties, it.properties, walk.row)) continue;
    const bool out = it.start == from && pattern.direction != ast::Direction::Left;
    const bool in = it.end == from && pattern.direction != ast::Direction::Right;
    if (out) take(i, it.end);
    if (in && !(out && it.start == it.end)) take(i, it.start);
  }
}

void ReferenceEvaluator::follow(const ast::PathPattern& path, std::size_t step, const Walk& walk,
                                const Walked& found) {
  const auto& pattern = std::get<ast::RelationshipPattern>(path.steps[step]);
  each_neighbour(pattern, walk, [&](std::size_t i, NodeId to) {
    Walk next = walk;
    const RelationshipRef ref = ref_of(graph_, i);
    if (pattern.variable) {
      const auto [bound, fresh] =
          next.row.emplace(pattern.variable->text, Value::relationship(ref));
      if (!fresh && !equivalent(bound->second, Value::relationship(ref))) return;
    }
    if (!is_true(pattern.where, next.row)) return;
    next.used.push_back(i);
    next.path.relationships.push_back(ref);
    next.path.nodes.push_back(to);
    enter_node(path, step + 1, to, std::move(next), found);
  });
}

void ReferenceEvaluator::follow_many(const ast::PathPattern& path, std::size_t step,
                                     const Walk& walk, std::int64_t count, const List& list,
                                     const Walked& found) {
  const auto& pattern = std::get<ast::RelationshipPattern>(path.steps[step]);
  if (count >= pattern.length->from.value_or(1)) {
    Walk next = walk;
    if (pattern.variable) next.row[pattern.variable->text] = Value::list(list);
    enter_node(path, step + 1, walk.path.nodes.back(), std::move(next), found);
  }
  if (pattern.length->to && count >= *pattern.length->to) return;
  each_neighbour(pattern, walk, [&](std::size_t i, NodeId to) {
    Walk next = walk;
    next.used.push_back(i);
    next.path.relationships.push_back(ref_of(graph_, i));
    next.path.nodes.push_back(to);
    List longer = list;
    longer.push_back(Value::relationship(ref_of(graph_, i)));
    follow_many(path, step, next, count + 1, longer, found);
  });
}

void ReferenceEvaluator::repeat(const ast::PathPattern& path, std::size_t step, const Walk& walk,
                                std::int64_t count, const Row& groups, const Walked& found) {
  const auto& quantified = std::get<ast::QuantifiedPath>(path.steps[step]);
  if (count >= quantified.from) {
    Walk next = walk;
    for (const auto& [name, list] : groups) next.row[name] = list;
    enter_node(path, step + 1, walk.path.nodes.back(), std::move(next), found);
  }
  if (quantified.to && count >= *quantified.to) return;
  enter_node(*quantified.pattern, 0, walk.path.nodes.back(), walk, [&](const Walk& inner) {
    if (!is_true(quantified.where, inner.row)) return;
    Row longer = groups;
    for (auto& [name, list] : longer) {
      List items = list.as_list();
      items.push_back(inner.row.at(name));
      list = Value::list(std::move(items));
    }
    Walk next = inner;
    next.row = walk.row;
    repeat(path, step, next, count + 1, longer, found);
  });
}

}  // namespace normgraph::tests
