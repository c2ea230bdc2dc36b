#include "repl/document/cells.hpp"

#include <fmt/format.h>

#include <array>
#include <set>

#include "repl/document/inline_text.hpp"
#include "repl/render/cell_text.hpp"
#include "repl/render/markup.hpp"

namespace normgraph::repl {

namespace {

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

std::string color_html(const std::string& color) {
  const std::string_view sign = sign_of(color);
  return "<span class=\"chip " + lower_case(color) + "\"><span aria-hidden=\"true\">" +
         std::string(sign) + "</span> " + escape_markup(color) + "</span>";
}

/// The numbers of listed sources as links, in order and each once; keys of others as text.
std::string sources_html(const Value& value, const SourceNumbers& numbers) {
  if (value.type() != Type::List) return escape_markup(plain_text(value));
  std::set<std::size_t> listed;
  std::string out;
  for (const Value& source : value.as_list()) {
    const std::string key = plain_text(source);
    const std::size_t number = numbers.number_of(key);
    if (number > 0)
      listed.insert(number);
    else
      out += (out.empty() ? "" : ", ") + escape_markup(key);
  }
  for (const std::size_t number : listed)
    out += fmt::format("{}<a class=\"ref\" href=\"#source-{}\" aria-label=\"source {}\">{}</a>",
                       out.empty() ? "" : " ", number, number, number);
  return out;
}

std::string list_html(const List& list) {
  std::string out = "<ul class=\"cell\">";
  for (const Value& item : list) out += "<li>" + text_html(plain_text(item)) + "</li>";
  return out + "</ul>";
}

/// The text of a source's property; empty: not known.
std::string property(const Table& table, const std::vector<Value>& row, std::string_view name) {
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (table.columns[i] == name && !row[i].is_null()) return plain_text(row[i]);
  return "";
}

struct KnownSource {
  std::string title, publisher, dated, kind, url;
};

KnownSource find_source(const Table& table, const std::string& key) {
  for (const std::vector<Value>& row : table.rows)
    if (property(table, row, "key") == key)
      return {property(table, row, "title"), property(table, row, "publisher"),
              property(table, row, "dated"), property(table, row, "kind"),
              property(table, row, "url")};
  return {};
}

std::string details_of(const KnownSource& source) {
  std::string text;
  for (const std::string& part : {source.publisher, source.dated, source.kind})
    if (!part.empty()) text += (text.empty() ? "" : ", ") + part;
  return text;
}

}  // namespace

std::string_view sign_of(std::string_view color) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> signs{
      {{"RED", "■"}, {"AMBER", "▲"}, {"GREEN", "●"}, {"GREY", "○"}}};
  for (const auto& [name, sign] : signs)
    if (name == color) return sign;
  return "";
}

bool is_web_address(std::string_view text) {
  return text.starts_with("https://") || text.starts_with("http://");
}

std::string cell_html(const std::string& column, const Value& value, const SourceNumbers& numbers) {
  if (value.is_null()) return "";
  if (column == "sources") return sources_html(value, numbers);
  if (value.type() == Type::List && value.as_list().size() > 1) return list_html(value.as_list());
  const std::string text = plain_text(value);
  if (value.type() == Type::String && !sign_of(text).empty()) return color_html(text);
  if (value.type() == Type::String && is_web_address(text))
    return "<a href=\"" + escape_markup(text) + "\">" + text_html(text) + "</a>";
  if (value.type() == Type::Period) return text_html(brief_words_of(value.as_period()));
  std::string out = column == "snippet" ? marked_html(text) : text_html(text);
  for (std::size_t at = 0; (at = out.find('\n', at)) != out.npos; at += 4)
    out.replace(at, 1, "<br>");
  return out;
}

std::string sentence_html(const Table& table, const std::vector<Value>& row,
                          const SourceNumbers& numbers) {
  std::string out = row.empty() ? "" : inline_html(plain_text(row[0]));
  for (std::size_t i = 1; i < row.size(); ++i) {
    if (table.columns[i] != "sources" || row[i].is_null()) continue;
    const std::string references = sources_html(row[i], numbers);
    if (!references.empty()) out += " <span class=\"refs\">" + references + "</span>";
  }
  return out;
}

std::string source_html(const Table& sources, const std::string& key) {
  const KnownSource source = find_source(sources, key);
  const std::string title = source.title.empty() ? key : source.title;
  std::string out = is_web_address(source.url) ? "<a href=\"" + escape_markup(source.url) + "\">" +
                                                     escape_markup(title) + "</a>"
                                               : escape_markup(title);
  const std::string details = details_of(source);
  if (!details.empty()) out += " <span class=\"details\">" + escape_markup(details) + "</span>";
  return out + " <span class=\"key\">" + escape_markup(key) + "</span>";
}

std::string source_markdown(const Table& sources, const std::string& key) {
  const KnownSource source = find_source(sources, key);
  const std::string title = inline_markdown(source.title.empty() ? key : source.title);
  std::string out = is_web_address(source.url) ? "[" + title + "](<" + source.url + ">)" : title;
  const std::string details = details_of(source);
  if (!details.empty()) out += " – " + inline_markdown(details);
  return out + " (" + inline_markdown(key) + ")";
}

}  // namespace normgraph::repl
