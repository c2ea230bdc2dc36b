#include "loaders/export/exporter.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

#include "grammar/error.hpp"
#include "loaders/export/writers.hpp"

namespace normgraph::loaders {

namespace {

constexpr std::array<ExportFormat, 5> formats{
    {{"jsonl", "jsonl", "the project's own lines, which load back"},
     {"csv", "csv", "a table with a row a node"},
     {"dot", "dot", "a drawing for Graphviz"},
     {"graphml", "graphml", "a graph for other tools"},
     {"jsonld", "jsonld", "linked data"}}};
enum FormatPlace : std::size_t { Lines, Table, Dot, GraphMl };

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

std::string all_names() {
  std::string names;
  for (const ExportFormat& format : formats)
    names += (names.empty() ? "" : ", ") + std::string(format.name);
  return names;
}

Error unknown_format(const std::string& name) {
  Error error(ErrorKind::Semantic, "NG2950", "SyntaxError", "UnknownFormat",
              "EXPORT knows no format named " + name);
  std::vector<std::string> names;
  for (const ExportFormat& format : formats) names.emplace_back(format.name);
  for (const std::string& near : nearest_names(name, names, 1))
    error.hints.push_back("did you mean " + near + "?");
  error.hints.push_back("formats: " + all_names());
  return error;
}

}  // namespace

std::span<const ExportFormat> export_formats() { return formats; }

const ExportFormat& export_format(const std::optional<std::string>& name,
                                  const std::optional<std::string>& file) {
  if (name) {
    for (const ExportFormat& format : formats)
      if (lower_case(*name) == format.name) return format;
    throw unknown_format(*name);
  }
  if (!file) return formats.front();
  const std::size_t slash = file->rfind('/'), dot = file->rfind('.');
  const bool has_ending = dot != std::string::npos && (slash == std::string::npos || dot > slash);
  const std::string ending = has_ending ? lower_case(file->substr(dot + 1)) : "";
  for (const ExportFormat& format : formats)
    if (ending == format.ending) return format;
  throw Error(ErrorKind::Semantic, "NG2951", "SyntaxError", "UnknownFormat",
              "the ending of '" + *file + "' does not tell the format of an export")
      .hint("endings: ." + std::string(formats[0].ending) +
            ", .csv, .dot, .graphml, .jsonld; or "
            "write FORMAT and a name before INTO");
}

ExportCounts export_graph(const ExportRequest& request, const ExportFormat& format,
                          const Sink& sink) {
  const auto is = [&](FormatPlace place) { return format.name == formats[place].name; };
  const bool lines = is(Lines);
  const ExportSource source(request, {.sources = lines, .absent = lines});
  if (lines) return write_project_lines(source, request, sink);
  if (is(Table)) return write_node_table(source, sink);
  if (is(Dot)) return write_dot(source, sink);
  if (is(GraphMl)) return write_graphml(source, sink);
  return write_json_ld(source, sink);
}

}  // namespace normgraph::loaders
