#include "graph/query/bind/pattern_binder.hpp"

#include <algorithm>

#include "graph/query/bind/conditions.hpp"
#include "graph/query/bind/errors.hpp"

namespace normgraph::query::bind {
namespace {

const char* kind_of(StaticType type) {
  switch (type) {
    case StaticType::Node:
      return "a node";
    case StaticType::Relationship:
      return "a relationship";
    case StaticType::Path:
      return "a path";
    case StaticType::RelationshipList:
      return "a list of relationships";
    default:
      return "a value";
  }
}

[[noreturn]] void type_conflict(const ast::Name& name, StaticType is, const char* wanted) {
  throw binding_error("VariableTypeConflict",
                      "`" + name.text + "` is " + kind_of(is) + ", and cannot be used as " + wanted,
                      name.span)
      .hint("use another name here");
}

bool may_be(StaticType type, std::initializer_list<StaticType> wanted) {
  if (type == StaticType::Any || type == StaticType::Null) return true;
  return std::find(wanted.begin(), wanted.end(), type) != wanted.end();
}

bool legacy(ast::PathSelector selector) {
  return selector == ast::PathSelector::LegacyShortest ||
         selector == ast::PathSelector::LegacyAllShortest;
}
bool all_of_shortest(ast::PathSelector selector) {
  return selector == ast::PathSelector::AllShortest ||
         selector == ast::PathSelector::LegacyAllShortest;
}

/// One relationship with or without a length: what the shortest-path search walks by itself.
bool is_one_step(const ast::PathPattern& path) {
  return path.steps.size() == 1 &&
         std::holds_alternative<ast::RelationshipPattern>(path.steps.front());
}

}  // namespace

bool is_selected(const ast::PathPattern& path) { return path.selector != ast::PathSelector::All; }

Pattern PatternBinder::bind(const std::vector<const ast::PathPattern*>& paths,
                            const ast::Expression* where) {
  entry_scope_ = scope_;
  std::vector<const ast::PathPattern*> separate;
  for (const auto* path : paths) {
    if (is_selected(*path) && !is_one_step(*path))
      separate.push_back(path);
    else
      declare(*path);
  }
  for (const auto* path : separate) declare_selected(*path);
  for (const auto& source : node_sources_) bind_node_conditions(source);
  for (const auto& source : step_sources_) bind_step_conditions(source);
  if (where) bind_conditions(*where, scope_, context_, pattern_.conditions);
  return std::move(pattern_);
}

void PatternBinder::declare(const ast::PathPattern& path) {
  PatternPath parts = declare_elements(path);
  if (is_selected(path)) {
    PatternStep& step = pattern_.steps[parts.steps.front()];
    step.all_shortest = all_of_shortest(path.selector);
    step.k = path.selector == ast::PathSelector::ShortestK ? path.k : 1;
  }
  pattern_.text_order.push_back(parts);
  if (path.variable) declare_path_name(path, std::move(parts));
}

PatternPath PatternBinder::declare_elements(const ast::PathPattern& path) {
  PatternPath parts;
  parts.nodes.push_back(declare_node(path.nodes[0]));
  for (std::size_t i = 0; i < path.steps.size(); ++i) {
    // The relationship is declared before the node behind it, as they stand in the text; the step
    // learns its right end afterwards.
    const std::size_t left = parts.nodes.back();
    std::size_t step = 0;
    if (const auto* r = std::get_if<ast::RelationshipPattern>(&path.steps[i]))
      step = declare_relationship(*r, left, left, is_selected(path));
    else
      step = declare_repetition(std::get<ast::QuantifiedPath>(path.steps[i]), left, left);
    const std::size_t right = declare_node(path.nodes[i + 1]);
    pattern_.steps[step].right = right;
    parts.steps.push_back(step);
    parts.nodes.push_back(right);
  }
  return parts;
}

Symbol PatternBinder::declare_new(const ast::Name& name, StaticType type) {
  if (names_ == Names::Known)
    throw binding_error("UndefinedVariable",
                        "`" + name.text +
                            "` is not defined: a pattern used as a condition cannot "
                            "introduce names",
                        name.span)
        .hint("leave the name out, or use EXISTS { … }");
  Symbol symbol = context_.new_symbol(name.text, type);
  scope_.add(symbol);
  introduced_.push_back(symbol.slot);
  return symbol;
}

std::size_t PatternBinder::declare_node(const ast::NodePattern& node) {
  std::size_t index = pattern_.nodes.size();
  if (!node.variable) {
    pattern_.nodes.push_back({context_.new_anonymous(StaticType::Node), false});
  } else {
    const ast::Name& name = *node.variable;
    const Symbol* known = scope_.find(name.text);
    if (const auto seen = node_of_.find(name.text); seen != node_of_.end()) {
      index = seen->second;
    } else if (!known) {
      pattern_.nodes.push_back({declare_new(name, StaticType::Node), false});
    } else if (names_ == Names::Inner) {
      throw binding_error("VariableAlreadyBound",
                          "`" + name.text + "` is already defined outside of the repeated pattern",
                          name.span)
          .hint("use another name inside the parentheses");
    } else if (may_be(known->type, {StaticType::Node})) {
      Symbol symbol = *known;
      symbol.type = StaticType::Node;
      pattern_.nodes.push_back({symbol, true});
    } else {
      type_conflict(name, known->type, "a node");
    }
    node_of_.emplace(name.text, index);
  }
  node_sources_.push_back({index, &node});
  return index;
}

bool PatternBinder::resolve_relationship(const ast::Name& name, bool many, PatternStep& step) {
  const Symbol* known = scope_.find(name.text);
  if (!known) return false;
  const bool fits = many ? may_be(known->type, {StaticType::RelationshipList, StaticType::List})
                         : may_be(known->type, {StaticType::Relationship});
  if (!fits) type_conflict(name, known->type, many ? "a list of relationships" : "a relationship");
  if (relationships_.count(name.text))
    throw binding_error("RelationshipUniquenessViolation",
                        "`" + name.text +
                            "` stands for two relationships of one MATCH, which are "
                            "always different",
                        name.span)
        .hint("give each relationship its own name");
  if (names_ == Names::Inner)
    throw binding_error("VariableAlreadyBound",
                        "`" + name.text + "` is already defined outside of the repeated pattern",
                        name.span);
  step.symbol = *known;
  step.bound = true;
  return true;
}

std::size_t PatternBinder::declare_relationship(const ast::RelationshipPattern& relationship,
                                                std::size_t left, std::size_t right,
                                                bool shortest) {
  PatternStep step;
  const bool many = relationship.length.has_value() || shortest;
  step.kind = shortest ? PatternStep::Kind::Shortest
              : many   ? PatternStep::Kind::Many
                       : PatternStep::Kind::One;
  const StaticType type = many ? StaticType::RelationshipList : StaticType::Relationship;
  if (!relationship.variable)
    step.symbol = context_.new_anonymous(type);
  else if (shortest && scope_.find(relationship.variable->text))
    throw binding_error("VariableAlreadyBound",
                        "`" + relationship.variable->text +
                            "` is already bound, so it cannot be "
                            "the relationships of a shortest path",
                        relationship.variable->span)
        .hint("use another name");
  else if (!resolve_relationship(*relationship.variable, many, step))
    step.symbol = declare_new(*relationship.variable, type);
  if (many && !step.bound) step.symbol.element = StaticType::Relationship;
  if (relationship.variable) relationships_.insert(relationship.variable->text);
  step.left = left;
  step.right = right;
  step.direction = relationship.direction;
  if (relationship.length) {
    step.min = relationship.length->from.value_or(1);
    step.max = relationship.length->to;
  } else {
    step.max = 1;
  }
  if (many) step.each = context_.new_slot();
  const std::size_t index = pattern_.steps.size();
  pattern_.steps.push_back(std::move(step));
  step_sources_.push_back({index, &relationship});
  return index;
}

std::size_t PatternBinder::declare_repetition(const ast::QuantifiedPath& path, std::size_t left,
                                              std::size_t right) {
  PatternBinder inner(scope_, Names::Inner, context_);
  PatternStep step;
  step.kind = PatternStep::Kind::Repeat;
  step.symbol = context_.new_anonymous(StaticType::List);
  step.left = left;
  step.right = right;
  step.min = path.from;
  step.max = path.to;
  step.repetition = std::make_unique<Repetition>();
  Repetition& repetition = *step.repetition;
  repetition.row = context_.new_slot();
  repetition.pattern =
      std::make_unique<Pattern>(inner.bind({path.pattern.get()}, path.where.get()));
  repetition.first = repetition.pattern->text_order.front().nodes.front();
  repetition.last = repetition.pattern->text_order.front().nodes.back();
  for (const auto& condition : repetition.pattern->conditions)
    step.reads.insert(step.reads.end(), condition.slots.begin(), condition.slots.end());
  for (const auto& inside : repetition.pattern->steps)
    step.reads.insert(step.reads.end(), inside.reads.begin(), inside.reads.end());
  declare_groups(inner.scope(), repetition);
  pattern_.steps.push_back(std::move(step));
  return pattern_.steps.size() - 1;
}

/// A variable inside stands outside for the list of its values, one for each iteration.
void PatternBinder::declare_groups(const Scope& inner_scope, Repetition& repetition) {
  for (const Symbol& symbol : inner_scope.symbols()) {
    if (entry_scope_.find(symbol.name) || scope_.find(symbol.name)) continue;
    const StaticType type = symbol.type == StaticType::Node           ? StaticType::NodeList
                            : symbol.type == StaticType::Relationship ? StaticType::RelationshipList
                                                                      : StaticType::List;
    Symbol list = context_.new_symbol(symbol.name, type);
    list.element = symbol.type;
    repetition.groups.emplace_back(symbol.slot, list.slot);
    introduced_.push_back(list.slot);
    scope_.add(list);
  }
}

/// A path with a selector and more than one step becomes a pattern of its own.
void PatternBinder::declare_selected(const ast::PathPattern& path) {
  if (legacy(path.selector))
    throw binding_error("InvalidRelationshipPattern",
                        "shortestPath takes a pattern of exactly one relationship", path.span)
        .hint("for longer patterns write MATCH ANY SHORTEST …");
  PatternBinder inner(scope_, names_, context_);
  SelectedPath selected;
  PatternPath parts = inner.declare_elements(path);
  inner.pattern_.text_order.push_back(parts);
  inner.entry_scope_ = scope_;
  for (const auto& source : inner.node_sources_) inner.bind_node_conditions(source);
  for (const auto& source : inner.step_sources_) inner.bind_step_conditions(source);
  if (path.variable) {
    inner.declare_path_name(path, std::move(parts));
  } else {
    parts.slot = context_.new_slot();
    inner.pattern_.named.push_back(std::move(parts));
  }
  selected.pattern = std::make_unique<Pattern>(std::move(inner.pattern_));
  selected.row = context_.new_slot();
  selected.all = all_of_shortest(path.selector);
  selected.k = path.selector == ast::PathSelector::ShortestK ? path.k : 1;
  selected.introduced = inner.introduced_;
  introduced_.insert(introduced_.end(), inner.introduced_.begin(), inner.introduced_.end());
  scope_ = inner.scope_;
  pattern_.selected.push_back(std::move(selected));
}

void PatternBinder::declare_path_name(const ast::PathPattern& path, PatternPath parts) {
  if (scope_.find(path.variable->text))
    throw binding_error("VariableAlreadyBound",
                        "`" + path.variable->text +
                            "` is already defined, so a path cannot be "
                            "called that",
                        path.variable->span)
        .hint("use another name for the path");
  parts.slot = declare_new(*path.variable, StaticType::Path).slot;
  pattern_.named.push_back(std::move(parts));
}

}  // namespace normgraph::query::bind
