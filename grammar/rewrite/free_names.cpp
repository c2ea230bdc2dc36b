#include "grammar/rewrite/free_names.hpp"

#include <algorithm>

namespace normgraph::rewriting {

namespace {

class Collector {
 public:
  void look(const ast::Expression& expression) {
    place_ = expression.span;
    std::visit([this](const auto& node) { node_of(node); }, expression.node);
  }
  std::vector<ast::Name> names;

 private:
  void look(const ast::ExpressionPtr& expression) {
    if (expression) look(*expression);
  }
  void look(const std::vector<ast::ExpressionPtr>& expressions) {
    for (const ast::ExpressionPtr& expression : expressions) look(expression);
  }

  void node_of(const ast::Variable& variable) {
    if (std::find(bound_.begin(), bound_.end(), variable.name) == bound_.end())
      names.push_back({variable.name, place_});
  }
  void node_of(const ast::Property& node) { look(node.object); }
  void node_of(const ast::Subscript& node) {
    look(node.object);
    look(node.index);
  }
  void node_of(const ast::Slice& node) {
    look(node.object);
    look(node.from);
    look(node.to);
  }
  void node_of(const ast::ListLiteral& node) { look(node.items); }
  void node_of(const ast::MapLiteral& node) {
    for (const auto& [key, value] : node.entries) look(value);
  }
  void node_of(const ast::Unary& node) { look(node.operand); }
  void node_of(const ast::Binary& node) {
    look(node.left);
    look(node.right);
  }
  void node_of(const ast::Comparison& node) {
    look(node.first);
    for (const auto& [op, operand] : node.rest) look(operand);
  }
  void node_of(const ast::LabelTest& node) { look(node.subject); }
  void node_of(const ast::FunctionCall& node) { look(node.arguments); }
  void node_of(const ast::Case& node) {
    look(node.subject);
    for (const auto& [when, then] : node.alternatives) {
      look(when);
      look(then);
    }
    look(node.otherwise);
  }
  void node_of(const ast::ListComprehension& node) {
    look(node.list);
    within({node.variable.text}, {&node.where, &node.projection});
  }
  void node_of(const ast::Quantifier& node) {
    look(node.list);
    within({node.variable.text}, {&node.where});
  }
  void node_of(const ast::Reduce& node) {
    look(node.initial);
    look(node.list);
    within({node.accumulator.text, node.variable.text}, {&node.step});
  }
  template <class Other>
  void node_of(const Other&) {}  // no names, or names of its own

  void within(const std::vector<std::string>& names,
              const std::vector<const ast::ExpressionPtr*>& bodies) {
    bound_.insert(bound_.end(), names.begin(), names.end());
    for (const ast::ExpressionPtr* body : bodies) look(*body);
    bound_.resize(bound_.size() - names.size());
  }

  std::vector<std::string> bound_;
  Span place_;
};

}  // namespace

std::vector<ast::Name> free_names(const ast::Expression& expression) {
  Collector collector;
  collector.look(expression);
  return std::move(collector.names);
}

}  // namespace normgraph::rewriting
