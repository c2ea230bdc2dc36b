#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "graph/export_request.hpp"

namespace normgraph::loaders {

/// Takes the text of an export piece by piece.
using Sink = std::function<void(std::string_view)>;

struct ExportCounts {
  std::uint64_t nodes = 0, relationships = 0;
};

/// A format that graphs are exported in, with the ending of its files.
struct ExportFormat {
  std::string_view name, ending, about;
};
/// All of them; the first is taken where nothing says which.
std::span<const ExportFormat> export_formats();
/// The format for the words of an EXPORT statement: by the name of the format, else by the ending
/// of the file, else the first. Throws Error{Semantic}: NG2950, there is no such format; NG2951,
/// the file's ending tells none.
const ExportFormat& export_format(const std::optional<std::string>& name,
                                  const std::optional<std::string>& file);

/// Writes what is asked for. The same graph at the same time gives the same bytes.
ExportCounts export_graph(const ExportRequest& request, const ExportFormat& format,
                          const Sink& sink);

}  // namespace normgraph::loaders
