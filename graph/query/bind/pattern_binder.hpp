#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "graph/query/bind/binding_context.hpp"

namespace normgraph::query::bind {

/// Turns the paths of one MATCH (or of MERGE, or of a pattern inside an expression) into a graph of
/// nodes and steps, in two rounds: first every variable is declared, in the order of the text, then
/// the conditions are bound, which may read any of them.
class PatternBinder {
 public:
  enum class Names : std::uint8_t {
    New,    // what is not in scope is new
    Known,  // a pattern as a truth value: what is not in scope is an error
    Inner,  // inside a quantified path: all names must be new
  };
  PatternBinder(Scope scope, Names names, BindingContext& context)
      : context_(context), scope_(std::move(scope)), names_(names) {}

  /// `where` may be null.
  Pattern bind(const std::vector<const ast::PathPattern*>& paths, const ast::Expression* where);

  /// The scope with the pattern's variables, after bind().
  const Scope& scope() const { return scope_; }
  /// The slots of its new variables.
  const std::vector<Slot>& introduced() const { return introduced_; }

 private:
  struct NodeSource {
    std::size_t node;
    const ast::NodePattern* text;
  };
  struct StepSource {
    std::size_t step;
    const ast::RelationshipPattern* text;
  };

  // Declaring.
  void declare(const ast::PathPattern& path);
  PatternPath declare_elements(const ast::PathPattern& path);
  std::size_t declare_node(const ast::NodePattern& node);
  std::size_t declare_relationship(const ast::RelationshipPattern& relationship, std::size_t left,
                                   std::size_t right, bool shortest);
  std::size_t declare_repetition(const ast::QuantifiedPath& path, std::size_t left,
                                 std::size_t right);
  void declare_groups(const Scope& inner_scope, Repetition& repetition);
  void declare_selected(const ast::PathPattern& path);
  void declare_path_name(const ast::PathPattern& path, PatternPath parts);
  Symbol declare_new(const ast::Name& name, StaticType type);
  bool resolve_relationship(const ast::Name& name, bool many, PatternStep& step);

  // Conditions.
  void bind_node_conditions(const NodeSource& source);
  void bind_step_conditions(const StepSource& source);
  void bind_one(const ast::RelationshipPattern& text, PatternStep& step);
  void bind_each(const ast::RelationshipPattern& text, PatternStep& step);
  BoundExpressionPtr left_ends(const ast::RelationshipPattern& text) const;

  BindingContext& context_;
  Scope scope_;
  Scope entry_scope_;
  Names names_;
  Pattern pattern_;
  std::vector<Slot> introduced_;
  std::vector<NodeSource> node_sources_;
  std::vector<StepSource> step_sources_;
  std::map<std::string, std::size_t> node_of_;
  std::set<std::string> relationships_;
};

/// True when the path asks for shortest paths, by a selector or a function.
bool is_selected(const ast::PathPattern& path);

}  // namespace normgraph::query::bind
