#include "repl/render/plan.hpp"

#include <algorithm>
#include <cstdio>

#include "repl/render/cell_text.hpp"
#include "repl/text_width.hpp"

namespace normgraph::repl {
namespace {

std::string number_text(const Value& value) {
  if (value.is_null()) return {};
  if (value.type() != Type::Float) return cell_text(value);
  char text[64];
  std::snprintf(text, sizeof text, "%.3f", value.as_float());
  return text;
}

/// All columns but the last hold numbers.
std::vector<std::vector<std::string>> cells_of(const Table& table) {
  std::vector<std::vector<std::string>> lines{table.columns};
  for (const std::vector<Value>& row : table.rows) {
    std::vector<std::string>& line = lines.emplace_back();
    for (std::size_t i = 0; i + 1 < row.size(); ++i) line.push_back(number_text(row[i]));
    line.push_back(printable(cell_text(row.back())));
  }
  return lines;
}

/// An operator behind its numbers, which take `lead` columns.
void add_operator(std::string& out, const std::string& text, std::size_t lead, std::size_t width) {
  constexpr std::size_t least = 30, hanging = 2;
  const std::size_t indent = std::min(text.find_first_not_of(' '), text.size());
  const std::string_view words = std::string_view(text).substr(indent);
  const std::size_t taken = lead + indent;
  if (width < taken + least || display_width(words) <= width - taken) {
    out += text + '\n';
    return;
  }
  std::size_t before = indent;
  for (const std::string& line : wrap(words, width - taken - hanging)) {
    out += std::string(before, ' ') + line + '\n';
    before = taken + hanging;
  }
}

}  // namespace

std::string plan_text(const Table& table, std::size_t width) {
  std::string text;
  if (table.columns.size() == 1) {
    for (const std::vector<Value>& row : table.rows) text += printable(cell_text(row[0])) + '\n';
    return text;
  }
  const std::vector<std::vector<std::string>> lines = cells_of(table);
  std::vector<std::size_t> widths(table.columns.size(), 0);
  for (const std::vector<std::string>& line : lines)
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], line[i].size());
  std::size_t lead = 1;
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) lead += widths[i] + 2;
  for (const std::vector<std::string>& line : lines) {
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
      text += std::string(widths[i] - line[i].size() + 1, ' ') + line[i] + ' ';
    text += ' ';
    add_operator(text, line.back(), lead, width);
  }
  return text;
}

}  // namespace normgraph::repl
