#include "repl/format.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "grammar/error.hpp"

namespace normgraph::repl {

namespace {

using Entry = std::pair<std::string_view, Format>;
constexpr std::array<Entry, 10> names{{{"table", Format::Table},
                                       {"json", Format::Json},
                                       {"jsonl", Format::JsonLines},
                                       {"csv", Format::Csv},
                                       {"markdown", Format::Markdown},
                                       {"html", Format::Html},
                                       {"svg", Format::Svg},
                                       {"mermaid", Format::Mermaid},
                                       {"ics", Format::Calendar},
                                       {"md", Format::Markdown}}};
constexpr std::array<Entry, 12> endings{{{"txt", Format::Table},
                                         {"json", Format::Json},
                                         {"jsonl", Format::JsonLines},
                                         {"csv", Format::Csv},
                                         {"markdown", Format::Markdown},
                                         {"md", Format::Markdown},
                                         {"html", Format::Html},
                                         {"htm", Format::Html},
                                         {"svg", Format::Svg},
                                         {"mermaid", Format::Mermaid},
                                         {"mmd", Format::Mermaid},
                                         {"ics", Format::Calendar}}};

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

template <std::size_t Size>
std::optional<Format> look_up(const std::array<Entry, Size>& table, std::string_view word) {
  const std::string lower = lower_case(word);
  for (const auto& [name, format] : table)
    if (name == lower) return format;
  return std::nullopt;
}

}  // namespace

std::optional<Format> format_by_name(std::string_view name) { return look_up(names, name); }

std::optional<Format> format_by_ending(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::string_view file = slash == path.npos ? path : path.substr(slash + 1);
  const std::size_t dot = file.rfind('.');
  if (dot == file.npos) return std::nullopt;
  return look_up(endings, file.substr(dot + 1));
}

const std::vector<std::string>& format_names() {
  static const std::vector<std::string> all{"table", "json", "jsonl",   "csv", "markdown",
                                            "html",  "svg",  "mermaid", "ics"};
  return all;
}

Format requested_format(const std::optional<std::string>& name,
                        const std::optional<std::string>& file, Format otherwise) {
  if (name) {
    if (const auto format = format_by_name(*name)) return *format;
    Error error(ErrorKind::Semantic, "NG2910", "SyntaxError", "UnknownFormat",
                "there is no format named " + *name);
    for (const std::string& near : nearest_names(*name, format_names()))
      error.hints.push_back("did you mean " + near + "?");
    error.hints.push_back("formats: table, json, jsonl, csv, markdown, html, svg, mermaid, ics");
    throw error;
  }
  if (!file) return otherwise;
  if (const auto format = format_by_ending(*file)) return *format;
  throw Error(ErrorKind::Semantic, "NG2911", "SyntaxError", "UnknownFormat",
              "the ending of '" + *file + "' does not tell the format")
      .hint(
          "use .csv, .json, .jsonl, .md, .html, .svg, .mmd, .ics or .txt, or write FORMAT and a "
          "name "
          "before INTO");
}

}  // namespace normgraph::repl
