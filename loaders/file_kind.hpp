#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace normgraph::loaders {

/// What a file holds, told from its first signs and members rather than from its ending.
enum class FileKind : std::uint8_t { Lines, Mapping, Formex, FlatAct, GraphJson, Turtle, Unknown };

/// Unknown: nothing that can be loaded; `reason` then says what was seen, and what to do.
FileKind kind_of_file(std::string_view text, std::string& reason);

}  // namespace normgraph::loaders
