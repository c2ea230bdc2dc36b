#include "graph/value/temporal/errors.hpp"

#include <fmt/core.h>

#include <utility>

#include "grammar/error.hpp"

namespace normgraph {
namespace {

/// Texts come from data and can be long; a message shows their beginning.
std::string shortened(std::string_view text) {
  constexpr std::size_t limit = 60;
  if (text.size() <= limit) return std::string(text);
  std::size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace

void throw_bad_text(std::string_view type, std::string_view text, std::string_view example) {
  throw Error(ErrorKind::Runtime, "NG3110", "ArgumentError", "InvalidArgumentValue",
              fmt::format("'{}' is not a {}", shortened(text), type))
      .at_runtime()
      .hint(fmt::format("write it as in '{}'", example));
}

void throw_bad_component(std::string message) {
  throw Error(ErrorKind::Runtime, "NG3111", "ArgumentError", "InvalidArgumentValue",
              std::move(message))
      .at_runtime();
}

void throw_out_of_range(std::string_view what) {
  throw Error(ErrorKind::Runtime, "NG3112", "ArithmeticError", "InvalidArgumentValue",
              fmt::format("the {} is out of range", what))
      .at_runtime();
}

void throw_bad_type(std::string message) {
  throw Error(ErrorKind::Type, "NG3113", "TypeError", "InvalidArgumentValue", std::move(message))
      .at_runtime();
}

}  // namespace normgraph
