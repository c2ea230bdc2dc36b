#include <algorithm>

#include "graph/query/expression/errors.hpp"
#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/query/expression/rows.hpp"

namespace normgraph::query {
namespace {

/// `list[i]`: from the end where negative, null where there is none.
Value item_at(const List& list, std::int64_t index) {
  const auto size = static_cast<std::int64_t>(list.size());
  if (index < 0) index += size;
  if (index < 0 || index >= size) return {};
  return list[static_cast<std::size_t>(index)];
}

Error wrong_index(const Value& object, const Value& index) {
  if (object.type() != Type::List) {
    return Error(ErrorKind::Type, "NG3011", "TypeError", "MapElementAccessByNonString",
                 "a property is named by a string, not by a value of type " +
                     std::string(type_name(index.type())))
        .at_runtime();
  }
  return operand_type_error("a list index is an integer, not a value of type " +
                            std::string(type_name(index.type())));
}

}  // namespace

Value item_of(const Value& object, const Value& index, Context& context) {
  if (object.is_null()) return {};
  switch (object.type()) {
    case Type::List:
      if (index.is_null()) return {};
      if (index.type() != Type::Integer) throw wrong_index(object, index);
      return item_at(object.as_list(), index.as_integer());
    case Type::Map:
    case Type::Node:
    case Type::Relationship:
      if (index.is_null()) return {};
      if (index.type() != Type::String) throw wrong_index(object, index);
      return property_of(object, index.as_string(), context);
    default:
      throw operand_type_error(
          "[ ] takes a list, a map, a node or a relationship, not a value of type " +
          std::string(type_name(object.type())));
  }
}

namespace {

class Subscript final : public Operation {
 public:
  Subscript(BoundExpressionPtr object, BoundExpressionPtr index)
      : Operation(operands_of(std::move(object), std::move(index))) {}
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    const Evaluated objects(operand(0), batch, rows, context);
    const Evaluated indexes(operand(1), batch, rows, context);
    return located(span, [&] {
      std::vector<Value> values(batch.size);
      ValueReader object(*objects), index(*indexes);
      for_each_row(rows, [&](std::uint32_t row) {
        values[row] = item_of(object[row], index[row], context);
      });
      return narrow(std::move(values));
    });
  }
  std::string text() const override { return operand(0).text() + "[" + operand(1).text() + "]"; }
};

/// A bound of a slice as a position from 0 to size.
std::size_t position(const Value& bound, std::size_t size) {
  if (bound.type() != Type::Integer) {
    throw operand_type_error("the bounds of a slice are integers, not values of type " +
                             std::string(type_name(bound.type())));
  }
  const auto length = static_cast<std::int64_t>(size);
  std::int64_t at = bound.as_integer();
  if (at < 0) at = std::max<std::int64_t>(at, -length) + length;
  return static_cast<std::size_t>(std::min(at, length));
}

class Slice final : public Operation {
 public:
  Slice(BoundExpressionPtr object, BoundExpressionPtr from, BoundExpressionPtr to)
      : Operation(operands_of(std::move(object), std::move(from), std::move(to))) {
    type = StaticType::List;
    element = operand(0).element;
  }
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    const Evaluated objects(operand(0), batch, rows, context);
    const Vector from = bound(1, batch, rows, context), to = bound(2, batch, rows, context);
    return located(span, [&] {
      std::vector<Value> values(batch.size);
      ValueReader object(*objects), first(from), last(to);
      for_each_row(rows, [&](std::uint32_t row) {
        values[row] = slice(object[row], operands_[1] ? &first[row] : nullptr,
                            operands_[2] ? &last[row] : nullptr);
      });
      return Vector::of(std::move(values));
    });
  }
  std::string text() const override {
    return operand(0).text() + "[" + (operands_[1] ? operands_[1]->text() : "") + ".." +
           (operands_[2] ? operands_[2]->text() : "") + "]";
  }

 private:
  Vector bound(std::size_t i, const Batch& batch, const Selection& rows, Context& context) const {
    if (!operands_[i]) return all_null(batch.size);
    return Evaluated(operand(i), batch, rows, context).take();
  }
  static Value slice(const Value& object, const Value* from, const Value* to) {
    if (object.is_null() || (from && from->is_null()) || (to && to->is_null())) return {};
    if (object.type() != Type::List) {
      throw operand_type_error("[..] takes a list, not a value of type " +
                               std::string(type_name(object.type())));
    }
    const List& list = object.as_list();
    const std::size_t begin = from ? position(*from, list.size()) : 0;
    const std::size_t end = to ? position(*to, list.size()) : list.size();
    if (begin >= end) return Value::list({});
    const auto at = [&](std::size_t i) { return list.begin() + static_cast<std::ptrdiff_t>(i); };
    return Value::list(List(at(begin), at(end)));
  }
};

}  // namespace

BoundExpressionPtr make_subscript(BoundExpressionPtr object, BoundExpressionPtr index) {
  return std::make_unique<Subscript>(std::move(object), std::move(index));
}

BoundExpressionPtr make_slice(BoundExpressionPtr object, BoundExpressionPtr from,
                              BoundExpressionPtr to) {
  return std::make_unique<Slice>(std::move(object), std::move(from), std::move(to));
}

}  // namespace normgraph::query
