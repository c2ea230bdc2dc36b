#include "graph/query/bind/tree.hpp"

#include <type_traits>

namespace normgraph::query::bind {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

using Visit = std::function<void(const ast::Expression&)>;

void visit_if(const ast::ExpressionPtr& expression, const Visit& visit) {
  if (expression) visit(*expression);
}

class FreeVariable {
 public:
  void look(const ast::Expression& e) {
    if (found) return;
    std::visit([&](const auto& node) { look(node, e); }, e.node);
  }
  const ast::Expression* found = nullptr;

 private:
  template <class Node>
  void look(const Node& node, const ast::Expression& e) {
    using std::is_same_v;
    if constexpr (is_same_v<Node, ast::Variable>) {
      if (!hidden(node.name)) found = &e;
    } else if constexpr (is_same_v<Node, ast::Subquery> || is_same_v<Node, ast::PatternPredicate> ||
                         is_same_v<Node, ast::PatternComprehension> ||
                         is_same_v<Node, ast::ShortestPathExpression>) {
      found = &e;
    } else if constexpr (is_same_v<Node, ast::ListComprehension>) {
      look(*node.list);
      within({node.variable.text}, {&node.where, &node.projection});
    } else if constexpr (is_same_v<Node, ast::Quantifier>) {
      look(*node.list);
      within({node.variable.text}, {&node.where});
    } else if constexpr (is_same_v<Node, ast::Reduce>) {
      look(*node.initial);
      look(*node.list);
      within({node.accumulator.text, node.variable.text}, {&node.step});
    } else {
      for_each_operand(e, [&](const ast::Expression& operand) { look(operand); });
    }
  }
  void within(const std::vector<std::string>& names,
              const std::vector<const ast::ExpressionPtr*>& bodies) {
    hidden_.insert(hidden_.end(), names.begin(), names.end());
    for (const auto* body : bodies)
      if (*body) look(**body);
    hidden_.resize(hidden_.size() - names.size());
  }
  bool hidden(const std::string& name) const {
    for (const std::string& h : hidden_)
      if (h == name) return true;
    return false;
  }
  std::vector<std::string> hidden_;
};

void collect_labels(const ast::LabelExpression* labels, std::set<std::string>& names) {
  if (!labels) return;
  if (labels->kind == ast::LabelExpression::Kind::Name) names.insert(labels->name.text);
  for (const auto& operand : labels->operands) collect_labels(operand.get(), names);
}

class CreatedCollector {
 public:
  explicit CreatedCollector(CreatedNames& names) : names_(names) {}
  void query(const ast::Query& q) {
    for (const auto& part : q.parts) clauses(part.clauses);
  }

 private:
  void clauses(const std::vector<ast::Clause>& list) {
    for (const auto& c : list) std::visit([&](const auto& node) { clause(node); }, c.node);
  }
  void clause(const ast::Create& c) {
    for (const auto& path : c.pattern.paths) path_pattern(path);
  }
  void clause(const ast::Merge& m) {
    path_pattern(m.pattern);
    for (const auto& item : m.on_create) set_item(item);
    for (const auto& item : m.on_match) set_item(item);
  }
  void clause(const ast::Set& s) {
    for (const auto& item : s.items) set_item(item);
  }
  void clause(const ast::Foreach& f) { clauses(f.body); }
  void clause(const ast::CallSubquery& c) { query(*c.query); }
  template <class Other>
  void clause(const Other&) {}

  void path_pattern(const ast::PathPattern& path) {
    for (const auto& node : path.nodes) {
      collect_labels(node.labels.get(), names_.labels);
      properties(node.properties.get());
    }
    for (const auto& step : path.steps)
      if (const auto* r = std::get_if<ast::RelationshipPattern>(&step)) {
        collect_labels(r->types.get(), names_.types);
        properties(r->properties.get());
      }
  }
  void set_item(const ast::SetItem& item) {
    for (const auto& label : item.labels) names_.labels.insert(label.text);
    if (item.kind == ast::SetItem::Kind::Property) {
      if (const auto* p = std::get_if<ast::Property>(&item.target->node))
        names_.keys.insert(p->key.text);
    } else if (item.value) {
      properties(item.value.get());
    }
  }
  void properties(const ast::Expression* map) {
    if (!map) return;
    if (const auto* literal = std::get_if<ast::MapLiteral>(&map->node)) {
      for (const auto& [key, value] : literal->entries) names_.keys.insert(key.text);
    } else {
      names_.open = true;
    }
  }
  CreatedNames& names_;
};

}  // namespace

std::vector<const ast::Expression*> conjuncts(const ast::Expression& condition) {
  if (const auto* binary = std::get_if<ast::Binary>(&condition.node);
      binary && binary->op == ast::BinaryOperator::And) {
    auto result = conjuncts(*binary->left);
    for (const auto* operand : conjuncts(*binary->right)) result.push_back(operand);
    return result;
  }
  return {&condition};
}

void for_each_operand(const ast::Expression& expression, const Visit& visit) {
  std::visit(Overloaded{
                 [](const ast::Literal&) {},
                 [](const ast::Parameter&) {},
                 [](const ast::Variable&) {},
                 [&](const ast::Property& e) { visit(*e.object); },
                 [&](const ast::Subscript& e) { visit(*e.object), visit(*e.index); },
                 [&](const ast::Slice& e) {
                   visit(*e.object), visit_if(e.from, visit), visit_if(e.to, visit);
                 },
                 [&](const ast::ListLiteral& e) {
                   for (const auto& item : e.items) visit(*item);
                 },
                 [&](const ast::MapLiteral& e) {
                   for (const auto& [key, value] : e.entries) visit(*value);
                 },
                 [&](const ast::Unary& e) { visit(*e.operand); },
                 [&](const ast::Binary& e) { visit(*e.left), visit(*e.right); },
                 [&](const ast::Comparison& e) {
                   visit(*e.first);
                   for (const auto& [op, operand] : e.rest) visit(*operand);
                 },
                 [&](const ast::LabelTest& e) { visit(*e.subject); },
                 [&](const ast::FunctionCall& e) {
                   for (const auto& argument : e.arguments) visit(*argument);
                 },
                 [&](const ast::Case& e) {
                   visit_if(e.subject, visit);
                   for (const auto& [when, then] : e.alternatives) visit(*when), visit(*then);
                   visit_if(e.otherwise, visit);
                 },
                 [&](const ast::ListComprehension& e) {
                   visit(*e.list), visit_if(e.where, visit), visit_if(e.projection, visit);
                 },
                 [&](const ast::Quantifier& e) { visit(*e.list), visit_if(e.where, visit); },
                 [&](const ast::Reduce& e) { visit(*e.initial), visit(*e.list), visit(*e.step); },
                 [](const ast::PatternComprehension&) {},
                 [](const ast::PatternPredicate&) {},
                 [](const ast::Subquery&) {},
                 [](const ast::ShortestPathExpression&) {},
             },
             expression.node);
}

const ast::Expression* first_free_variable(const ast::Expression& expression) {
  FreeVariable search;
  search.look(expression);
  return search.found;
}

const std::string* variable_name(const ast::Expression& expression) {
  const auto* variable = std::get_if<ast::Variable>(&expression.node);
  return variable ? &variable->name : nullptr;
}

bool alternatives(const ast::LabelExpression* labels, std::vector<std::string>& names) {
  using Kind = ast::LabelExpression::Kind;
  if (!labels) return true;
  if (labels->kind == Kind::Name) {
    names.push_back(labels->name.text);
    return true;
  }
  if (labels->kind != Kind::Or) return false;
  for (const auto& operand : labels->operands)
    if (!alternatives(operand.get(), names)) return false;
  return true;
}

bool conjunction(const ast::LabelExpression* labels, std::vector<ast::Name>& names) {
  using Kind = ast::LabelExpression::Kind;
  if (!labels) return true;
  if (labels->kind == Kind::Name) {
    names.push_back(labels->name);
    return true;
  }
  if (labels->kind != Kind::And) return false;
  for (const auto& operand : labels->operands)
    if (!conjunction(operand.get(), names)) return false;
  return true;
}

void collect_created(const ast::Query& query, CreatedNames& names) {
  CreatedCollector(names).query(query);
}

ast::ExpressionPtr make_variable(const std::string& name, Span span) {
  auto result = std::make_unique<ast::Expression>();
  result->node = ast::Variable{name};
  result->span = span;
  return result;
}

ast::ExpressionPtr make_call(const std::string& function, ast::ExpressionPtr argument, Span span) {
  ast::FunctionCall call;
  call.name = {function, span};
  call.arguments.push_back(std::move(argument));
  auto result = std::make_unique<ast::Expression>();
  result->node = std::move(call);
  result->span = span;
  return result;
}

}  // namespace normgraph::query::bind
