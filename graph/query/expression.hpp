#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "grammar/ast.hpp"
#include "graph/query/context.hpp"
#include "graph/query/scope.hpp"
#include "graph/value/vector.hpp"

namespace normgraph::query {

/// A bound expression: names are slots, functions are found, compile-time errors are behind us.
/// Labels, types and property keys stay names and are looked up once a batch, so that a statement
/// sees the names that it creates itself and a plan outlives the snapshot it was made on.
class BoundExpression {
 public:
  virtual ~BoundExpression() = default;
  /// The values for the selected rows; the answer has batch.size rows, others hold anything.
  virtual Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const = 0;
  /// The answer where it is a column of the batch already, so that readers need not copy it.
  virtual const Vector* column(const Batch&) const { return nullptr; }
  /// As text, for EXPLAIN.
  virtual std::string text() const = 0;
  /// Calls `visit` on each slot read (those of inner subqueries included, inner variables not).
  virtual void visit_slots(const std::function<void(Slot)>& visit) const = 0;
  /// Whether several threads may evaluate it at once, on a graph that nobody writes to.
  virtual bool parallel() const = 0;

  StaticType type = StaticType::Any;
  StaticType element = StaticType::Any;  // of a list: what is known of its elements
  Span span;
  bool constant = false;  // no slots, deterministic: one value a statement
};
using BoundExpressionPtr = std::unique_ptr<BoundExpression>;

/// A pattern or query inside an expression, planned by the query binder: one operator over a batch
/// of outer rows. The answer is Boolean (Exists), Integer (Count) or lists (Collect).
class Subplan {
 public:
  virtual ~Subplan() = default;
  virtual Vector evaluate(const Batch& outer, const Selection& rows, Context& context) const = 0;
  virtual std::string text() const = 0;
  virtual void visit_outer_slots(const std::function<void(Slot)>& visit) const = 0;
  virtual bool parallel() const = 0;
};

/// One aggregate call of a projection, taken out of its expression.
struct AggregateCall {
  enum class Function : std::uint8_t {
    CountStar,
    Count,
    Sum,
    Avg,
    Min,
    Max,
    Collect,
    StDev,
    StDevP,
    PercentileCont,
    PercentileDisc
  };
  Function function = Function::CountStar;
  bool distinct = false;
  BoundExpressionPtr argument;   // null for CountStar
  BoundExpressionPtr parameter;  // the percentile
  Slot slot = no_slot;           // where the Aggregate operator puts the answer
  std::string text;
};

/// Binds what the expression binder cannot: patterns and queries inside expressions.
class SubqueryBinder {
 public:
  virtual ~SubqueryBinder() = default;
  virtual std::unique_ptr<Subplan> bind(const ast::Subquery& subquery, const Scope& scope) = 0;
  /// A predicate: Exists.
  virtual std::unique_ptr<Subplan> bind(const ast::PatternPredicate& predicate,
                                        const Scope& scope) = 0;
  /// A list: Collect.
  virtual std::unique_ptr<Subplan> bind(const ast::PatternComprehension& comprehension,
                                        const Scope& scope) = 0;
  /// A path, or a list of paths.
  virtual std::unique_ptr<Subplan> bind(const ast::ShortestPathExpression& path,
                                        const Scope& scope) = 0;
};

/// An expression whose value is already in a slot: a grouping key or a projected item. Where the
/// same expression stands again (variables of inner scopes apart) the slot is read.
struct ComputedExpression {
  const ast::Expression* expression = nullptr;
  Symbol symbol;
};

/// Where an expression stands, and what it may use.
struct ExpressionContext {
  const Scope* scope = nullptr;
  SlotAllocator* slots = nullptr;
  SubqueryBinder* subqueries = nullptr;
  /// Aggregates are collected here and replaced by their slots; null: not allowed here
  /// (SyntaxError: InvalidAggregation).
  std::vector<AggregateCall>* aggregates = nullptr;
  /// True where a pattern may stand as a truth value (WHERE and boolean operands in it).
  bool predicate_position = false;
  /// Not read inside the arguments of aggregates. May be null.
  const std::vector<ComputedExpression>* computed = nullptr;
  /// Set where a function is called that gives another value each time. May be null.
  bool* draws_numbers = nullptr;
  /// True for an item that contains an aggregate: beside it only constants, and grouping keys that
  /// are a variable or a property may stand, else AmbiguousAggregationExpression.
  bool grouped = false;
};

/// Raises every compile-time error of expressions: UndefinedVariable, UnknownFunction,
/// InvalidNumberOfArguments, InvalidArgumentType, InvalidAggregation, NestedAggregation, …
BoundExpressionPtr bind_expression(const ast::Expression& expression,
                                   const ExpressionContext& context);

/// The condition of WHERE and its like: as bind_expression in predicate position, and a value that
/// cannot be a truth value is InvalidArgumentType.
BoundExpressionPtr bind_predicate(const ast::Expression& expression,
                                  const ExpressionContext& context);

/// True when an aggregate stands in the expression (subqueries are not looked into).
bool contains_aggregate(const ast::Expression& expression);
/// The same text apart from blanks, parentheses and the case of function names.
bool same_expression(const ast::Expression& a, const ast::Expression& b);

// For planners and operators.
BoundExpressionPtr bound_slot(const Symbol& symbol);
BoundExpressionPtr bound_constant(Value value);
BoundExpressionPtr bound_and(std::vector<BoundExpressionPtr> operands);
/// `subject.key = value`, as a filter made from a pattern's property map.
BoundExpressionPtr bound_property_equals(const Symbol& subject, const std::string& key,
                                         BoundExpressionPtr value);
/// The least text above all those that begin with a text; null for what is no text.
BoundExpressionPtr bound_prefix_end(BoundExpressionPtr prefix);
/// `subject` has labels (node) or type (relationship) as the label expression says.
BoundExpressionPtr bound_label_test(const Symbol& subject, const ast::LabelExpression& labels);
/// `left + right`.
BoundExpressionPtr bound_sum(BoundExpressionPtr left, BoundExpressionPtr right);

/// The rows for which a predicate is true (null is not).
Selection evaluate_filter(const BoundExpression& predicate, const Batch& batch,
                          const Selection& rows, Context& context);

}  // namespace normgraph::query
