#pragma once

#include <string>
#include <string_view>

namespace normgraph::repl {

/// Text for HTML, XML and their attributes: & < > " ' as entities; control characters and bytes
/// that are no UTF-8, which XML forbids, made visible.
std::string escape_markup(std::string_view text);

}  // namespace normgraph::repl
