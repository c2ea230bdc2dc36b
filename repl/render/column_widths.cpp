#include "repl/render/column_widths.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "repl/text_width.hpp"

namespace normgraph::repl {

namespace {

using Widths = std::vector<std::size_t>;

constexpr std::size_t short_cell = 14;  // a column of such cells keeps its width if it can
// Words up to so many columns are kept whole, if there is room; a longer one may be broken.
constexpr std::array<std::size_t, 3> kept_words{24, 16, 12};

std::size_t sum(const Widths& widths) {
  return std::accumulate(widths.begin(), widths.end(), std::size_t{0});
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

Widths natural_widths(const Grid& grid) {
  Widths widths;
  for (const Cell& head : grid.heads) widths.push_back(std::max<std::size_t>(head.width, 1));
  for (const std::vector<Cell>& row : grid.rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].width);
  return widths;
}

Widths word_widths(const Grid& grid) {
  Widths widths;
  for (const Cell& head : grid.heads)
    widths.push_back(std::max<std::size_t>(widest_word(head.text), 1));
  for (const std::vector<Cell>& row : grid.rows)
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], widest_word(row[i].text));
  return widths;
}

/// The widths below which columns must not go, at most `room` in all; nothing: there are none.
std::optional<Widths> least_widths(const Grid& grid, const Widths& natural, std::size_t room) {
  const Widths words = word_widths(grid);
  for (const std::size_t kept : kept_words) {
    Widths least = words;
    for (std::size_t& width : least) width = std::min(width, kept);
    if (sum(least) > room) continue;
    Widths roomy = least;  // short cells ("Article 10") are better not wrapped at all
    for (std::size_t i = 0; i < roomy.size(); ++i)
      if (natural[i] <= short_cell) roomy[i] = natural[i];
    return sum(roomy) <= room ? roomy : least;
  }
  return std::nullopt;
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

/// Shares `room` among the columns by their weights, each between its least and its natural width.
Widths share(const Grid& grid, const Widths& widths, const Widths& least, std::size_t room) {
  const std::vector<double> weight = weights(grid, widths.size());
  // Columns whose share lies outside their bounds get the bound; the others share what remains.
  Widths result(widths.size(), 0);
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
  return result;
}

}  // namespace

std::optional<std::vector<std::size_t>> column_widths(const Grid& grid, std::size_t width) {
  const Widths natural = natural_widths(grid);
  if (width == 0) return natural;
  const std::size_t frame = grid.columns() * 3 - 1;  // blanks around cells, lines between
  const std::size_t room = width > frame ? width - frame : 0;
  if (sum(natural) <= room) return natural;
  const std::optional<Widths> least = least_widths(grid, natural, room);
  if (!least) return std::nullopt;
  return share(grid, natural, *least, room);
}

}  // namespace normgraph::repl
