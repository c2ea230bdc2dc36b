#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace normgraph {

/// A stretch of statement text, in bytes.
struct Span {
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

/// What kind of thing went wrong; decides the exit status and the first word of the message.
enum class ErrorKind : std::uint8_t {
  Syntax,
  Semantic,
  Type,
  Reference,
  Runtime,
  Storage,
  Limit,
  Data
};

/// The one exception of the engine. It ends the statement, which then has changed nothing.
///
/// `code` is stable ("NG1203"). `error_class`, `detail` and `phase` are the openCypher suite's
/// machine-readable names ("SyntaxError", "UndefinedVariable", "compile time").
/// `message` is one sentence for a person; `hints` say what to do ("did you mean WHERE?").
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, std::string code, std::string error_class, std::string detail,
        std::string message)
      : std::runtime_error(message),
        kind(kind),
        code(std::move(code)),
        error_class(std::move(error_class)),
        detail(std::move(detail)),
        message(std::move(message)) {}

  Error&& at(Span where) && {
    if (!has_span) span = where, has_span = true;
    return std::move(*this);
  }
  Error&& hint(std::string text) && {
    hints.push_back(std::move(text));
    return std::move(*this);
  }
  Error&& at_runtime() && {
    phase = "runtime";
    return std::move(*this);
  }

  ErrorKind kind;
  std::string code;
  std::string error_class;
  std::string detail;
  std::string phase = "compile time";
  std::string message;
  std::vector<std::string> hints;
  Span span;
  bool has_span = false;
};

/// 1-based line and column (in code points) of a byte offset.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};
Position position_of(std::string_view text, std::uint32_t offset);

/// The error for a terminal: message, source line, underlined span, hints.
std::string render(const Error& error, std::string_view text);

/// Up to `limit` of `candidates` that are near `name` (optimal string alignment distance,
/// case-insensitive), nearest first. For "did you mean".
std::vector<std::string> nearest_names(std::string_view name,
                                       const std::vector<std::string>& candidates,
                                       std::size_t limit = 3);

}  // namespace normgraph
