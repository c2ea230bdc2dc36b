#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace normgraph::repl {

/// How rows are written.
enum class Format : std::uint8_t {
  Table,
  Json,
  JsonLines,
  Csv,
  Markdown,
  Html,
  Svg,      // a timeline
  Mermaid,  // a timeline
  Calendar  // dates, as iCalendar
};

/// By one of format_names(), or "md", any case.
std::optional<Format> format_by_name(std::string_view name);
/// By the ending of a file's name (.json, .jsonl, .csv, .md, .txt, .html, .svg, .mmd, .ics).
std::optional<Format> format_by_ending(std::string_view path);
/// All names, for messages.
const std::vector<std::string>& format_names();

/// The format that a statement's FORMAT and INTO ask for. Throws Error{Semantic} when the name is
/// unknown, or the file's ending tells nothing.
Format requested_format(const std::optional<std::string>& name,
                        const std::optional<std::string>& file, Format otherwise);

}  // namespace normgraph::repl
