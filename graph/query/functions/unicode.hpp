#pragma once

#include <cstddef>
#include <string>
#include <string_view>

// Strings as sequences of Unicode code points (UTF-8 inside). Bytes that are no valid UTF-8 count
// as one character each and stay as they are.

namespace normgraph::query {

std::size_t character_count(std::string_view text);
/// The byte offset of a character, or the size when there are fewer.
std::size_t character_offset(std::string_view text, std::size_t character);
std::string reversed(std::string_view text);
std::string to_upper(std::string_view text);
std::string to_lower(std::string_view text);
void append_upper(std::string_view text, std::string& result);
void append_lower(std::string_view text, std::string& result);
std::string_view trim_left(std::string_view text);
std::string_view trim_right(std::string_view text);
/// `form`: NFC, NFD, NFKC or NFKD; false when it is none of these, or the text is no UTF-8.
bool normalise(std::string_view text, std::string_view form, std::string& result);

}  // namespace normgraph::query
