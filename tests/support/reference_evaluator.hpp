#pragma once

// What a query means, written down as plainly as possible: row at a time over the syntax tree,
// every pattern tried against every relationship. Slow on purpose; the engine must give the same
// rows. It knows a part of the language: MATCH, OPTIONAL MATCH, WHERE, UNWIND, WITH, RETURN with
// aggregates, DISTINCT, ORDER BY, SKIP and LIMIT, UNION, and the expressions that
// reference_expression.cpp names.

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "grammar/ast.hpp"
#include "graph/value/value.hpp"

namespace normgraph::tests {

struct ReferenceNode {
  std::set<std::string> labels;
  std::map<std::string, Value> properties;
};
struct ReferenceRelationship {
  std::string type;
  NodeId start = no_node, end = no_node;
  std::map<std::string, Value> properties;
};
/// Nodes and relationships are known by their places in these lists.
struct ReferenceGraph {
  std::vector<ReferenceNode> nodes;
  std::vector<ReferenceRelationship> relationships;
};

class ReferenceEvaluator {
 public:
  explicit ReferenceEvaluator(const ReferenceGraph& graph) : graph_(graph) {}
  /// The rows of the query, each a list of the values of its columns.
  std::vector<List> run(const ast::Query& query);

 private:
  /// The variables of one row.
  using Row = std::map<std::string, Value>;
  using Rows = std::vector<Row>;
  using Found = std::function<void(const Row&)>;

  // reference_query.cpp
  std::vector<List> run_single(const ast::SingleQuery& query, Rows rows);
  Rows match(const ast::Match& match, const Rows& rows);
  Rows unwind(const ast::Unwind& unwind, const Rows& rows);
  /// The projected rows; `columns` gets their names in order.
  Rows project(const ast::Projection& projection, const Rows& rows,
               std::vector<std::string>& columns);
  Rows project_groups(const ast::Projection& projection, const Rows& rows);
  void sort_rows(const ast::Projection& projection, Rows& rows);
  static std::set<std::string> variables_of(const ast::Pattern& pattern);

  // reference_pattern.cpp
  /// A path on its way: where it is, and what it has used.
  struct Walk {
    Row row;
    std::vector<std::size_t> used;  // relationships of this MATCH
    Path path;
  };
  using Walked = std::function<void(const Walk&)>;
  void match_patterns(const ast::Pattern& pattern, std::size_t index, const Walk& walk,
                      const Walked& found);
  void match_path(const ast::PathPattern& path, const Walk& walk, const Walked& found);
  void match_whole_path(const ast::PathPattern& path, const Walk& walk, const Walked& found);
  void match_step(const ast::PathPattern& path, std::size_t step, const Walk& walk,
                  const Walked& found);
  void enter_node(const ast::PathPattern& path, std::size_t place, NodeId node, Walk walk,
                  const Walked& found);
  void follow(const ast::PathPattern& path, std::size_t step, const Walk& walk,
              const Walked& found);
  void follow_many(const ast::PathPattern& path, std::size_t step, const Walk& walk,
                   std::int64_t count, const List& list, const Walked& found);
  void repeat(const ast::PathPattern& path, std::size_t step, const Walk& walk, std::int64_t count,
              const Row& groups, const Walked& found);
  /// Calls `take` with each relationship that leads on from the walk's last node.
  void each_neighbour(const ast::RelationshipPattern& pattern, const Walk& walk,
                      const std::function<void(std::size_t, NodeId)>& take);
  bool node_fits(const ast::NodePattern& pattern, NodeId node, const Row& row);
  bool properties_fit(const ast::ExpressionPtr& wanted, const std::map<std::string, Value>& has,
                      const Row& row);
  static bool labels_fit(const ast::LabelExpression& wanted, const std::set<std::string>& has);

  // reference_expression.cpp
  Value evaluate(const ast::Expression& expression, const Row& row);
  /// With aggregates over `group`; everything else reads its first row.
  Value evaluate_group(const ast::Expression& expression, const Rows& group);
  Value aggregate(const ast::FunctionCall& call, const Rows& group);
  bool is_true(const ast::ExpressionPtr& condition, const Row& row);

  Value of(const ast::Literal& e, const Row& row);
  Value of(const ast::Variable& e, const Row& row);
  Value of(const ast::Property& e, const Row& row);
  Value of(const ast::ListLiteral& e, const Row& row);
  Value of(const ast::Unary& e, const Row& row);
  Value of(const ast::Binary& e, const Row& row);
  Value of(const ast::Comparison& e, const Row& row);
  Value of(const ast::LabelTest& e, const Row& row);
  Value of(const ast::FunctionCall& e, const Row& row);
  Value of(const ast::Case& e, const Row& row);
  Value of(const ast::ListComprehension& e, const Row& row);
  Value of(const ast::Quantifier& e, const Row& row);
  Value of(const ast::PatternComprehension& e, const Row& row);
  Value of(const ast::PatternPredicate& e, const Row& row);
  Value of(const ast::Subquery& e, const Row& row);
  template <class Other>
  Value of(const Other&, const Row&);

  const ReferenceGraph& graph_;
  const Rows* group_ = nullptr;  // set while an expression with aggregates is evaluated
};

}  // namespace normgraph::tests
