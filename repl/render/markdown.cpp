#include "repl/render/cell_text.hpp"
#include "repl/render/rows.hpp"

namespace normgraph::repl {

namespace {

/// Text inside a cell: nothing in it may end the cell or be read as HTML.
void append_cell(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '|':
        out += "\\|";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '<':
        out += "&lt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '\n':
        out += "<br>";
        break;
      case '\r':
        break;
      default:
        out += c;
    }
  }
}

bool is_numeric(const Table& table, std::size_t column) {
  for (const std::vector<Value>& row : table.rows)
    if (!row[column].is_number() && !row[column].is_null()) return false;
  return !table.rows.empty();
}

}  // namespace

void render_markdown(std::string& out, const Table& table) {
  for (const std::string& column : table.columns) {
    out += "| ";
    append_cell(out, column);
    out += ' ';
  }
  out += "|\n";
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    out += is_numeric(table, i) ? "| ---: " : "| --- ";
  out += "|\n";
  for (const std::vector<Value>& row : table.rows) {
    for (const Value& value : row) {
      out += "| ";
      if (!value.is_null()) append_cell(out, plain_text(value));
      out += ' ';
    }
    out += "|\n";
  }
}

}  // namespace normgraph::repl
