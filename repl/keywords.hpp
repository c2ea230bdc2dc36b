#pragma once

#include <span>
#include <string_view>

// The words of the language, as the shell proposes and colours them. Only the parser knows where
// they are words of the language and where names.

namespace normgraph::repl {

/// In lower case and in alphabetical order.
std::span<const std::string_view> keywords();
/// In any case.
bool is_keyword(std::string_view word);

}  // namespace normgraph::repl
