// Any bytes as a statement: a tree that prints and reads back, or an Error with a place in the
// text; never a crash, a hang, or another exception.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "grammar/parse.hpp"
#include "grammar/print.hpp"

namespace {

void fail(std::string_view what, std::string_view text) {
  std::cerr << what << ":\n" << text << "\n";
  std::abort();
}

void check_round_trip(std::string_view text, const normgraph::ast::Statement& statement) {
  const std::string printed = normgraph::print(statement);
  try {
    const std::string again = normgraph::print(normgraph::parse_statement(printed));
    if (again != printed) fail("printed text reads back as another tree", printed);
  } catch (const normgraph::Error& error) {
    // A canonical text may be longer or need more parentheses than a text just below a limit.
    if (error.kind != normgraph::ErrorKind::Limit) fail(normgraph::render(error, printed), text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const normgraph::ScriptPiece& piece : normgraph::split_script(text)) {
    if (piece.offset + piece.text.size() > text.size()) fail("a piece outside of the script", text);
  }
  try {
    const normgraph::ast::Statement statement = normgraph::parse_statement(text);
    check_round_trip(text, statement);
  } catch (const normgraph::Error& error) {
    if (error.message.empty()) fail("an error without a message", text);
    if (std::size_t{error.span.offset} + error.span.length > text.size())
      fail("an error outside of the text", text);
    normgraph::render(error, text);
  }
  return 0;
}
