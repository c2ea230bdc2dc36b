#pragma once

#include <string>
#include <string_view>

namespace normgraph::repl {

/// The line with the colours of its tokens, otherwise the same, given the lines before it of the
/// same statement: what they leave open goes on in it.
std::string highlighted(std::string_view before, std::string_view line);

}  // namespace normgraph::repl
