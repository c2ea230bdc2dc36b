#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/names.hpp"

namespace normgraph::repl {

/// What may stand at the cursor, beginning like `word` in any case, given the text before it:
/// labels and relationship types behind `:`, property names behind a dot, topics behind `help`,
/// saved statements behind `run`,
/// else keywords, functions and nouns. Keywords take the case in which the word was begun.
std::vector<std::string> complete(std::string_view before, std::string_view word,
                                  const GraphNames& names);

}  // namespace normgraph::repl
