#include "grammar/error.hpp"

#include <algorithm>
#include <cctype>

namespace normgraph {
namespace {

/// Every byte but the continuation bytes of UTF-8 begins a code point.
bool begins_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_code_point));
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

/// Optimal string alignment: insertions, deletions, replacements and swaps of neighbours cost 1.
std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replace});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

/// How many typing errors a word of this length may have and still be meant.
std::size_t tolerance(std::size_t length) {
  return length <= 2 ? 0 : length <= 5 ? 1 : length <= 9 ? 2 : 3;
}

/// A window of a long line around the underlined place, so that generated statements of many
/// thousand characters still give a readable message.
constexpr std::size_t max_line_bytes = 240;

struct SourceLine {
  std::string_view text;
  std::size_t start = 0;  // offset of `text` in the statement
  bool cut_before = false, cut_after = false;
};

SourceLine line_around(std::string_view text, std::size_t offset) {
  const std::size_t before = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  std::size_t start = before == std::string_view::npos ? 0 : before + 1;
  std::size_t end = std::min(text.find('\n', offset), text.size());
  if (end > start && text[end - 1] == '\r' && end - 1 >= offset) --end;
  SourceLine line;
  if (end - start > max_line_bytes) {
    const std::size_t half = max_line_bytes / 2;
    if (offset > start + half) start = offset - half, line.cut_before = true;
    if (end > start + max_line_bytes) end = start + max_line_bytes, line.cut_after = true;
    while (start < offset && !begins_code_point(text[start])) ++start;
    while (end > offset && end < text.size() && !begins_code_point(text[end])) --end;
  }
  line.text = text.substr(start, end - start);
  line.start = start;
  return line;
}

}  // namespace

Position position_of(std::string_view text, std::uint32_t offset) {
  const std::string_view before = text.substr(0, std::min<std::size_t>(offset, text.size()));
  const std::size_t newline = before.rfind('\n');
  const std::size_t start = newline == std::string_view::npos ? 0 : newline + 1;
  Position position;
  position.line += static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n'));
  position.column += static_cast<std::uint32_t>(count_code_points(before.substr(start)));
  return position;
}

std::string render(const Error& error, std::string_view text) {
  std::string result = "error " + error.code + ": " + error.message + "\n";
  if (error.has_span) {
    const std::size_t offset = std::min<std::size_t>(error.span.offset, text.size());
    const Position place = position_of(text, error.span.offset);
    const SourceLine line = line_around(text, offset);
    const std::string number = std::to_string(place.line);
    const std::string shown =
        (line.cut_before ? "…" : "") + std::string(line.text) + (line.cut_after ? "…" : "");
    const std::string_view before = line.text.substr(0, offset - line.start);
    // Tabs stay tabs, so that the caret stands right under any tab width.
    std::string indent(line.cut_before ? 1 : 0, ' ');
    for (const char c : before) {
      if (begins_code_point(c)) indent += c == '\t' ? '\t' : ' ';
    }
    const std::string_view marked = line.text.substr(before.size()).substr(0, error.span.length);
    const std::size_t carets = std::max<std::size_t>(1, count_code_points(marked));
    const std::string margin(number.size(), ' ');
    result +=
        " " + margin + "--> line " + number + ", column " + std::to_string(place.column) + "\n";
    result += " " + number + " | " + shown + "\n";
    result += " " + margin + " | " + indent + std::string(carets, '^') + "\n";
  }
  for (const std::string& hint : error.hints) result += " hint: " + hint + "\n";
  return result;
}

std::vector<std::string> nearest_names(std::string_view name,
                                       const std::vector<std::string>& candidates,
                                       std::size_t limit) {
  const std::string wanted = lower(name);
  std::vector<std::pair<std::size_t, std::string>> near;
  for (const std::string& candidate : candidates) {
    const std::size_t allowed = tolerance(std::max(wanted.size(), candidate.size()));
    const std::size_t longer = std::max(wanted.size(), candidate.size());
    const std::size_t shorter = std::min(wanted.size(), candidate.size());
    if (longer - shorter > allowed) continue;
    const std::size_t found = distance(wanted, lower(candidate));
    if (found <= allowed) near.emplace_back(found, candidate);
  }
  std::stable_sort(near.begin(), near.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> names;
  for (auto& [unused, candidate] : near) {
    if (names.size() == limit) break;
    if (std::find(names.begin(), names.end(), candidate) == names.end()) names.push_back(candidate);
  }
  return names;
}

}  // namespace normgraph
