// Tables for people. The layout has three steps: the text of every cell, the width of every column
// (natural, or shrunk until the whole fits), and the lines of every row.

#include "repl/render/table.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "repl/render/cell_text.hpp"
#include "repl/text_width.hpp"

namespace normgraph::repl {

namespace {

constexpr std::size_t longest_kept_word = 24;  // a longer word may be broken
constexpr std::size_t short_cell = 14;         // a column of such cells keeps its width if it can
constexpr std::size_t most_lines = 12;         // of one cell; then "…"

struct Cell {
  std::string text;
  std::size_t width = 0;  // of its widest line
  bool null = false;
};

struct Grid {
  std::vector<Cell> heads;
  std::vector<std::vector<Cell>> rows;
  std::vector<bool> right_aligned;
};

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

std::size_t widest_word(std::string_view text) {
  std::size_t widest = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \n", begin), text.size());
    widest = std::max(widest, display_width(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return widest;
}

Cell cell_of(std::string text) {
  Cell cell{.text = printable(text)};
  cell.width = widest_line(cell.text);
  return cell;
}

Cell cell_of(const Value& value, const TableOptions& options) {
  if (value.is_null()) {
    Cell cell = cell_of(options.show_null ? "null" : "");
    cell.null = true;
    return cell;
  }
  return cell_of(options.plain_lists ? plain_text(value) : cell_text(value));
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

std::vector<std::size_t> natural_widths(const Grid& grid) {
  std::vector<std::size_t> widths;
  for (const Cell& head : grid.heads) widths.push_back(std::max<std::size_t>(head.width, 1));
  for (const std::vector<Cell>& row : grid.rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].width);
  return widths;
}

/// The width below which a column would have to break its words (long ones are broken all the
/// same).
std::vector<std::size_t> least_widths(const Grid& grid) {
  std::vector<std::size_t> widths;
  for (const Cell& head : grid.heads) widths.push_back(widest_word(head.text));
  for (const std::vector<Cell>& row : grid.rows)
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], widest_word(row[i].text));
  for (std::size_t& width : widths) width = std::clamp(width, std::size_t{1}, longest_kept_word);
  return widths;
}

/// How much a column deserves, when the sum of the squares of all cells' heights is to be small:
/// with text of width t in a column of width w a cell has t/w lines, and the sum of (t/w)² over all
/// columns is least when w grows with the cube root of the sum of t².
std::vector<double> weights(const Grid& grid, std::size_t columns) {
  std::vector<double> squares(columns, 1.0);
  for (const std::vector<Cell>& row : grid.rows)
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto width = static_cast<double>(row[i].width);
      squares[i] += width * width;
    }
  for (double& square : squares) square = std::cbrt(square);
  return squares;
}

/// Shrinks the columns until their sum is at most `room`. False when not even the least widths fit.
bool shrink(std::vector<std::size_t>& widths, const Grid& grid, std::size_t room) {
  const auto sum = [](const std::vector<std::size_t>& all) {
    return std::accumulate(all.begin(), all.end(), std::size_t{0});
  };
  if (sum(widths) <= room) return true;
  const std::vector<std::size_t> words = least_widths(grid);
  if (sum(words) > room) return false;
  // Better still when short cells ("Article 10") are not wrapped at all.
  std::vector<std::size_t> least = words;
  for (std::size_t i = 0; i < least.size(); ++i)
    if (widths[i] <= short_cell) least[i] = widths[i];
  if (sum(least) > room) least = words;
  const std::vector<double> weight = weights(grid, widths.size());
  // Columns whose share lies outside their bounds get the bound; the others share what remains.
  std::vector<std::size_t> result(widths.size(), 0);
  for (bool settled = false; !settled;) {
    settled = true;
    double free_room = static_cast<double>(room - sum(result)), free_weight = 0;
    for (std::size_t i = 0; i < widths.size(); ++i)
      if (result[i] == 0) free_weight += weight[i];
    // Too narrow first: what they take more than their share is missing for the others.
    for (const bool narrow : {true, false}) {
      for (std::size_t i = 0; i < widths.size(); ++i) {
        if (result[i] != 0) continue;
        const double share = free_room * weight[i] / free_weight;
        const bool bound = narrow ? share < static_cast<double>(least[i])
                                  : share >= static_cast<double>(widths[i]);
        if (!bound) continue;
        result[i] = narrow ? least[i] : widths[i];
        settled = false;
      }
      if (!settled) break;
    }
    if (!settled) continue;
    for (std::size_t i = 0; i < widths.size(); ++i)
      if (result[i] == 0) result[i] = static_cast<std::size_t>(free_room * weight[i] / free_weight);
  }
  widths = std::move(result);
  return true;
}

class TableWriter {
 public:
  TableWriter(std::string& out, const Grid& grid, std::vector<std::size_t> widths,
              const Style& style)
      : out_(out), grid_(grid), widths_(std::move(widths)), style_(style) {}

  void write() {
    write_row(grid_.heads, true);
    rule(style_.unicode ? "─" : "-", style_.unicode ? "┼" : "+");
    const bool separated = has_wrapped_rows();
    for (std::size_t i = 0; i < grid_.rows.size(); ++i) {
      if (separated && i > 0) rule(style_.unicode ? "╌" : "-", style_.unicode ? "┼" : "+");
      write_row(grid_.rows[i], false);
    }
  }

 private:
  bool has_wrapped_rows() const {
    for (const std::vector<Cell>& row : grid_.rows)
      for (std::size_t i = 0; i < row.size(); ++i)
        if (row[i].width > widths_[i] || row[i].text.find('\n') != std::string::npos) return true;
    return false;
  }

  void faint(std::string_view text) {
    if (style_.color) out_ += "\x1b[2m";
    out_ += text;
    if (style_.color) out_ += "\x1b[0m";
  }

  void rule(std::string_view line, std::string_view crossing) {
    std::string text;
    for (std::size_t i = 0; i < widths_.size(); ++i) {
      if (i) text += crossing;
      for (std::size_t n = widths_[i] + 2; n > 0; --n) text += line;
    }
    faint(text);
    out_ += '\n';
  }

  std::vector<std::string> lines_of(const Cell& cell, std::size_t width) const {
    std::vector<std::string> lines = wrap(cell.text, width);
    if (style_.width > 0 && lines.size() > most_lines) {
      lines.resize(most_lines);
      std::string& last = lines.back();
      last = std::string(fitting_prefix(last, width - 1)) + (style_.unicode ? "…" : ".");
    }
    return lines;
  }

  void write_row(const std::vector<Cell>& cells, bool head) {
    std::vector<std::vector<std::string>> lines;
    std::size_t height = 1;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      lines.push_back(lines_of(cells[i], widths_[i]));
      height = std::max(height, lines.back().size());
    }
    for (std::size_t line = 0; line < height; ++line) {
      for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i) faint(style_.unicode ? "│" : "|");
        const std::string_view text = line < lines[i].size() ? lines[i][line] : std::string_view();
        write_cell(text, i, head, cells[i].null, i + 1 == cells.size());
      }
      while (!out_.empty() && out_.back() == ' ') out_.pop_back();
      out_ += '\n';
    }
  }

  void write_cell(std::string_view text, std::size_t column, bool head, bool null, bool last) {
    const std::size_t width = display_width(text);
    const std::size_t padding = widths_[column] > width ? widths_[column] - width : 0;
    out_ += ' ';
    if (grid_.right_aligned[column]) out_.append(padding, ' ');
    if (style_.color && head) out_ += "\x1b[1m";
    if (style_.color && null) out_ += "\x1b[2m";
    out_ += text;
    if (style_.color && (head || null)) out_ += "\x1b[0m";
    if (!grid_.right_aligned[column] && !last) out_.append(padding, ' ');
    if (!last) out_ += ' ';
  }

  std::string& out_;
  const Grid& grid_;
  std::vector<std::size_t> widths_;
  const Style& style_;
};

/// One row below the other, a line for each column: for terminals that are too narrow.
void write_records(std::string& out, const Grid& grid, const Style& style) {
  std::size_t head_width = 0;
  for (const Cell& head : grid.heads) head_width = std::max(head_width, head.width);
  head_width = std::min(head_width, style.width / 2);
  const std::size_t room = style.width > head_width + 2 ? style.width - head_width - 2 : 1;
  for (std::size_t r = 0; r < grid.rows.size(); ++r) {
    out += (style.unicode ? "── " : "-- ") + std::to_string(r + 1) + '\n';
    for (std::size_t i = 0; i < grid.heads.size(); ++i) {
      const std::string_view head = fitting_prefix(grid.heads[i].text, head_width);
      std::string indent(head_width + 2, ' ');
      bool first = true;
      for (const std::string& line : wrap(grid.rows[r][i].text, room)) {
        if (first) {
          out += head;
          out.append(indent.size() - display_width(head), ' ');
        } else {
          out += indent;
        }
        first = false;
        out += line + '\n';
      }
    }
  }
}

}  // namespace

void render_table(std::string& out, const Table& table, const Style& style,
                  const TableOptions& options) {
  const Grid grid = make_grid(table, options);
  std::vector<std::size_t> widths = natural_widths(grid);
  if (widths.empty()) return;
  const std::size_t frame = widths.size() * 3 - 1;  // blanks around cells and lines between
  const std::size_t room = style.width > frame ? style.width - frame : 0;
  if (style.width > 0 && !shrink(widths, grid, room) && !grid.rows.empty())
    write_records(out, grid, style);
  else
    TableWriter(out, grid, std::move(widths), style).write();
}

}  // namespace normgraph::repl
