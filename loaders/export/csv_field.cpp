#include "loaders/export/csv_field.hpp"

namespace normgraph::loaders {

void append_csv_field(std::string& out, std::string_view field, bool text) {
  const std::size_t first = field.find_first_not_of(' ');
  const bool formula = text && first != std::string_view::npos &&
                       std::string_view("=+-@\t\r").find(field[first]) != std::string_view::npos;
  const bool quotes = field.find_first_of("\",\r\n") != std::string_view::npos ||
                      field.starts_with(' ') || field.ends_with(' ');
  if (quotes) out += '"';
  if (formula) out += '\'';
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  if (quotes) out += '"';
}

}  // namespace normgraph::loaders
