#include "graph/value/json.hpp"

#include "repl/render/rows.hpp"

namespace normgraph::repl {

namespace {

void append_row(std::string& out, const Table& table, const std::vector<Value>& row) {
  out += '{';
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i) out += ", ";
    append_json_string(out, table.columns[i]);
    out += ": ";
    append_json(out, row[i]);
  }
  out += '}';
}

}  // namespace

void render_json(std::string& out, const Table& table) {
  out += '[';
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    out += i ? ",\n " : "\n ";
    append_row(out, table, table.rows[i]);
  }
  out += table.rows.empty() ? "]" : "\n]";
}

void render_json_lines(std::string& out, const Table& table) {
  for (const std::vector<Value>& row : table.rows) {
    append_row(out, table, row);
    out += '\n';
  }
}

}  // namespace normgraph::repl
