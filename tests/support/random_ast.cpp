#include "tests/support/random_ast.hpp"

#include <array>
#include <limits>

namespace normgraph {

std::string RandomAst::word() {
  static const std::array words = {
      "a",      "b",    "n",        "x",         "count",        "any",
      "reduce", "show", "gaps",     "filter",    "shortestPath", "order",
      "match",  "null", "odd name", "tick`tock", "größe",        "_1",
      "WITH",   "in",   ""};
  // The empty name is no name in the language.
  return words[static_cast<std::size_t>(below(static_cast<int>(words.size()) - 1))];
}

std::string RandomAst::text() {
  static const std::array texts = {"",     "plain",   "it's",       "\"both' \\", "line\nfeed\t",
                                   "\x01", "größe 😀", "2025-05-08", "// no",      "`"};
  return texts[static_cast<std::size_t>(below(static_cast<int>(texts.size())))];
}

ast::Name RandomAst::name() { return {word(), {}}; }

ast::ExpressionPtr RandomAst::make(ast::Expression expression) {
  auto result = std::make_unique<ast::Expression>(std::move(expression));
  result->parenthesised = chance(10);
  return result;
}

ast::ExpressionPtr RandomAst::literal() {
  ast::Literal value;
  switch (below(8)) {
    case 0:
      value.value = ast::Null{};
      break;
    case 1:
      value.value = chance(50);
      break;
    case 2:
      value.value = static_cast<std::int64_t>(below(100)) - 50;
      break;
    case 3:
      value.value = chance(50) ? std::numeric_limits<std::int64_t>::min()
                               : std::numeric_limits<std::int64_t>::max();
      break;
    case 4:
      value.value = (below(2000) - 1000) / 7.0;
      break;
    case 5:
      value.value = chance(50) ? 1e300 : -1e-300;
      break;
    case 6:
      value.value = text();
      break;
    default:
      return make({ast::Parameter{chance(30) ? "1" : word()}, {}, false});
  }
  return make({std::move(value), {}, false});
}

ast::ExpressionPtr RandomAst::operation(int depth) {
  switch (below(7)) {
    case 0:
      return make({ast::Unary{static_cast<ast::UnaryOperator>(below(5)), expression(depth - 1)},
                   {},
                   false});
    case 1: {
      ast::Comparison comparison;
      comparison.first = expression(depth - 1);
      for (int i = below(2); i >= 0; --i) {
        comparison.rest.emplace_back(static_cast<ast::ComparisonOperator>(below(6)),
                                     expression(depth - 1));
      }
      return make({std::move(comparison), {}, false});
    }
    case 2:
      return make({ast::LabelTest{expression(depth - 1), labels(2)}, {}, false});
    case 3:
      return make({ast::Property{expression(depth - 1), name()}, {}, false});
    case 4:
      return make({ast::Subscript{expression(depth - 1), expression(depth - 1)}, {}, false});
    case 5:
      return make({ast::Slice{expression(depth - 1), chance(50) ? expression(depth - 1) : nullptr,
                              chance(50) ? expression(depth - 1) : nullptr},
                   {},
                   false});
    default:
      return make({ast::Binary{static_cast<ast::BinaryOperator>(below(14)), expression(depth - 1),
                               expression(depth - 1)},
                   {},
                   false});
  }
}

ast::ExpressionPtr RandomAst::call(int depth) {
  switch (below(4)) {
    case 0: {
      ast::ListLiteral list;
      for (int i = below(3); i > 0; --i) list.items.push_back(expression(depth - 1));
      return make({std::move(list), {}, false});
    }
    case 1: {
      ast::MapLiteral map;
      for (int i = below(3); i > 0; --i) map.entries.emplace_back(name(), expression(depth - 1));
      return make({std::move(map), {}, false});
    }
    case 2: {
      ast::Case choice;
      if (chance(50)) choice.subject = expression(depth - 1);
      for (int i = below(2); i >= 0; --i)
        choice.alternatives.emplace_back(expression(depth - 1), expression(depth - 1));
      if (chance(50)) choice.otherwise = expression(depth - 1);
      return make({std::move(choice), {}, false});
    }
    default: {
      ast::FunctionCall function;
      function.name = {chance(20) ? "duration.between" : word(), {}};
      function.distinct = chance(20);
      for (int i = below(3); i > 0; --i) function.arguments.push_back(expression(depth - 1));
      return make({std::move(function), {}, false});
    }
  }
}

ast::ExpressionPtr RandomAst::iteration(int depth) {
  const auto maybe = [&](bool where) {
    return chance(50) ? (where ? condition(depth - 1) : expression(depth - 1)) : nullptr;
  };
  switch (below(4)) {
    case 0:
      return make({ast::ListComprehension{name(), expression(depth - 1), maybe(true), maybe(false)},
                   {},
                   false});
    case 1:
      return make({ast::Quantifier{static_cast<ast::QuantifierKind>(below(4)), name(),
                                   expression(depth - 1), maybe(true)},
                   {},
                   false});
    case 2:
      return make({ast::Reduce{name(), expression(depth - 1), name(), expression(depth - 1),
                               expression(depth - 1)},
                   {},
                   false});
    default: {
      auto steps = std::make_unique<ast::PathPattern>(path(depth - 1, false));
      if (chance(30)) steps->variable = name();
      return make({ast::PatternComprehension{std::move(steps), maybe(true), expression(depth - 1)},
                   {},
                   false});
    }
  }
}

ast::ExpressionPtr RandomAst::subquery(int depth) {
  ast::Subquery result;
  result.kind = static_cast<ast::SubqueryKind>(below(3));
  result.query = std::make_unique<ast::Query>();
  ast::SingleQuery single;
  single.clauses.push_back(reading(depth - 1));
  result.query->parts.push_back(std::move(single));
  return make({std::move(result), {}, false});
}

ast::ExpressionPtr RandomAst::expression(int depth) {
  if (depth <= 0) return chance(50) ? literal() : make({ast::Variable{word()}, {}, false});
  switch (below(8)) {
    case 0:
      return literal();
    case 1:
      return call(depth);
    case 2:
      return iteration(depth);
    case 3:
      return chance(30) ? subquery(depth) : expression(0);
    default:
      return operation(depth);
  }
}

/// What WHERE may hold: also bare patterns, handed on by logical operators.
ast::ExpressionPtr RandomAst::condition(int depth) {
  switch (below(5)) {
    case 0:
      return make(
          {ast::PatternPredicate{std::make_unique<ast::PathPattern>(path(depth - 1, false))},
           {},
           false});
    case 1:
      return make({ast::Unary{ast::UnaryOperator::Not, condition(depth - 1)}, {}, false});
    case 2:
      if (depth <= 0) break;
      return make({ast::Binary{static_cast<ast::BinaryOperator>(below(3)), condition(depth - 1),
                               condition(depth - 1)},
                   {},
                   false});
    default:
      break;
  }
  return expression(depth);
}

ast::LabelExpressionPtr RandomAst::labels(int depth) {
  using Kind = ast::LabelExpression::Kind;
  auto result = std::make_unique<ast::LabelExpression>();
  result->kind = depth <= 0 || chance(50) ? Kind::Name : static_cast<Kind>(1 + below(4));
  if (result->kind == Kind::Name) result->name = name();
  const int operands = result->kind == Kind::Not                               ? 1
                       : result->kind == Kind::And || result->kind == Kind::Or ? 2 + below(2)
                                                                               : 0;
  for (int i = 0; i < operands; ++i) result->operands.push_back(labels(depth - 1));
  return result;
}

ast::NodePattern RandomAst::node(int depth) {
  ast::NodePattern result;
  if (chance(60)) result.variable = name();
  if (chance(50)) result.labels = labels(2);
  if (chance(20)) {
    ast::MapLiteral map;
    map.entries.emplace_back(name(), expression(depth - 1));
    result.properties = std::make_unique<ast::Expression>();
    result.properties->node = std::move(map);
  }
  return result;
}

ast::RelationshipPattern RandomAst::relationship(int depth) {
  ast::RelationshipPattern result;
  result.direction = static_cast<ast::Direction>(below(3));
  if (chance(50)) result.variable = name();
  if (chance(50)) result.types = labels(1);
  if (chance(30)) {
    result.length.emplace();
    if (chance(50)) result.length->from = below(3);
    if (chance(50)) result.length->to = 3 + below(3);
  }
  if (chance(20)) result.where = condition(depth - 1);
  return result;
}

ast::PathPattern RandomAst::path(int depth, bool quantified) {
  ast::PathPattern result;
  result.nodes.push_back(node(depth));
  for (int i = below(2); i >= 0; --i) {
    if (quantified && chance(20)) {
      ast::QuantifiedPath step;
      step.pattern = std::make_unique<ast::PathPattern>(path(depth - 1, false));
      step.from = below(3);
      if (chance(50)) step.to = 3 + below(3);
      result.steps.emplace_back(std::move(step));
    } else {
      result.steps.emplace_back(relationship(depth));
    }
    result.nodes.push_back(node(depth));
  }
  return result;
}

ast::Pattern RandomAst::pattern(int depth) {
  ast::Pattern result;
  for (int i = below(2); i >= 0; --i) {
    ast::PathPattern part = path(depth, true);
    part.selector = chance(80) ? ast::PathSelector::All : static_cast<ast::PathSelector>(below(6));
    part.k = part.selector == ast::PathSelector::ShortestK ? 1 + below(5) : 1;
    if (chance(30)) part.variable = name();
    result.paths.push_back(std::move(part));
  }
  return result;
}

ast::Projection RandomAst::projection(int depth) {
  ast::Projection result;
  result.distinct = chance(20);
  result.star = chance(20);
  for (int i = below(2) + (result.star ? 0 : 1); i > 0; --i) {
    ast::ProjectionItem item;
    item.expression = expression(depth);
    if (chance(50)) item.alias = name();
    result.items.push_back(std::move(item));
  }
  if (chance(30)) result.order.push_back({expression(depth), chance(50)});
  if (chance(20)) result.skip = expression(depth - 1);
  if (chance(20)) result.limit = expression(depth - 1);
  return result;
}

ast::Clause RandomAst::reading(int depth) {
  const auto where = [&] { return chance(50) ? condition(depth) : nullptr; };
  ast::Clause clause;
  switch (below(6)) {
    case 0:
      clause.node = ast::With{projection(depth), where()};
      break;
    case 1: {
      ast::Unwind unwind{expression(depth), name(), std::nullopt, false};
      if (chance(50)) unwind.ordinality = name(), unwind.offset = chance(50);
      clause.node = std::move(unwind);
      break;
    }
    case 2:
      clause.node = ast::Filter{condition(depth)};
      break;
    case 3: {
      ast::Let let;
      let.assignments.emplace_back(name(), expression(depth));
      clause.node = std::move(let);
      break;
    }
    default:
      clause.node = ast::Match{chance(30), pattern(depth), where()};
      break;
  }
  return clause;
}

ast::ClaimOptions RandomAst::claim(int depth) {
  ast::ClaimOptions result;
  if (chance(20)) result.effective = expression(depth - 1);
  if (chance(20)) result.source = expression(depth - 1);
  if (chance(10)) result.correcting = expression(depth - 1);
  result.planned = chance(10);
  return result;
}

ast::SetItem RandomAst::set_item(int depth) {
  ast::SetItem item;
  item.kind = static_cast<ast::SetItem::Kind>(below(4));
  auto subject = std::make_unique<ast::Expression>();
  subject->node = ast::Variable{word()};
  if (item.kind == ast::SetItem::Kind::Property) {
    auto property = std::make_unique<ast::Expression>();
    property->node = ast::Property{std::move(subject), name()};
    subject = std::move(property);
  }
  item.target = std::move(subject);
  if (item.kind == ast::SetItem::Kind::Labels) {
    item.labels.push_back(name());
  } else {
    item.value = expression(depth);
  }
  return item;
}

ast::Clause RandomAst::updating(int depth) {
  ast::Clause clause;
  switch (below(5)) {
    case 0:
      clause.node = ast::Create{pattern(depth), claim(depth)};
      break;
    case 1: {
      ast::Merge merge;
      merge.pattern = path(depth, false);
      if (chance(50)) merge.on_create.push_back(set_item(depth));
      if (chance(50)) merge.on_match.push_back(set_item(depth));
      merge.claim = claim(depth);
      clause.node = std::move(merge);
      break;
    }
    case 2: {
      ast::Delete removal;
      removal.detach = chance(50);
      removal.targets.push_back(expression(depth));
      removal.claim = claim(depth);
      clause.node = std::move(removal);
      break;
    }
    case 3: {
      ast::Foreach foreach{name(), expression(depth), {}};
      ast::Set set;
      set.items.push_back(set_item(depth));
      ast::Clause body;
      body.node = std::move(set);
      foreach
        .body.push_back(std::move(body));
      clause.node = std::move(foreach);
      break;
    }
    default: {
      ast::Set set;
      for (int i = below(2); i >= 0; --i) set.items.push_back(set_item(depth));
      set.claim = claim(depth);
      clause.node = std::move(set);
    }
  }
  return clause;
}

ast::Query RandomAst::query(int depth) {
  ast::Query result;
  const bool all = chance(50);
  for (int parts = 1 + (chance(20) ? 1 : 0); parts > 0; --parts) {
    if (!result.parts.empty()) result.all_between.push_back(all);
    ast::SingleQuery single;
    for (int i = below(3); i > 0; --i)
      single.clauses.push_back(chance(70) ? reading(depth) : updating(depth));
    ast::Clause last;
    last.node = ast::Return{projection(depth)};
    single.clauses.push_back(std::move(last));
    result.parts.push_back(std::move(single));
  }
  return result;
}

ast::Statement RandomAst::statement() {
  ast::Statement result;
  result.explain = chance(10) ? ast::ExplainMode::Explain : ast::ExplainMode::None;
  if (chance(10)) result.time.as_of = ast::PeriodLiteral{"2025-05-08", {}};
  if (chance(10)) result.time.known_by = ast::PeriodLiteral{"$day", {}};
  for (; chance(20);) {
    ast::Assumption& assumed = result.time.assume.emplace_back();
    if (chance(30)) continue;  // DURATIONS
    assumed.of.emplace();
    assumed.of->kind = chance(50) ? ast::Reference::Kind::Key : ast::Reference::Kind::Parameter;
    assumed.of->text = assumed.of->kind == ast::Reference::Kind::Key ? "wi:18228" : "thing";
    if (chance(50)) {
      assumed.delayed_by = ast::Duration{"P6M", {}};
    } else {
      assumed.phase = chance(50) ? "40.60" : "formal vote";
      assumed.on = ast::PeriodLiteral{"2027-Q3", {}};
    }
  }
  result.node = query(3);
  if (chance(10)) result.format = name();
  if (chance(10)) result.into = text();
  return result;
}

}  // namespace normgraph
