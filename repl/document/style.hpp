#pragma once

#include <string_view>

namespace normgraph::repl {

/// The rules of CSS of a page.
std::string_view page_style();

}  // namespace normgraph::repl
