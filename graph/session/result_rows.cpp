#include "graph/session/result_rows.hpp"

#include "graph/query/execute.hpp"
#include "graph/value/footprint.hpp"

namespace normgraph {

namespace {

bool may_hold_elements(const Vector& column) {
  return column.kind() == Vector::Kind::Generic || column.kind() == Vector::Kind::Node ||
         column.kind() == Vector::Kind::Relationship;
}

}  // namespace

void append_rows(const Batch& batch, const query::Plan& plan, const store::GraphView& view,
                 Table& table) {
  const std::size_t first = table.rows.size();
  const std::size_t count = batch.selection.size();
  table.rows.resize(first + count);
  for (std::size_t i = 0; i < count; ++i) table.rows[first + i].reserve(plan.columns.size());
  for (const query::OutputColumn& output : plan.columns) {
    const Vector& column = batch.columns[output.slot];
    const bool elements = may_hold_elements(column);
    for (std::size_t i = 0; i < count; ++i) {
      Value value = column.value(batch.selection[i]);
      table.rows[first + i].push_back(elements ? query::detach(value, view) : std::move(value));
    }
  }
}

std::int64_t bytes_of_rows(const Table& table, std::size_t first) {
  std::int64_t bytes = 0;
  for (std::size_t row = first; row < table.rows.size(); ++row) {
    bytes += static_cast<std::int64_t>(sizeof table.rows[row]);
    for (const Value& value : table.rows[row]) bytes += bytes_of(value);
  }
  return bytes;
}

}  // namespace normgraph
