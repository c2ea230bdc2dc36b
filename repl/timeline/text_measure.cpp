#include "repl/timeline/text_measure.hpp"

#include <array>

#include "repl/text_width.hpp"

namespace normgraph::repl {

namespace {

/// Advance widths of ' ' to '~' in DejaVu Sans, in thousandths of an em.
constexpr std::array<int, 95> advances{
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361,  318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635,  611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352,  635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592,  525, 636, 337, 636, 838};
constexpr double bold_factor = 1.13;
constexpr double other_letter = 0.75, wide_letter = 1.1;

std::size_t letter_bytes(unsigned char first) {
  if (first < 0xC0) return 1;
  if (first < 0xE0) return 2;
  return first < 0xF0 ? 3 : 4;
}

double letter_width(std::string_view letter) {
  const auto first = static_cast<unsigned char>(letter[0]);
  if (first >= 0x20 && first < 0x7F) return advances[first - 0x20U] / 1000.0;
  const std::size_t columns = display_width(letter);
  return columns == 0 ? 0 : columns == 1 ? other_letter : wide_letter;
}

/// How many bytes of the text fit, at least one letter.
std::size_t fitting_bytes(std::string_view text, double width, Weight weight) {
  std::size_t end = 0;
  double used = 0;
  while (end < text.size()) {
    const std::size_t bytes =
        std::min(letter_bytes(static_cast<unsigned char>(text[end])), text.size() - end);
    used += text_width(text.substr(end, bytes), weight);
    if (used > width && end > 0) break;
    end += bytes;
  }
  return end;
}

}  // namespace

double text_width(std::string_view text, Weight weight) {
  double width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t bytes =
        std::min(letter_bytes(static_cast<unsigned char>(text[i])), text.size() - i);
    width += letter_width(text.substr(i, bytes));
    i += bytes;
  }
  return weight == Weight::Bold ? width * bold_factor : width;
}

std::vector<std::string> wrap_text(std::string_view text, double width, Weight weight) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    std::size_t end = fitting_bytes(text, width, weight);
    if (end < text.size() && text[end] != ' ') {
      const std::size_t blank = text.substr(0, end).rfind(' ');
      if (blank != text.npos && blank > 0) end = blank;
    }
    lines.emplace_back(text.substr(0, end));
    while (!lines.back().empty() && lines.back().back() == ' ') lines.back().pop_back();
    text.remove_prefix(end);
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  }
  if (lines.empty()) lines.emplace_back();
  return lines;
}

}  // namespace normgraph::repl
