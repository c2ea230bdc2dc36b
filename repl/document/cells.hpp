#pragma once

#include <string>

#include "repl/document/document.hpp"

namespace normgraph::repl {

/// A value in the column of a page: colours as a word with a sign, sources as links to their
/// numbers, lists as lists.
std::string cell_html(const std::string& column, const Value& value, const SourceNumbers& numbers);

/// A row that is a sentence: its first column, then its sources.
std::string sentence_html(const Table& table, const std::vector<Value>& row,
                          const SourceNumbers& numbers);

/// What is known of a source, from the table of all of them.
std::string source_html(const Table& sources, const std::string& key);
std::string source_markdown(const Table& sources, const std::string& key);

/// The sign of a colour of GAPS, so that it is told apart without seeing colours; empty: none.
std::string_view sign_of(std::string_view color);

/// True for the addresses that a page may link to.
bool is_web_address(std::string_view text);

}  // namespace normgraph::repl
