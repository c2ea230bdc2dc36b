#include "repl/render/search_hits.hpp"

#include <algorithm>
#include <optional>

#include "repl/render/table.hpp"

namespace normgraph::repl {

namespace {

std::optional<std::size_t> find_column(const Table& table, std::string_view name) {
  const auto found = std::find(table.columns.begin(), table.columns.end(), name);
  if (found == table.columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - table.columns.begin());
}

bool is_empty(const Table& table, std::size_t column) {
  return std::all_of(table.rows.begin(), table.rows.end(),
                     [&](const std::vector<Value>& row) { return row[column].is_null(); });
}

/// The table without the number of all hits and what no hit says, and with the snippet behind
/// everything else: nothing stands behind it that bold words could move.
Table arranged(const Table& hits) {
  const auto total = find_column(hits, "total"), snippet = find_column(hits, "snippet");
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < hits.columns.size(); ++i)
    if (i != total && i != snippet && !is_empty(hits, i)) order.push_back(i);
  if (snippet) order.push_back(*snippet);
  Table table{.name = hits.name, .columns = {}, .rows = {}};
  for (const std::size_t i : order) table.columns.push_back(hits.columns[i]);
  for (const std::vector<Value>& row : hits.rows) {
    std::vector<Value>& cells = table.rows.emplace_back();
    for (const std::size_t i : order) cells.push_back(row[i]);
  }
  return table;
}

/// Marks become bold within a line; one that a line break has parted is left out.
std::string with_bold(const std::string& text) {
  std::string out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    std::string line = text.substr(begin, end - begin);
    for (std::size_t open = line.find("**"); open != line.npos; open = line.find("**", open)) {
      const std::size_t close = line.find("**", open + 2);
      if (close == line.npos) {
        line.erase(open, 2);
        break;
      }
      line.replace(close, 2, "\x1b[0m");
      line.replace(open, 2, "\x1b[1m");
    }
    out += line;
    begin = end;
  }
  return out;
}

}  // namespace

std::string hits_left(const Table& hits) {
  const auto total = find_column(hits, "total");
  if (!total || hits.rows.empty() || hits.rows.front()[*total].type() != Type::Integer) return {};
  const auto all = static_cast<std::size_t>(hits.rows.front()[*total].as_integer());
  if (all <= hits.rows.size()) return {};
  return std::to_string(hits.rows.size()) + " of " + std::to_string(all) + " hits";
}

void render_search(std::string& out, const Answer& answer, const Style& style) {
  for (const Table& hits : answer.tables) {
    if (hits.rows.empty()) {
      out += "no hits\n";
      continue;
    }
    std::string text;
    render_table(text, arranged(hits), style, {.for_readers = true});
    out += style.color ? with_bold(text) : text;
    if (const std::string left = hits_left(hits); !left.empty())
      out += left + "; more words, or IN a selection, find fewer.\n";
  }
}

}  // namespace normgraph::repl
