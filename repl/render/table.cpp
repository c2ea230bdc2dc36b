// Tables for people: the text of every cell (grid.cpp), the width of every column
// (column_widths.cpp), then the lines of every row.

#include "repl/render/table.hpp"

#include <algorithm>
#include <optional>

#include "repl/render/column_widths.hpp"
#include "repl/render/grid.hpp"
#include "repl/text_width.hpp"

namespace normgraph::repl {

namespace {

constexpr std::size_t most_lines = 12;  // of one cell; then "…"

class TableWriter {
 public:
  TableWriter(std::string& out, const Grid& grid, std::vector<std::size_t> widths,
              const Style& style)
      : out_(out), grid_(grid), widths_(std::move(widths)), style_(style) {}

  void write() {
    write_row(grid_.heads, true);
    rule(style_.unicode ? "─" : "-", style_.unicode ? "┼" : "+");
    for (std::size_t i = 0; i < grid_.rows.size(); ++i) {
      // A rule only where one could doubt which line belongs to which row.
      if (i > 0 && (is_tall(grid_.rows[i - 1]) || is_tall(grid_.rows[i])))
        rule(style_.unicode ? "╌" : "-", style_.unicode ? "┼" : "+");
      write_row(grid_.rows[i], false);
    }
  }

 private:
  bool is_tall(const std::vector<Cell>& row) const {
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

bool is_reference(const Cell& head) {
  return head.text == "key" || head.text == "keys" || head.text == "sources";
}

/// The columns of a record in the order of its lines: for readers the first one is the heading, and
/// keys and sources come last.
std::vector<std::size_t> record_lines(const Grid& grid, bool for_readers) {
  std::vector<std::size_t> order;
  for (std::size_t i = for_readers ? 1 : 0; i < grid.columns(); ++i)
    if (!for_readers || !is_reference(grid.heads[i])) order.push_back(i);
  for (std::size_t i = 1; for_readers && i < grid.columns(); ++i)
    if (is_reference(grid.heads[i])) order.push_back(i);
  return order;
}

void write_record_heading(std::string& out, const std::string& name, const Style& style) {
  const char* line = style.unicode ? "─" : "-";
  const std::string_view shown = fitting_prefix(name, style.width > 6 ? style.width - 4 : 1);
  out += std::string(line) + line + ' ' + std::string(shown) + ' ';
  for (std::size_t i = display_width(shown) + 4; i < std::min<std::size_t>(style.width, 40); ++i)
    out += line;
  out += '\n';
}

/// One row below the other, a line for each column: for terminals that are too narrow.
void write_records(std::string& out, const Grid& grid, const Style& style, bool for_readers) {
  std::size_t head_width = 0;
  for (const Cell& head : grid.heads) head_width = std::max(head_width, head.width);
  head_width = std::min(head_width, style.width / 2);
  const std::size_t room = style.width > head_width + 2 ? style.width - head_width - 2 : 1;
  const std::vector<std::size_t> order = record_lines(grid, for_readers);
  for (std::size_t r = 0; r < grid.rows.size(); ++r) {
    write_record_heading(out, for_readers ? grid.rows[r][0].text : std::to_string(r + 1), style);
    for (const std::size_t i : order) {
      if (for_readers && grid.rows[r][i].text.empty()) continue;
      std::string_view head = fitting_prefix(grid.heads[i].text, head_width);
      for (const std::string& line : wrap(grid.rows[r][i].text, room)) {
        out += head;
        if (!line.empty()) out.append(head_width + 2 - display_width(head), ' ');
        out += line + '\n';
        head = "";
      }
    }
  }
}

/// What was left out so that a table fits, to be told below it.
struct LeftOut {
  std::string same, hidden;

  void add_same(const Cell& head, const std::string& text) {
    same += (same.empty() ? "" : ", ") + head.text + ' ' + text;
  }
  void add_hidden(const Cell& head) { hidden += (hidden.empty() ? "" : ", ") + head.text; }

  void write(std::string& out, std::size_t width) const {
    std::string text;
    if (!same.empty()) text = "In all rows: " + same + ".";
    if (!text.empty() && !hidden.empty()) text += ' ';
    if (!hidden.empty()) text += "No room for: " + hidden + " (--format json shows all).";
    if (text.empty()) return;
    for (const std::string& line : wrap(text, width)) out += line + '\n';
  }
};

/// How many lines a row has on average.
double average_height(const Grid& grid, const std::vector<std::size_t>& widths) {
  std::size_t lines = 0;
  for (const std::vector<Cell>& row : grid.rows) {
    std::size_t height = 1;
    for (std::size_t i = 0; i < row.size(); ++i)
      height = std::max(height, (row[i].width + widths[i] - 1) / widths[i]);
    lines += height;
  }
  return static_cast<double>(lines) /
         static_cast<double>(std::max<std::size_t>(grid.rows.size(), 1));
}

/// Whether some cell would lose lines.
bool is_cut(const Grid& grid, const std::vector<std::size_t>& widths) {
  for (const std::vector<Cell>& row : grid.rows)
    for (std::size_t i = 0; i < row.size(); ++i)
      if ((row[i].width + widths[i] - 1) / widths[i] > most_lines) return true;
  return false;
}

/// Removes the columns that say nothing, or the same in all rows.
void leave_out_same(Grid& grid, LeftOut& left_out) {
  for (std::size_t i = 0; i < grid.columns() && grid.columns() > 1;) {
    const std::string* text = grid.constant(i);
    if (text && !text->empty()) left_out.add_same(grid.heads[i], *text);
    if (text || grid.is_empty(i))
      grid.remove(i);
    else
      ++i;
  }
}

void leave_out_named(Grid& grid, LeftOut& left_out, std::initializer_list<std::string_view> names) {
  for (std::size_t i = 1; i < grid.columns();) {  // what stands first names the row
    if (std::find(names.begin(), names.end(), grid.heads[i].text) == names.end()) {
      ++i;
      continue;
    }
    left_out.add_hidden(grid.heads[i]);
    grid.remove(i);
  }
}

/// Removes what only programs need, and marks that mark nothing.
void leave_out_details(Grid& grid, const std::vector<std::string>& details) {
  for (std::size_t i = grid.columns(); i-- > 1;) {
    const std::string& name = grid.heads[i].text;
    const bool detail = std::find(details.begin(), details.end(), name) != details.end();
    if (detail || (name == "disputed" && grid.is_empty(i))) grid.remove(i);
  }
}

/// Takes columns out of a table for readers until it fits, and while its rows are tall: those that
/// say the same in all rows (told below), then keys, then sources.
std::optional<std::vector<std::size_t>> fit_by_leaving_out(Grid& grid, std::size_t width,
                                                           LeftOut& left_out) {
  constexpr double comfortable = 3;
  auto widths = column_widths(grid, width);
  const auto is_comfortable = [&] {
    return widths && average_height(grid, *widths) <= comfortable;
  };
  if (is_comfortable()) return widths;
  leave_out_same(grid, left_out);
  widths = column_widths(grid, width);
  if (is_comfortable()) return widths;
  leave_out_named(grid, left_out, {"key", "keys"});
  widths = column_widths(grid, width);
  if (widths && !is_cut(grid, *widths)) return widths;
  leave_out_named(grid, left_out, {"sources"});
  widths = column_widths(grid, width);
  if (widths && is_cut(grid, *widths)) return std::nullopt;
  return widths;
}

}  // namespace

void render_table(std::string& out, const Table& table, const Style& style,
                  const TableOptions& options) {
  if (table.columns.empty()) return;
  Grid grid = make_grid(table, options);
  if (options.for_readers) leave_out_details(grid, options.details);
  LeftOut left_out;
  const auto widths = options.for_readers && style.width > 0
                          ? fit_by_leaving_out(grid, style.width, left_out)
                          : column_widths(grid, style.width);
  if (widths) {
    TableWriter(out, grid, *widths, style).write();
    return left_out.write(out, style.width);
  }
  Grid whole = make_grid(table, options);
  if (options.for_readers) leave_out_details(whole, options.details);
  if (!whole.rows.empty()) return write_records(out, whole, style, options.for_readers);
  TableWriter(out, whole, *column_widths(whole, 0), style).write();  // only headings
}

}  // namespace normgraph::repl
