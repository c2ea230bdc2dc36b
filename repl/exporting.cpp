#include "repl/exporting.hpp"

#include "grammar/error.hpp"
#include "loaders/export/exporter.hpp"

namespace normgraph::repl {

namespace {

Answer export_into_file(const ExportRequest& request, const loaders::ExportFormat& format,
                        OutputFile::Existing existing) {
  OutputFile file(*request.into, existing);
  constexpr std::size_t often = 1u << 20;
  std::string waiting;
  const loaders::ExportCounts counts =
      loaders::export_graph(request, format, [&](std::string_view text) {
        waiting += text;
        if (waiting.size() < often) return;
        file.write(waiting);
        waiting.clear();
      });
  file.write(waiting);
  file.commit();
  const auto number = [](std::uint64_t count) {
    return Value::integer(static_cast<std::int64_t>(count));
  };
  Answer answer;
  answer.tables.push_back({.name = "",
                           .columns = {"nodes", "relationships", "format", "file"},
                           .rows = {{number(counts.nodes), number(counts.relationships),
                                     Value::string(format.name), Value::string(*request.into)}}});
  return answer;
}

Answer export_as_text(const ExportRequest& request, const loaders::ExportFormat& format) {
  constexpr std::size_t longest = 256u << 20;
  std::string text;
  loaders::export_graph(request, format, [&](std::string_view piece) {
    text += piece;
    if (text.size() > longest)
      throw Error(ErrorKind::Limit, "NG6011", "LimitError", "ExportTooLong",
                  "the export is longer than 256 MB")
          .hint("write it into a file: EXPORT … INTO 'name." + std::string(format.ending) + "'")
          .at_runtime();
  });
  Table table{.name = "", .columns = {"text"}, .rows = {}};
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = std::string_view(text).substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    table.rows.push_back({Value::string(line)});
    begin = end + 1;
  }
  Answer answer;
  answer.is_plan = true;  // lines, to be shown as they are
  answer.tables.push_back(std::move(table));
  return answer;
}

}  // namespace

Answer export_statement(const ExportRequest& request, OutputFile::Existing existing) {
  const loaders::ExportFormat& format = loaders::export_format(request.format, request.into);
  return request.into ? export_into_file(request, format, existing)
                      : export_as_text(request, format);
}

}  // namespace normgraph::repl
