#include "loaders/acts/flat_act.hpp"

#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

namespace normgraph::loaders {

namespace {

using nlohmann::json;

/// Single blanks for all blanks, no-break spaces and line ends.
std::string folded(std::string_view text) {
  std::string out;
  append_folded(out, text);
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

/// "3." at the start of a line: the number; empty: none.
std::string paragraph_number(std::string_view line) {
  std::size_t digits = 0;
  while (digits < line.size() && line[digits] >= '0' && line[digits] <= '9') ++digits;
  if (digits == 0 || digits > 3 || digits >= line.size() || line[digits] != '.') return {};
  return std::string(line.substr(0, digits));
}

std::vector<LegalText::Paragraph> split_paragraphs(std::string_view text) {
  std::vector<LegalText::Paragraph> paragraphs;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    const std::string number = paragraph_number(line);
    if (!number.empty())
      paragraphs.push_back({.number = number,
                            .numbered = true,
                            .text = folded(line.substr(number.size() + 1)),
                            .points = {},
                            .line = 0});
    else if (const std::string more = folded(line); !more.empty()) {
      if (paragraphs.empty())
        paragraphs.push_back(
            {.number = "1", .numbered = false, .text = {}, .points = {}, .line = 0});
      paragraphs.back().text += (paragraphs.back().text.empty() ? "" : " ") + more;
    }
  }
  return paragraphs;
}

std::string text_of(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) return {};
  if (found->is_number_integer()) return std::to_string(found->get<std::int64_t>());
  return found->is_string() ? found->get<std::string>() : std::string();
}

/// "32024R1689" as "2024/1689".
std::string number_of_celex(const std::string& celex) {
  if (celex.size() < 7 || celex[0] != '3') return {};
  const std::size_t first = celex.find_first_not_of('0', 6);
  return first == std::string::npos ? std::string()
                                    : celex.substr(1, 4) + "/" + celex.substr(first);
}

}  // namespace

LegalText read_flat_act(const std::string& text, const std::string& file,
                        std::vector<Problem>& problems) {
  const auto report = [&](std::string field, std::string message, bool warning) {
    problems.push_back({.file = file,
                        .line = 0,
                        .field = std::move(field),
                        .message = std::move(message),
                        .warning = warning});
  };
  LegalText act;
  const json document = json::parse(text, nullptr, false);
  if (!document.is_object() || !document.contains("articles") || !document["articles"].is_array()) {
    report("articles", "no act in flat JSON: an object with a list `articles` was expected", false);
    return act;
  }
  act.title = text_of(document, "full_name");
  act.number = number_of_celex(text_of(document, "celex_id"));
  if (act.number.empty())
    report("celex_id", "a CELEX number such as 32024R1689 was expected", false);
  for (const json& item : document["articles"]) {
    LegalText::Article article;
    article.number = text_of(item, "number");
    article.title = folded(text_of(item, "title"));
    if (article.title.ends_with('`')) {
      report("title",
             "article " + article.number + ": a stray backtick behind the title was left out",
             true);
      article.title.pop_back();
    }
    article.paragraphs = split_paragraphs(text_of(item, "text"));
    if (article.number.empty()) report("articles", "an article has no number", false);
    act.articles.push_back(std::move(article));
  }
  std::set<std::string> seen;
  for (const json& item : document.value("recitals", json::array())) {
    const std::string number = text_of(item, "recital_number");
    if (seen.insert(number).second)
      act.recitals.push_back({number, folded(text_of(item, "text"))});
    else
      report("recitals", "recital " + number + " is given twice; the first one is kept", true);
  }
  return act;
}

}  // namespace normgraph::loaders
