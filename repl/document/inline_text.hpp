#pragma once

#include <string>
#include <string_view>

// The little Markdown that texts of documents may have inside a line: **bold**, `code`. Everything
// else is text.

namespace normgraph::repl {

std::string inline_html(std::string_view text);

/// Text as it is, but numbers with hyphens (dates, parts of standards) stay on one line, and words
/// that are too long for a column may be broken.
std::string text_html(std::string_view text);

/// The words of a snippet that were found, between ** and **, as <mark>.
std::string marked_html(std::string_view text);

/// Text that Markdown shows as it is: what would begin a link, emphasis, code or HTML is escaped.
std::string inline_markdown(std::string_view text);

}  // namespace normgraph::repl
