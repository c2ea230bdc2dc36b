#include "graph/query/functions/unicode.hpp"

#include <utf8proc.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace normgraph::query {
namespace {

const utf8proc_uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

/// The first character of a text that is not empty, and its bytes; -1 for a byte that is no UTF-8.
struct Character {
  utf8proc_int32_t code = -1;
  std::size_t size = 1;
};
Character first_of(std::string_view text) {
  Character character;
  const auto size =
      utf8proc_iterate(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &character.code);
  if (size > 0) character.size = static_cast<std::size_t>(size);
  return character;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// The last character: as first_of, looking backwards.
Character last_of(std::string_view text) {
  std::size_t start = text.size() - 1;
  while (start > 0 && text.size() - start < 4 && is_continuation(text[start])) --start;
  const Character character = first_of(text.substr(start));
  if (character.size == text.size() - start) return character;
  return {};
}

bool is_blank(utf8proc_int32_t code) {
  if (code >= 0x09 && code <= 0x0D) return true;
  if (code >= 0x1C && code <= 0x1F) return true;
  if (code < 0) return false;
  const auto category = utf8proc_category(code);
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
         category == UTF8PROC_CATEGORY_ZP;
}

void append(utf8proc_int32_t code, std::string& result) {
  utf8proc_uint8_t encoded[4];
  const auto size = utf8proc_encode_char(code, encoded);
  result.append(reinterpret_cast<const char*>(encoded), static_cast<std::size_t>(size));
}

/// How many bytes at the beginning are characters of their own, eight at a time.
std::size_t ascii_bytes(std::string_view text) {
  std::size_t at = 0;
  for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if (eight & 0x8080808080808080u) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

/// Appends the text with each character changed: `change_byte` those of one byte, `add(code,
/// result)` the others. Bytes that are no UTF-8 stay.
template <class ChangeByte, class Add>
void convert(std::string_view text, std::string& result, ChangeByte change_byte, Add add) {
  while (!text.empty()) {
    const std::size_t ascii = ascii_bytes(text);
    result.append(text, 0, ascii);
    char* changed = result.data() + (result.size() - ascii);
    for (std::size_t i = 0; i < ascii; ++i) changed[i] = change_byte(changed[i]);
    text.remove_prefix(ascii);
    if (text.empty()) return;
    const Character character = first_of(text);
    if (character.code < 0)
      result += text[0];
    else
      add(character.code, result);
    text.remove_prefix(character.size);
  }
}

}  // namespace

std::size_t character_count(std::string_view text) {
  std::size_t count = 0;
  for (;;) {
    const std::size_t ascii = ascii_bytes(text);
    count += ascii;
    text.remove_prefix(ascii);
    if (text.empty()) return count;
    text.remove_prefix(first_of(text).size);
    ++count;
  }
}

std::size_t character_offset(std::string_view text, std::size_t character) {
  std::size_t offset = 0;
  while (character > 0 && offset < text.size()) {
    offset += first_of(text.substr(offset)).size;
    --character;
  }
  return offset;
}

std::string reversed(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const std::size_t size = last_of(text).size;
    result += text.substr(text.size() - size);
    text.remove_suffix(size);
  }
  return result;
}

void append_upper(std::string_view text, std::string& result) {
  constexpr utf8proc_int32_t sharp_s = 0xDF;
  convert(
      text, result,
      [](char c) { return static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c); },
      [](utf8proc_int32_t code, std::string& upper) {
        // The one common letter whose capital form is two letters (Unicode's SpecialCasing).
        if (code == sharp_s)
          upper += "SS";
        else
          append(utf8proc_toupper(code), upper);
      });
}

void append_lower(std::string_view text, std::string& result) {
  convert(
      text, result,
      [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); },
      [](utf8proc_int32_t code, std::string& lower) { append(utf8proc_tolower(code), lower); });
}

std::string to_upper(std::string_view text) {
  std::string result;
  append_upper(text, result);
  return result;
}

std::string to_lower(std::string_view text) {
  std::string result;
  append_lower(text, result);
  return result;
}

std::string_view trim_left(std::string_view text) {
  while (!text.empty()) {
    const Character character = first_of(text);
    if (!is_blank(character.code)) break;
    text.remove_prefix(character.size);
  }
  return text;
}

std::string_view trim_right(std::string_view text) {
  while (!text.empty()) {
    const Character character = last_of(text);
    if (!is_blank(character.code)) break;
    text.remove_suffix(character.size);
  }
  return text;
}

bool normalise(std::string_view text, std::string_view form, std::string& result) {
  int options = UTF8PROC_STABLE;
  if (form == "NFC" || form == "NFKC") {
    options |= UTF8PROC_COMPOSE;
  } else if (form == "NFD" || form == "NFKD") {
    options |= UTF8PROC_DECOMPOSE;
  } else {
    return false;
  }
  if (form.size() == 4) options |= UTF8PROC_COMPAT;
  utf8proc_uint8_t* made = nullptr;
  const auto size = utf8proc_map(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &made,
                                 static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(made, &std::free);
  if (size < 0) return false;
  result.assign(reinterpret_cast<const char*>(made), static_cast<std::size_t>(size));
  return true;
}

}  // namespace normgraph::query
