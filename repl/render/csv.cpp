#include "repl/render/cell_text.hpp"
#include "repl/render/rows.hpp"

namespace normgraph::repl {

namespace {

constexpr std::string_view line_end = "\r\n";

void append_field(std::string& out, std::string_view text) {
  const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != text.npos;
  const bool quoted = text.empty() || text.find_first_of(",\"\r\n") != text.npos;
  if (quoted) out += '"';
  if (formula) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  if (quoted) out += '"';
}

void append_value(std::string& out, const Value& value) {
  if (value.is_null()) return;
  if (value.is_number())
    out += cell_text(value);
  else
    append_field(out, plain_text(value));
}

}  // namespace

void render_csv(std::string& out, const Table& table) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (i) out += ',';
    append_field(out, table.columns[i]);
  }
  out += line_end;
  for (const std::vector<Value>& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i) out += ',';
      append_value(out, row[i]);
    }
    // A lone null would be an empty line, which readers skip.
    if (row.size() == 1 && row[0].is_null()) out += "\"\"";
    out += line_end;
  }
}

}  // namespace normgraph::repl
