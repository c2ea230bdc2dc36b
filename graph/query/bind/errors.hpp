#pragma once

#include <string>

#include "grammar/error.hpp"

namespace normgraph::query::bind {

/// What the binder reports; `SyntaxError: <detail>` at compile time, as the suite names it. The
/// code is fixed for each detail.
Error binding_error(const char* detail, std::string message, Span span);

}  // namespace normgraph::query::bind
