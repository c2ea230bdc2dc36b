#include "graph/query/expression/errors.hpp"
#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/query/expression/rows.hpp"
#include "graph/query/expression/shape.hpp"

namespace normgraph::query {
namespace {

using Kind = ast::LabelExpression::Kind;

/// A label expression of its own, without the syntax tree.
struct Labels {
  Kind kind = Kind::Any;
  std::string name;
  std::vector<Labels> operands;
};

Labels copy(const ast::LabelExpression& from) {
  Labels labels{from.kind, from.name.text, {}};
  for (const auto& operand : from.operands) labels.operands.push_back(copy(*operand));
  return labels;
}

std::string labels_text(const Labels& labels) {
  switch (labels.kind) {
    case Kind::Name:
      return name_text(labels.name);
    case Kind::Any:
      return "%";
    case Kind::Not:
      return "!" + labels_text(labels.operands[0]);
    default:
      break;
  }
  std::string result;
  for (const Labels& operand : labels.operands) {
    if (!result.empty()) result += labels.kind == Kind::And ? "&" : "|";
    result += labels_text(operand);
  }
  return "(" + result + ")";
}

/// One bit a row, as bytes; computed for whole columns of elements at a time.
using Bits = std::vector<std::uint8_t>;

Bits has_any_label(const store::GraphView& view, std::span<const NodeId> nodes) {
  Bits bits(nodes.size());
  for (std::size_t i = 0; i < nodes.size(); ++i) bits[i] = view.labels(nodes[i]).empty() ? 0 : 1;
  return bits;
}

Bits has_name(const store::GraphView& view, std::span<const NodeId> nodes,
              const std::string& name) {
  Bits bits(nodes.size());
  const LabelId label = view.find_label(name);
  if (label != no_label) view.has_label(nodes, label, bits);
  return bits;
}
Bits has_any_label(const store::GraphView&, std::span<const RelationshipRef> relationships) {
  return Bits(relationships.size(), 1);
}
Bits has_name(const store::GraphView& view, std::span<const RelationshipRef> relationships,
              const std::string& name) {
  Bits bits(relationships.size());
  const TypeId type = view.find_type(name);
  if (type == no_type) return bits;
  for (std::size_t i = 0; i < bits.size(); ++i) {
    bits[i] = relationships[i].id.type() == type ? 1 : 0;
  }
  return bits;
}

template <class Element>
Bits test(const Labels& labels, const store::GraphView& view, std::span<const Element> elements) {
  switch (labels.kind) {
    case Kind::Name:
      return has_name(view, elements, labels.name);
    case Kind::Any:
      return has_any_label(view, elements);
    default:
      break;
  }
  Bits bits = test(labels.operands[0], view, elements);
  if (labels.kind == Kind::Not) {
    for (auto& bit : bits) bit ^= 1;
    return bits;
  }
  for (std::size_t i = 1; i < labels.operands.size(); ++i) {
    const Bits more = test(labels.operands[i], view, elements);
    for (std::size_t j = 0; j < bits.size(); ++j) {
      bits[j] = labels.kind == Kind::And ? bits[j] & more[j] : bits[j] | more[j];
    }
  }
  return bits;
}

void refuse_deleted(const Context& context, NodeId node) {
  if (context.writer && !context.view->exists(node)) throw deleted_element(true);
}
/// A relationship's type outlives it.
void refuse_deleted(const Context&, const RelationshipRef&) {}

class LabelTest final : public Operation {
 public:
  LabelTest(BoundExpressionPtr subject, Labels labels)
      : Operation(operands_of(std::move(subject))), labels_(std::move(labels)) {
    type = StaticType::Boolean;
  }
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    const Evaluated subject(operand(0), batch, rows, context);
    return located(span, [&] {
      TruthColumn result(batch.size);
      if (subject->kind() == Vector::Kind::Node) {
        test_rows(*subject, subject->nodes(), rows, context, result);
      } else if (subject->kind() == Vector::Kind::Relationship) {
        test_rows(*subject, subject->relationships(), rows, context, result);
      } else {
        test_values(*subject, rows, context, result);
      }
      return result.take();
    });
  }
  std::string text() const override { return operand(0).text() + ":" + labels_text(labels_); }

  /// The only label, where it is one by its name.
  const std::string* name() const { return labels_.kind == Kind::Name ? &labels_.name : nullptr; }
  Slot subject() const { return slot_of(operand(0)); }

 private:
  template <class Element>
  void test_rows(const Vector& subject, std::span<const Element> elements, const Selection& rows,
                 const Context& context, TruthColumn& result) const {
    if (rows.is_all() && !subject.has_nulls() && !subject.is_constant() && !context.writer) {
      const Bits bits = test(labels_, *context.view, elements);
      std::copy(bits.begin(), bits.end(), result.data().begin());
      return;
    }
    std::vector<Element> present;
    std::vector<std::uint32_t> row_of;
    for_each_row(rows, [&](std::uint32_t row) {
      if (subject.is_null(row)) return result.set_null(row);
      refuse_deleted(context, elements[subject.at(row)]);
      present.push_back(elements[subject.at(row)]);
      row_of.push_back(row);
    });
    const Bits bits = test(labels_, *context.view, std::span<const Element>(present));
    for (std::size_t i = 0; i < bits.size(); ++i) result.set(row_of[i], bits[i] != 0);
  }
  void test_values(const Vector& subject, const Selection& rows, const Context& context,
                   TruthColumn& result) const {
    ValueReader reader(subject);
    for_each_row(rows, [&](std::uint32_t row) {
      const Value& value = reader[row];
      if (value.is_null()) return result.set_null(row);
      result.set(row, test_value(value, context));
    });
  }
  bool test_value(const Value& value, const Context& context) const {
    if (value.type() == Type::Node) {
      const NodeId node = value.as_node();
      refuse_deleted(context, node);
      return test(labels_, *context.view, std::span<const NodeId>(&node, 1))[0] != 0;
    }
    if (value.type() == Type::Relationship) {
      const RelationshipRef ref = value.as_relationship();
      return test(labels_, *context.view, std::span<const RelationshipRef>(&ref, 1))[0] != 0;
    }
    throw operand_type_error(
        "labels are asked of a node or a relationship, not of a value of type " +
        std::string(type_name(value.type())));
  }

  Labels labels_;
};

}  // namespace

std::optional<LabelShape> label_shape(const BoundExpression& expression) {
  const auto* test = dynamic_cast<const LabelTest*>(&expression);
  if (!test || !test->name() || test->subject() == no_slot) return std::nullopt;
  return LabelShape{test->subject(), test->name()};
}

BoundExpressionPtr make_label_test(BoundExpressionPtr subject, const ast::LabelExpression& labels) {
  return std::make_unique<LabelTest>(std::move(subject), copy(labels));
}

BoundExpressionPtr bound_label_test(const Symbol& subject, const ast::LabelExpression& labels) {
  return make_label_test(bound_slot(subject), labels);
}

}  // namespace normgraph::query
