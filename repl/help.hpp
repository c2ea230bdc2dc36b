#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace normgraph::repl {

/// The shell's help: an overview (empty topic), or a topic such as "gaps" or "match". For an
/// unknown topic the text says so and names the nearest.
std::string help_text(std::string_view topic);

/// The names of all topics.
std::vector<std::string> help_topics();

}  // namespace normgraph::repl
