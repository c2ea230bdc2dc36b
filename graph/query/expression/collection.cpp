#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/query/expression/rows.hpp"

namespace normgraph::query {
namespace {

std::vector<Vector> evaluate_all(const std::vector<BoundExpressionPtr>& items, const Batch& batch,
                                 const Selection& rows, Context& context) {
  std::vector<Vector> columns;
  columns.reserve(items.size());
  for (const auto& item : items) {
    columns.push_back(Evaluated(*item, batch, rows, context).take());
  }
  return columns;
}

/// The one type of all items that are not null; Any where they differ.
StaticType common_type(const std::vector<BoundExpressionPtr>& items) {
  StaticType common = StaticType::Null;
  for (const auto& item : items) {
    if (item->type == StaticType::Null) continue;
    if (common != StaticType::Null && common != item->type) return StaticType::Any;
    common = item->type;
  }
  return common == StaticType::Null ? StaticType::Any : common;
}

class ListNode final : public Operation {
 public:
  explicit ListNode(std::vector<BoundExpressionPtr> items) : Operation(std::move(items)) {
    type = StaticType::List;
    element = common_type(operands_);
  }
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    const std::vector<Vector> columns = evaluate_all(operands_, batch, rows, context);
    std::vector<Value> values(batch.size);
    for_each_row(rows, [&](std::uint32_t row) {
      List list;
      list.reserve(columns.size());
      for (const Vector& column : columns) list.push_back(column.value(row));
      values[row] = Value::list(std::move(list));
    });
    return Vector::of(std::move(values));
  }
  std::string text() const override { return "[" + text_of(operands_) + "]"; }
};

class MapNode final : public Operation {
 public:
  MapNode(std::vector<std::string> keys, std::vector<BoundExpressionPtr> items)
      : Operation(std::move(items)), keys_(std::move(keys)) {
    type = StaticType::Map;
  }
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    const std::vector<Vector> columns = evaluate_all(operands_, batch, rows, context);
    std::vector<Value> values(batch.size);
    for_each_row(rows, [&](std::uint32_t row) {
      Map map;
      map.reserve(columns.size());
      for (std::size_t i = 0; i < columns.size(); ++i) {
        map.emplace_back(keys_[i], columns[i].value(row));
      }
      values[row] = Value::map(std::move(map));
    });
    return Vector::of(std::move(values));
  }
  std::string text() const override {
    std::string result;
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      if (i > 0) result += ", ";
      result += name_text(keys_[i]) + ": " + operand(i).text();
    }
    return "{" + result + "}";
  }

 private:
  std::vector<std::string> keys_;
};

bool all_literal(const std::vector<BoundExpressionPtr>& items) {
  for (const auto& item : items) {
    if (!literal_of(*item)) return false;
  }
  return true;
}

}  // namespace

BoundExpressionPtr make_list(std::vector<BoundExpressionPtr> items) {
  if (!all_literal(items)) return std::make_unique<ListNode>(std::move(items));
  List list;
  for (const auto& item : items) list.push_back(*literal_of(*item));
  auto result = bound_constant(Value::list(std::move(list)));
  result->element = common_type(items);
  return result;
}

BoundExpressionPtr make_map(std::vector<std::string> keys, std::vector<BoundExpressionPtr> items) {
  if (!all_literal(items)) {
    return std::make_unique<MapNode>(std::move(keys), std::move(items));
  }
  Map map;
  for (std::size_t i = 0; i < keys.size(); ++i) map.emplace_back(keys[i], *literal_of(*items[i]));
  return bound_constant(Value::map(std::move(map)));
}

}  // namespace normgraph::query
