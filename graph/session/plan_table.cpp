#include "graph/session/plan_table.hpp"

#include <algorithm>
#include <cmath>

namespace normgraph {
namespace {

Value expected_of(const query::OperatorReport& report) {
  constexpr double most = 1e15;  // more says no more
  return Value::integer(static_cast<std::int64_t>(std::ceil(std::min(report.expected_rows, most))));
}

Value count_of(std::uint64_t rows) { return Value::integer(static_cast<std::int64_t>(rows)); }

Value milliseconds(std::chrono::nanoseconds time) {
  return Value::real(std::chrono::duration<double, std::milli>(time).count());
}

/// Null for an operator that keeps nothing.
Value kilobytes(std::int64_t bytes) {
  return bytes > 0 ? Value::integer((bytes + 1023) / 1024) : Value();
}

std::string result_of(const query::Plan& plan) {
  if (plan.columns.empty()) return "No result";
  std::string columns;
  for (const query::OutputColumn& column : plan.columns)
    columns += (columns.empty() ? "Result " : ", ") + column.name;
  return columns;
}

}  // namespace

Table lines_table(const std::string& text) {
  Table table{.name = "", .columns = {"plan"}, .rows = {}};
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = text.find('\n', begin);
    if (end == std::string::npos) end = text.size();
    table.rows.push_back({Value::string(text.substr(begin, end - begin))});
    begin = end + 1;
  }
  return table;
}

Table plan_table(const query::Plan& plan, const query::Execution& execution, bool measured) {
  Table table;
  table.columns = measured ? std::vector<std::string>{"expected", "in", "rows", "ms", "kB"}
                           : std::vector<std::string>{"expected"};
  table.columns.push_back("operator");
  const auto add = [&](std::vector<Value> numbers, std::string text) {
    numbers.resize(table.columns.size() - 1);
    numbers.push_back(Value::string(std::move(text)));
    table.rows.push_back(std::move(numbers));
  };
  for (const query::OperatorReport& each : execution.operators()) {
    add({expected_of(each), each.rows_in ? count_of(*each.rows_in) : Value(), count_of(each.rows),
         milliseconds(each.time), kilobytes(each.memory)},
        std::string(2 * each.depth, ' ') + each.text);
  }
  add({Value(), Value(), Value(), milliseconds(execution.time())}, result_of(plan));
  return table;
}

}  // namespace normgraph
