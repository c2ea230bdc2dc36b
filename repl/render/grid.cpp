#include "repl/render/grid.hpp"

#include <algorithm>

#include "repl/render/cell_text.hpp"
#include "repl/text_width.hpp"

namespace normgraph::repl {

namespace {

std::size_t widest_line(std::string_view text) {
  std::size_t widest = 0;
  for (std::size_t begin = 0;;) {
    const std::size_t end = text.find('\n', begin);
    widest = std::max(
        widest, display_width(text.substr(begin, end == text.npos ? text.npos : end - begin)));
    if (end == text.npos) return widest;
    begin = end + 1;
  }
}

Cell cell_of(const std::string& text) {
  Cell cell{.text = printable(text)};
  cell.width = widest_line(cell.text);
  return cell;
}

Cell cell_of(const Value& value, const TableOptions& options) {
  if (value.is_null()) {
    Cell cell = cell_of(options.for_readers ? "" : "null");
    cell.null = true;
    return cell;
  }
  return cell_of(options.for_readers ? plain_text(value) : cell_text(value));
}

}  // namespace

const std::string* Grid::constant(std::size_t column) const {
  if (rows.size() < 2) return nullptr;
  const std::string& text = rows.front()[column].text;
  const bool same = std::all_of(rows.begin(), rows.end(), [&](const std::vector<Cell>& row) {
    return row[column].text == text;
  });
  return same ? &text : nullptr;
}

bool Grid::is_empty(std::size_t column) const {
  return std::all_of(rows.begin(), rows.end(),
                     [&](const std::vector<Cell>& row) { return row[column].text.empty(); });
}

void Grid::remove(std::size_t column) {
  const auto at = static_cast<std::ptrdiff_t>(column);
  heads.erase(heads.begin() + at);
  right_aligned.erase(right_aligned.begin() + at);
  for (std::vector<Cell>& row : rows) row.erase(row.begin() + at);
}

Grid make_grid(const Table& table, const TableOptions& options) {
  Grid grid;
  for (const std::string& column : table.columns) grid.heads.push_back(cell_of(column));
  grid.right_aligned.assign(table.columns.size(), !table.rows.empty());
  for (const std::vector<Value>& row : table.rows) {
    std::vector<Cell>& cells = grid.rows.emplace_back();
    cells.reserve(row.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
      cells.push_back(cell_of(row[i], options));
      if (!row[i].is_number() && !row[i].is_null()) grid.right_aligned[i] = false;
    }
  }
  return grid;
}

}  // namespace normgraph::repl
