#include "graph/query/expression/element_batch.hpp"

#include <algorithm>

#include "graph/query/expression/errors.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/query/expression/rows.hpp"

namespace normgraph::query {

void require_list(const Value& value, const char* where) {
  if (value.is_null() || value.type() == Type::List) return;
  throw operand_type_error(std::string(where) + " takes a list, not a value of type " +
                           std::string(type_name(value.type())));
}

ElementBatch::ElementBatch(const Vector& lists, const Selection& rows, const char* where,
                           Context& context) {
  ValueReader reader(lists);
  for_each_row(rows, [&](std::uint32_t row) {
    const Value& value = reader[row];
    require_list(value, where);
    if (value.is_null()) return;
    const List& list = value.as_list();
    context.book(static_cast<std::int64_t>(list.size() * sizeof(Value)), where);
    elements_.insert(elements_.end(), list.begin(), list.end());
    outer_rows_.insert(outer_rows_.end(), list.size(), row);
  });
}

Batch ElementBatch::batch(std::size_t first, std::size_t count, const Batch& outer,
                          const std::vector<Slot>& slots, Slot variable) const {
  Batch result;
  result.size = count;
  result.selection = Selection::all(count);
  std::size_t columns = variable + 1;
  for (const Slot slot : slots) columns = std::max<std::size_t>(columns, slot + 1);
  result.columns.resize(columns);
  const std::span<const std::uint32_t> from(outer_rows_.data() + first, count);
  for (const Slot slot : slots) result.columns[slot] = outer.columns[slot].gather(from);
  const auto begin = elements_.begin() + static_cast<std::ptrdiff_t>(first);
  result.columns[variable] =
      narrow(std::vector<Value>(begin, begin + static_cast<std::ptrdiff_t>(count)));
  return result;
}

void add_outer_slots(const BoundExpression& expression, const std::vector<Slot>& inner,
                     std::vector<Slot>& slots) {
  expression.visit_slots([&](Slot slot) {
    if (std::find(inner.begin(), inner.end(), slot) != inner.end()) return;
    if (std::find(slots.begin(), slots.end(), slot) == slots.end()) slots.push_back(slot);
  });
}

}  // namespace normgraph::query
