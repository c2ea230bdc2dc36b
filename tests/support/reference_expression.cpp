#include <algorithm>
#include <stdexcept>

#include "graph/query/expression.hpp"
#include "graph/value/compare.hpp"
#include "tests/support/reference_evaluator.hpp"

namespace normgraph::tests {
namespace {

Truth truth_of(const Value& value) {
  return value.is_null() ? Truth::Null : truth(value.as_boolean());
}

Value lookup(const std::map<std::string, Value>& properties, const std::string& key) {
  const auto found = properties.find(key);
  return found == properties.end() ? Value() : found->second;
}

/// Sums and the like, of integers and floats.
Value arithmetic(ast::BinaryOperator op, const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return {};
  if (a.type() != Type::Integer || b.type() != Type::Integer)
    throw std::logic_error("the reference evaluator counts with integers only");
  const std::int64_t x = a.as_integer(), y = b.as_integer();
  switch (op) {
    case ast::BinaryOperator::Add:
      return Value::integer(x + y);
    case ast::BinaryOperator::Subtract:
      return Value::integer(x - y);
    case ast::BinaryOperator::Multiply:
      return Value::integer(x * y);
    case ast::BinaryOperator::Modulo:
      return Value::integer(x % y);
    default:
      throw std::logic_error("the reference evaluator does not know this operator");
  }
}

Truth is_in(const Value& item, const Value& list) {
  if (list.is_null()) return Truth::Null;
  Truth result = Truth::False;
  for (const Value& each : list.as_list()) result = result || equals(item, each);
  return result;
}

Truth compare(ast::ComparisonOperator op, const Value& a, const Value& b) {
  switch (op) {
    case ast::ComparisonOperator::Equal:
      return equals(a, b);
    case ast::ComparisonOperator::NotEqual:
      return !equals(a, b);
    case ast::ComparisonOperator::Less:
      return less(a, b);
    case ast::ComparisonOperator::LessOrEqual:
      return less_or_equal(a, b);
    case ast::ComparisonOperator::Greater:
      return less(b, a);
    case ast::ComparisonOperator::GreaterOrEqual:
      return less_or_equal(b, a);
  }
  return Truth::Null;
}

bool is_aggregate(const std::string& name) {
  return name == "count" || name == "sum" || name == "min" || name == "max" || name == "collect";
}

}  // namespace

bool ReferenceEvaluator::is_true(const ast::ExpressionPtr& condition, const Row& row) {
  return !condition || truth_of(evaluate(*condition, row)) == Truth::True;
}

Value ReferenceEvaluator::evaluate(const ast::Expression& expression, const Row& row) {
  return std::visit([&](const auto& e) { return of(e, row); }, expression.node);
}

Value ReferenceEvaluator::evaluate_group(const ast::Expression& expression, const Rows& group) {
  group_ = &group;
  const Value result = evaluate(expression, group.empty() ? Row() : group.front());
  group_ = nullptr;
  return result;
}

Value ReferenceEvaluator::aggregate(const ast::FunctionCall& call, const Rows& group) {
  if (call.star) return Value::integer(static_cast<std::int64_t>(group.size()));
  const Rows* outside = std::exchange(group_, nullptr);
  List values;
  for (const Row& row : group) {
    const Value value = evaluate(*call.arguments.front(), row);
    if (value.is_null()) continue;
    const auto same = [&](const Value& other) { return equivalent(value, other); };
    if (call.distinct && std::any_of(values.begin(), values.end(), same)) continue;
    values.push_back(value);
  }
  group_ = outside;
  if (call.name.text == "collect") return Value::list(std::move(values));
  if (call.name.text == "count") return Value::integer(static_cast<std::int64_t>(values.size()));
  if (call.name.text == "sum") {
    Value sum = Value::integer(0);
    for (const Value& value : values) sum = arithmetic(ast::BinaryOperator::Add, sum, value);
    return sum;
  }
  if (values.empty()) return {};
  const auto before = [](const Value& a, const Value& b) { return order(a, b) < 0; };
  return call.name.text == "min" ? *std::min_element(values.begin(), values.end(), before)
                                 : *std::max_element(values.begin(), values.end(), before);
}

Value ReferenceEvaluator::of(const ast::Literal& e, const Row&) {
  if (const auto* boolean = std::get_if<bool>(&e.value)) return Value::boolean(*boolean);
  if (const auto* integer = std::get_if<std::int64_t>(&e.value)) return Value::integer(*integer);
  if (const auto* real = std::get_if<double>(&e.value)) return Value::real(*real);
  if (const auto* text = std::get_if<std::string>(&e.value)) return Value::string(*text);
  return {};
}

Value ReferenceEvaluator::of(const ast::Variable& e, const Row& row) { return row.at(e.name); }

Value ReferenceEvaluator::of(const ast::Property& e, const Row& row) {
  const Value object = evaluate(*e.object, row);
  if (object.type() == Type::Node)
    return lookup(graph_.nodes[object.as_node()].properties, e.key.text);
  if (object.type() == Type::Relationship)
    return lookup(graph_.relationships[object.as_relationship().id.value].properties, e.key.text);
  if (object.is_null()) return {};
  throw std::logic_error("the reference evaluator reads properties of elements only");
}

Value ReferenceEvaluator::of(const ast::ListLiteral& e, const Row& row) {
  List list;
  for (const ast::ExpressionPtr& item : e.items) list.push_back(evaluate(*item, row));
  return Value::list(std::move(list));
}

Value ReferenceEvaluator::of(const ast::Unary& e, const Row& row) {
  const Value operand = evaluate(*e.operand, row);
  switch (e.op) {
    case ast::UnaryOperator::Not:
      return to_value(!truth_of(operand));
    case ast::UnaryOperator::IsNull:
      return Value::boolean(operand.is_null());
    case ast::UnaryOperator::IsNotNull:
      return Value::boolean(!operand.is_null());
    case ast::UnaryOperator::Minus:
      return arithmetic(ast::BinaryOperator::Subtract, Value::integer(0), operand);
    case ast::UnaryOperator::Plus:
      return operand;
  }
  return {};
}

Value ReferenceEvaluator::of(const ast::Binary& e, const Row& row) {
  const Value left = evaluate(*e.left, row), right = evaluate(*e.right, row);
  switch (e.op) {
    case ast::BinaryOperator::Or:
      return to_value(truth_of(left) || truth_of(right));
    case ast::BinaryOperator::And:
      return to_value(truth_of(left) && truth_of(right));
    case ast::BinaryOperator::In:
      return to_value(is_in(left, right));
    default:
      return arithmetic(e.op, left, right);
  }
}

Value ReferenceEvaluator::of(const ast::Comparison& e, const Row& row) {
  Truth result = Truth::True;
  Value left = evaluate(*e.first, row);
  for (const auto& [op, expression] : e.rest) {
    const Value right = evaluate(*expression, row);
    result = result && compare(op, left, right);
    left = right;
  }
  return to_value(result);
}

Value ReferenceEvaluator::of(const ast::LabelTest& e, const Row& row) {
  const Value subject = evaluate(*e.subject, row);
  if (subject.is_null()) return {};
  const std::set<std::string> has =
      subject.type() == Type::Node
          ? graph_.nodes[subject.as_node()].labels
          : std::set{graph_.relationships[subject.as_relationship().id.value].type};
  return Value::boolean(labels_fit(*e.labels, has));
}

Value ReferenceEvaluator::of(const ast::FunctionCall& e, const Row& row) {
  if (is_aggregate(e.name.text) && group_) return aggregate(e, *group_);
  const Value first = evaluate(*e.arguments.front(), row);
  if (e.name.text == "coalesce") {
    for (const ast::ExpressionPtr& argument : e.arguments)
      if (const Value value = evaluate(*argument, row); !value.is_null()) return value;
    return {};
  }
  if (first.is_null()) return {};
  if (e.name.text == "size")
    return Value::integer(static_cast<std::int64_t>(first.as_list().size()));
  if (e.name.text == "length")
    return Value::integer(static_cast<std::int64_t>(first.as_path().relationships.size()));
  if (e.name.text == "type")
    return Value::string(graph_.relationships[first.as_relationship().id.value].type);
  List list;
  if (e.name.text == "nodes") {
    for (const NodeId node : first.as_path().nodes) list.push_back(Value::node(node));
    return Value::list(std::move(list));
  }
  if (e.name.text == "relationships") {
    for (const RelationshipRef& r : first.as_path().relationships)
      list.push_back(Value::relationship(r));
    return Value::list(std::move(list));
  }
  throw std::logic_error("the reference evaluator does not know " + e.name.text + "()");
}

Value ReferenceEvaluator::of(const ast::Case& e, const Row& row) {
  for (const auto& [when, then] : e.alternatives) {
    const Value value = evaluate(*when, row);
    const bool taken = e.subject ? equals(evaluate(*e.subject, row), value) == Truth::True
                                 : truth_of(value) == Truth::True;
    if (taken) return evaluate(*then, row);
  }
  return e.otherwise ? evaluate(*e.otherwise, row) : Value();
}

Value ReferenceEvaluator::of(const ast::ListComprehension& e, const Row& row) {
  const Value list = evaluate(*e.list, row);
  if (list.is_null()) return {};
  List result;
  Row inner = row;
  for (const Value& item : list.as_list()) {
    inner[e.variable.text] = item;
    if (is_true(e.where, inner))
      result.push_back(e.projection ? evaluate(*e.projection, inner) : item);
  }
  return Value::list(std::move(result));
}

Value ReferenceEvaluator::of(const ast::Quantifier& e, const Row& row) {
  const Value list = evaluate(*e.list, row);
  if (list.is_null()) return {};
  Row inner = row;
  Truth all = Truth::True, any = Truth::False;
  for (const Value& item : list.as_list()) {
    inner[e.variable.text] = item;
    const Truth one = truth_of(evaluate(*e.where, inner));
    all = all && one;
    any = any || one;
  }
  switch (e.kind) {
    case ast::QuantifierKind::All:
      return to_value(all);
    case ast::QuantifierKind::Any:
      return to_value(any);
    case ast::QuantifierKind::None:
      return to_value(!any);
    case ast::QuantifierKind::Single:
      break;
  }
  throw std::logic_error("the reference evaluator does not know single()");
}

Value ReferenceEvaluator::of(const ast::PatternComprehension& e, const Row& row) {
  List list;
  match_path(*e.pattern, {row, {}, {}}, [&](const Walk& walk) {
    if (is_true(e.where, walk.row)) list.push_back(evaluate(*e.projection, walk.row));
  });
  return Value::list(std::move(list));
}

Value ReferenceEvaluator::of(const ast::PatternPredicate& e, const Row& row) {
  bool found = false;
  match_path(*e.pattern, {row, {}, {}}, [&](const Walk&) { found = true; });
  return Value::boolean(found);
}

Value ReferenceEvaluator::of(const ast::Subquery& e, const Row& row) {
  const Rows* outside = std::exchange(group_, nullptr);
  std::size_t count = 0;
  for (const ast::SingleQuery& part : e.query->parts) count += run_single(part, {row}).size();
  group_ = outside;
  return e.kind == ast::SubqueryKind::Exists ? Value::boolean(count > 0)
                                             : Value::integer(static_cast<std::int64_t>(count));
}

template <class Other>
Value ReferenceEvaluator::of(const Other&, const Row&) {
  throw std::logic_error("the reference evaluator does not know this expression");
}

}  // namespace normgraph::tests
