#pragma once

#include <string>
#include <string_view>

#include "grammar/error.hpp"
#include "loaders/loader.hpp"

namespace normgraph::repl {

/// Where a statement stands: the text around it, and the name of the file (empty: none).
struct Place {
  std::string_view whole;    // the script or the line
  std::uint32_t offset = 0;  // where in it the statement begins
  std::string file;
};

/// The error for people, with the line and a caret; in a script with the file's name and line.
std::string error_text(const Error& error, const Place& place, bool color);

/// The error as the machine protocol's object, without the braces' surroundings:
/// {"code": …, "class": …, "phase": …, "detail": …, "message": …, "line": …, "hints": […]}.
/// `file` is added when the place has one.
std::string error_json(const Error& error, const Place& place);

/// One problem of a load, for people: file:line: field: message.
std::string problem_text(const loaders::Problem& problem);

}  // namespace normgraph::repl
