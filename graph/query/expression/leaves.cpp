#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/query/expression/rows.hpp"
#include "graph/value/text.hpp"

namespace normgraph::query {
namespace {

class SlotValue final : public BoundExpression {
 public:
  explicit SlotValue(const Symbol& symbol) : symbol_(symbol) {
    type = symbol.type;
    element = symbol.element;
  }
  const Vector* column(const Batch& batch) const override { return &batch.columns[symbol_.slot]; }
  Vector evaluate(const Batch& batch, const Selection&, Context&) const override {
    return batch.columns[symbol_.slot];
  }
  std::string text() const override { return name_text(symbol_.name); }
  void visit_slots(const std::function<void(Slot)>& visit) const override { visit(symbol_.slot); }
  bool parallel() const override { return true; }
  Slot slot() const { return symbol_.slot; }

 private:
  Symbol symbol_;
};

StaticType static_type_of(const Value& value) {
  switch (value.type()) {
    case Type::Null:
      return StaticType::Null;
    case Type::Boolean:
      return StaticType::Boolean;
    case Type::Integer:
      return StaticType::Integer;
    case Type::Float:
      return StaticType::Float;
    case Type::String:
      return StaticType::String;
    case Type::List:
      return StaticType::List;
    case Type::Map:
      return StaticType::Map;
    case Type::Node:
    case Type::Relationship:
    case Type::Path:
      return StaticType::Any;
    default:
      return StaticType::Temporal;
  }
}

class Constant final : public BoundExpression {
 public:
  explicit Constant(Value value) : value_(std::move(value)) {
    type = static_type_of(value_);
    constant = true;
  }
  Vector evaluate(const Batch& batch, const Selection&, Context&) const override {
    return Vector::constant(value_, batch.size);
  }
  std::string text() const override { return to_literal(value_); }
  void visit_slots(const std::function<void(Slot)>&) const override {}
  bool parallel() const override { return true; }
  const Value& value() const { return value_; }

 private:
  Value value_;
};

class Parameter final : public BoundExpression {
 public:
  explicit Parameter(std::string name) : name_(std::move(name)) { constant = true; }
  Vector evaluate(const Batch& batch, const Selection&, Context& context) const override {
    return Vector::constant(value(context), batch.size);
  }
  const Value& value(const Context& context) const {
    const Value* value = context.parameters ? find(*context.parameters, name_) : nullptr;
    if (!value) throw missing(context);
    return *value;
  }
  std::string text() const override { return "$" + name_text(name_); }
  void visit_slots(const std::function<void(Slot)>&) const override {}
  bool parallel() const override { return true; }

 private:
  /// Parameters are given before a statement runs, so openCypher counts this as a compile-time
  /// error.
  Error missing(const Context& context) const {
    Error error(ErrorKind::Semantic, "NG2010", "ParameterMissing", "MissingParameter",
                "no value is given for the parameter $" + name_);
    if (span.length > 0) error.span = span, error.has_span = true;
    std::vector<std::string> given;
    if (context.parameters)
      for (const auto& [name, value] : *context.parameters) given.push_back(name);
    for (const std::string& near : nearest_names(name_, given, 1))
      error.hints.push_back("did you mean $" + near + "?");
    if (error.hints.empty()) error.hints.push_back("on the command line: --param " + name_ + "=…");
    return error;
  }

  std::string name_;
};

class SubplanValue final : public BoundExpression {
 public:
  SubplanValue(std::unique_ptr<Subplan> subplan, StaticType result) : subplan_(std::move(subplan)) {
    type = result;
  }
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    if (rows.empty()) return all_null(batch.size);
    return subplan_->evaluate(batch, rows, context);
  }
  std::string text() const override { return subplan_->text(); }
  void visit_slots(const std::function<void(Slot)>& visit) const override {
    subplan_->visit_outer_slots(visit);
  }
  bool parallel() const override { return subplan_->parallel(); }

 private:
  std::unique_ptr<Subplan> subplan_;
};

class Once final : public Operation {
 public:
  explicit Once(BoundExpressionPtr expression) : Operation(operands_of(std::move(expression))) {
    type = operand(0).type;
    element = operand(0).element;
    span = operand(0).span;
    constant = true;
  }
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    if (rows.empty()) return all_null(batch.size);
    if (batch.size == 1) return operand(0).evaluate(batch, rows, context);
    Batch single;
    single.size = 1;
    single.selection = Selection::all(1);
    const Vector answer = operand(0).evaluate(single, single.selection, context);
    return Vector::constant(answer.value(0), batch.size);
  }
  std::string text() const override { return operand(0).text(); }
};

class Accounted final : public Operation {
 public:
  explicit Accounted(BoundExpressionPtr expression)
      : Operation(operands_of(std::move(expression))) {
    type = operand(0).type;
    element = operand(0).element;
    span = operand(0).span;
    constant = operand(0).constant;
  }
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    const std::int64_t before = context.memory_used;
    Vector answer = operand(0).evaluate(batch, rows, context);
    context.memory_used = before;
    return answer;
  }
  std::string text() const override { return operand(0).text(); }
};

}  // namespace

BoundExpressionPtr bound_slot(const Symbol& symbol) { return std::make_unique<SlotValue>(symbol); }

BoundExpressionPtr bound_constant(Value value) {
  return std::make_unique<Constant>(std::move(value));
}

const Value* literal_of(const BoundExpression& expression) {
  const auto* constant = dynamic_cast<const Constant*>(&expression);
  return constant ? &constant->value() : nullptr;
}

const Value* value_without_rows(const BoundExpression& expression, const Context& context) {
  const auto* parameter = dynamic_cast<const Parameter*>(&expression);
  return parameter ? &parameter->value(context) : literal_of(expression);
}

Slot slot_of(const BoundExpression& expression) {
  const auto* slot = dynamic_cast<const SlotValue*>(&expression);
  return slot ? slot->slot() : no_slot;
}

bool reads_nothing(const BoundExpression& expression) {
  return dynamic_cast<const Constant*>(&expression) || dynamic_cast<const Parameter*>(&expression);
}

BoundExpressionPtr make_parameter(std::string name) {
  return std::make_unique<Parameter>(std::move(name));
}

BoundExpressionPtr make_subplan_value(std::unique_ptr<Subplan> subplan, StaticType type) {
  return std::make_unique<SubplanValue>(std::move(subplan), type);
}

BoundExpressionPtr make_accounted(BoundExpressionPtr expression) {
  return std::make_unique<Accounted>(std::move(expression));
}

BoundExpressionPtr make_once(BoundExpressionPtr expression) {
  return std::make_unique<Once>(std::move(expression));
}

}  // namespace normgraph::query
