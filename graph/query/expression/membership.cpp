

#include "graph/query/expression/errors.hpp"
#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/query/expression/rows.hpp"
#include "graph/query/value_table.hpp"

namespace normgraph::query {
namespace {

/// `item IN list` by the definition: true when one equals, else unknown when one may equal.
Truth contains(const Value& list, const Value& item) {
  Truth answer = Truth::False;
  for (const Value& each : list.as_list()) {
    answer = answer || equals(item, each);
    if (answer == Truth::True) break;
  }
  return answer;
}

/// Lists and maps may hold nulls, and NaN equals nothing: these need the definition.
bool is_plain(const Value& value) {
  switch (value.type()) {
    case Type::List:
    case Type::Map:
      return false;
    case Type::Float:
      return value.as_float() == value.as_float();
    default:
      return true;
  }
}

/// A list whose items are all plain or null, ready to be asked many times.
class ItemSet {
 public:
  explicit ItemSet(const List& list) {
    std::vector<Value> items;
    for (const Value& item : list) {
      if (item.is_null()) {
        has_null_ = true;
      } else if (is_plain(item)) {
        items.push_back(item);
      } else {
        usable_ = false;
        return;
      }
    }
    empty_ = list.empty();
    const Vector column = narrow(std::move(items));
    std::vector<std::uint32_t> entries;
    table_.insert(column, Selection::all(column.size()), entries);
  }
  bool usable() const { return usable_; }
  void test(const Vector& items, const Selection& rows, TruthColumn& result) const {
    std::vector<std::uint32_t> entries;
    table_.find(items, rows, entries);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (items.is_null(rows[i])) {
        result.set(rows[i], empty_ ? Truth::False : Truth::Null);
      } else if (entries[i] != ValueTable::not_found) {
        result.set(rows[i], true);
      } else if (has_null_) {
        result.set_null(rows[i]);
      }
    }
  }

 private:
  ValueTable table_;
  bool usable_ = true, has_null_ = false, empty_ = false;
};

class Membership final : public Operation {
 public:
  Membership(BoundExpressionPtr item, BoundExpressionPtr list)
      : Operation(operands_of(std::move(item), std::move(list))) {
    type = StaticType::Boolean;
    const Value* literal = literal_of(operand(1));
    if (literal && literal->type() == Type::List) {
      prepared_ = std::make_unique<ItemSet>(literal->as_list());
    }
  }
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    const Evaluated items(operand(0), batch, rows, context);
    TruthColumn result(batch.size);
    if (prepared_ && prepared_->usable() && typed_item(*items)) {
      prepared_->test(*items, rows, result);
      return result.take();
    }
    const Evaluated lists(operand(1), batch, rows, context);
    return located(operand(1).span, [&] {
      if (!test_constant_list(*items, *lists, rows, result)) {
        test_rows(*items, *lists, rows, result);
      }
      return result.take();
    });
  }
  std::string text() const override { return operand(0).text() + " IN " + operand(1).text(); }

 private:
  /// Kinds whose every value is plain.
  static bool typed_item(const Vector& items) {
    return items.kind() != Vector::Kind::Generic && items.kind() != Vector::Kind::Float;
  }
  /// A parameter or other constant: worth a set when it is asked often enough.
  static bool test_constant_list(const Vector& items, const Vector& lists, const Selection& rows,
                                 TruthColumn& result) {
    constexpr std::size_t worth_a_set = 8;
    if (!lists.is_constant() || rows.size() < worth_a_set || !typed_item(items)) return false;
    const Value list = lists.value(0);
    if (list.type() != Type::List || list.as_list().size() < worth_a_set) return false;
    const ItemSet set(list.as_list());
    if (!set.usable()) return false;
    set.test(items, rows, result);
    return true;
  }
  static void test_rows(const Vector& items, const Vector& lists, const Selection& rows,
                        TruthColumn& result) {
    ValueReader item(items), list(lists);
    for_each_row(rows, [&](std::uint32_t row) {
      const Value& in = list[row];
      if (in.is_null()) return result.set_null(row);
      if (in.type() != Type::List) {
        throw operand_type_error("IN takes a list, not a value of type " +
                                 std::string(type_name(in.type())));
      }
      result.set(row, contains(in, item[row]));
    });
  }

  std::unique_ptr<ItemSet> prepared_;
};

}  // namespace

BoundExpressionPtr make_membership(BoundExpressionPtr item, BoundExpressionPtr list) {
  return std::make_unique<Membership>(std::move(item), std::move(list));
}

}  // namespace normgraph::query
