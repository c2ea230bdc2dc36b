#include "repl/text_width.hpp"

#include <utf8proc.h>

#include <algorithm>

namespace normgraph::repl {

namespace {

struct Character {
  std::size_t bytes = 1;
  std::size_t columns = 1;
  utf8proc_int32_t code_point = 0xFFFD;
  bool valid = true;
};

Character character_at(std::string_view text, std::size_t offset) {
  const auto first = static_cast<unsigned char>(text[offset]);
  if (first >= 0x20 && first < 0x7F) return {.bytes = 1, .columns = 1, .code_point = first};
  utf8proc_int32_t code_point;
  const auto length =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + offset,
                       static_cast<utf8proc_ssize_t>(text.size() - offset), &code_point);
  if (length <= 0) return {.valid = false};
  const int columns = utf8proc_charwidth(code_point);
  return {.bytes = static_cast<std::size_t>(length),
          .columns = static_cast<std::size_t>(std::max(columns, 0)),
          .code_point = code_point};
}

void append_utf8(std::string& out, utf8proc_int32_t code_point) {
  utf8proc_uint8_t bytes[4];
  const auto length = utf8proc_encode_char(code_point, bytes);
  out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

bool is_control(utf8proc_int32_t c) {
  const bool direction_override = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || direction_override;
}

void wrap_line(std::string_view line, std::size_t width, std::vector<std::string>& lines) {
  while (display_width(line) > width) {
    std::string_view part = fitting_prefix(line, width);
    if (part.empty()) part = line.substr(0, character_at(line, 0).bytes);  // wider than the column
    // A break is also right behind a blank that would not fit any more.
    std::size_t cut = part.size();
    if (line[cut] != ' ') {
      const std::size_t blank = part.rfind(' ');
      if (blank != part.npos && blank > 0) cut = blank;
    }
    std::string_view taken = line.substr(0, cut);
    while (!taken.empty() && taken.back() == ' ') taken.remove_suffix(1);
    lines.emplace_back(taken);
    line.remove_prefix(cut);
    while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
    if (line.empty()) return;
  }
  lines.emplace_back(line);
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Character c = character_at(text, i);
    columns += c.columns;
    i += c.bytes;
  }
  return columns;
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const Character c = character_at(text, i);
    if (!c.valid)
      append_utf8(out, 0xFFFD);
    else if (c.code_point == '\n')
      out += '\n';
    else if (c.code_point == '\t')
      out += ' ';
    else if (c.code_point == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
    }  // a line break of two characters is one
    else if (c.code_point < 0x20)
      append_utf8(out, 0x2400 + c.code_point);
    else if (is_control(c.code_point))
      append_utf8(out, 0xFFFD);
    else
      out.append(text.substr(i, c.bytes));
    i += c.bytes;
  }
  return out;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  width = std::max<std::size_t>(width, 1);
  for (std::size_t begin = 0;;) {
    const std::size_t end = text.find('\n', begin);
    wrap_line(text.substr(begin, end == text.npos ? text.npos : end - begin), width, lines);
    if (end == text.npos) return lines;
    begin = end + 1;
  }
}

std::string_view fitting_prefix(std::string_view text, std::size_t width) {
  std::size_t columns = 0, i = 0;
  while (i < text.size()) {
    const Character c = character_at(text, i);
    if (columns + c.columns > width) break;
    columns += c.columns;
    i += c.bytes;
  }
  return text.substr(0, i);
}

}  // namespace normgraph::repl
