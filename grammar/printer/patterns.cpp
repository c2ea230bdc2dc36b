#include "grammar/printer/printer.hpp"

namespace normgraph::printer {

using ast::LabelExpression;

/// `least`: 0 takes everything, 1 no bare disjunction, 2 no bare conjunction.
void Printer::labels(const LabelExpression& expression, int least) {
  switch (expression.kind) {
    case LabelExpression::Kind::Name:
      return name(expression.name.text);
    case LabelExpression::Kind::Any:
      return put("%");
    case LabelExpression::Kind::Not:
      put("!");
      return labels(*expression.operands.front(), 2);
    case LabelExpression::Kind::And:
    case LabelExpression::Kind::Or:
      break;
  }
  const int level = expression.kind == LabelExpression::Kind::Or ? 0 : 1;
  if (level < least) put("(");
  list(expression.operands, level == 0 ? "|" : "&",
       [&](const auto& operand) { labels(*operand, level); });
  if (level < least) put(")");
}

void Printer::node(const ast::NodePattern& node) {
  put("(");
  std::string_view blank;
  if (node.variable) {
    variable(node.variable->text);
    blank = " ";
  }
  if (node.labels) {
    put(":");
    labels(*node.labels);
    blank = " ";
  }
  if (node.properties) {
    put(blank);
    expression(*node.properties);
    blank = " ";
  }
  if (node.where) {
    put(blank);
    option("WHERE ", node.where);
  }
  put(")");
}

void Printer::length(const ast::LengthRange& length) {
  put("*");
  if (length.from) put(std::to_string(*length.from));
  if (length.from == length.to) return;
  put("..");
  if (length.to) put(std::to_string(*length.to));
}

void Printer::relationship(const ast::RelationshipPattern& pattern) {
  put(pattern.direction == ast::Direction::Left ? "<-" : "-");
  if (pattern.variable || pattern.types || pattern.length || pattern.properties || pattern.where) {
    put("[");
    if (pattern.variable) variable(pattern.variable->text);
    if (pattern.types) {
      put(":");
      labels(*pattern.types);
    }
    if (pattern.length) length(*pattern.length);
    const bool first = text_.back() == '[';
    option(first ? "" : " ", pattern.properties);
    option(first && !pattern.properties ? "WHERE " : " WHERE ", pattern.where);
    put("]");
  }
  put(pattern.direction == ast::Direction::Right ? "->" : "-");
}

void Printer::quantified(const ast::QuantifiedPath& quantified) {
  put("(");
  path(*quantified.pattern);
  option(" WHERE ", quantified.where);
  put("){" + std::to_string(quantified.from) + ",");
  if (quantified.to) put(std::to_string(*quantified.to));
  put("}");
}

void Printer::steps(const ast::PathPattern& path) {
  for (std::size_t i = 0; i < path.nodes.size(); ++i) {
    node(path.nodes[i]);
    if (i >= path.steps.size()) continue;
    if (const auto* step = std::get_if<ast::RelationshipPattern>(&path.steps[i])) {
      relationship(*step);
    } else {
      quantified(std::get<ast::QuantifiedPath>(path.steps[i]));
    }
  }
}

void Printer::path(const ast::PathPattern& path) {
  if (path.variable) {
    variable(path.variable->text);
    put(" = ");
  }
  bool function = false;
  switch (path.selector) {
    case ast::PathSelector::All:
      break;
    case ast::PathSelector::AnyShortest:
      put("ANY SHORTEST ");
      break;
    case ast::PathSelector::AllShortest:
      put("ALL SHORTEST ");
      break;
    case ast::PathSelector::ShortestK:
      put("SHORTEST " + std::to_string(path.k) + " ");
      break;
    case ast::PathSelector::LegacyShortest:
      put("shortestPath("), function = true;
      break;
    case ast::PathSelector::LegacyAllShortest:
      put("allShortestPaths("), function = true;
      break;
  }
  steps(path);
  if (function) put(")");
}

void Printer::pattern(const ast::Pattern& pattern) {
  list(pattern.paths, ", ", [this](const ast::PathPattern& part) { path(part); });
}

}  // namespace normgraph::printer
