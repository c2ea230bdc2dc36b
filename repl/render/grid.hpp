#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "graph/result.hpp"
#include "repl/render/table.hpp"

namespace normgraph::repl {

struct Cell {
  std::string text;
  std::size_t width = 0;  // of its widest line
  bool null = false;
};

/// A table as text, before it has a layout.
struct Grid {
  std::vector<Cell> heads;
  std::vector<std::vector<Cell>> rows;
  std::vector<bool> right_aligned;

  std::size_t columns() const { return heads.size(); }
  /// The text that a column has in all rows; null: it differs, or there are fewer than two rows.
  const std::string* constant(std::size_t column) const;
  bool is_empty(std::size_t column) const;
  void remove(std::size_t column);
};

Grid make_grid(const Table& table, const TableOptions& options);

}  // namespace normgraph::repl
