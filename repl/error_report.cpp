#include "repl/error_report.hpp"

#include <algorithm>

#include "graph/value/json.hpp"

namespace normgraph::repl {

namespace {

/// The error with its place in the whole text. A place behind the end is none, except where the
/// text ends too early.
Error moved(const Error& error, const Place& place) {
  Error in_script = error;
  const std::size_t end = place.whole.find_last_not_of(" \t\r\n;");
  if (error.kind != ErrorKind::Syntax && error.span.length == 0 && end != place.whole.npos &&
      place.offset + error.span.offset > end)
    in_script.has_span = false;
  in_script.span.offset += place.offset;
  return in_script;
}

std::uint32_t code_points(std::string_view text) {
  return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

void append_member(std::string& out, const char* name, std::string_view text) {
  append_json_string(out, name);
  out += ':';
  append_json_string(out, text);
  out += ',';
}

}  // namespace

std::string error_text(const Error& error, const Place& place, bool color) {
  const Error in_script = moved(error, place);
  std::string text = render(in_script, place.whole);
  if (color) {
    // The first word, up to the colon or the code in brackets.
    const std::size_t end = text.find_first_of(": [\n");
    if (end != std::string::npos)
      text = "\x1b[1;31m" + text.substr(0, end) + "\x1b[0m" + text.substr(end);
  }
  if (place.file.empty()) return text;
  std::string prefix = place.file;
  if (in_script.has_span) {
    const Position position = position_of(place.whole, in_script.span.offset);
    prefix += ':' + std::to_string(position.line) + ':' + std::to_string(position.column);
  }
  return prefix + ": " + text;
}

std::string error_json(const Error& error, const Place& place) {
  std::string out = "{";
  append_member(out, "code", error.code);
  append_member(out, "class", error.error_class);
  append_member(out, "phase", error.phase);
  append_member(out, "detail", error.detail);
  append_member(out, "message", error.message);
  if (!place.file.empty()) append_member(out, "file", place.file);
  const Error in_script = moved(error, place);
  if (in_script.has_span) {
    const Span span = in_script.span;
    const Position position = position_of(place.whole, span.offset);
    const std::size_t begin = std::min<std::size_t>(span.offset, place.whole.size());
    out += "\"line\":" + std::to_string(position.line);
    out += ",\"column\":" + std::to_string(position.column);
    out += ",\"length\":" + std::to_string(code_points(place.whole.substr(begin, span.length)));
    out += ',';
  }
  out += "\"hints\":[";
  for (std::size_t i = 0; i < error.hints.size(); ++i) {
    if (i) out += ',';
    append_json_string(out, error.hints[i]);
  }
  return out + "]}";
}

std::string problem_text(const loaders::Problem& problem) {
  std::string out = problem.file;
  if (problem.line > 0) out += ':' + std::to_string(problem.line);
  if (!out.empty()) out += ": ";
  if (!problem.field.empty()) out += problem.field + ": ";
  return out + problem.message;
}

}  // namespace normgraph::repl
