#include "repl/document/from_answer.hpp"

#include <algorithm>

#include "graph/value/text.hpp"
#include "repl/render/answer.hpp"
#include "repl/render/plan.hpp"
#include "repl/text_width.hpp"

namespace normgraph::repl {

namespace {

constexpr std::size_t longest_title = 110;

std::string lower_case(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

/// The statement on one line: comments and FORMAT and INTO, which end it, left out.
std::string one_line(const std::string& statement) {
  std::string text;
  for (std::size_t i = 0; i < statement.size(); ++i) {
    if (statement.compare(i, 2, "//") == 0 && (i == 0 || statement[i - 1] == '\n'))
      i = std::min(statement.find('\n', i), statement.size());
    if (i >= statement.size()) break;
    const bool blank = std::string_view(" \t\r\n").find(statement[i]) != std::string_view::npos;
    if (!blank)
      text += statement[i];
    else if (!text.empty() && text.back() != ' ')
      text += ' ';
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == ';')) text.pop_back();
  return text;
}

/// Where the last `word` begins, with one name or string behind it that ends the text; else the
/// end.
std::size_t last_clause(const std::string& text, const std::string& word) {
  const std::size_t at = lower_case(text).rfind(" " + word + " ");
  if (at == text.npos) return text.size();
  const std::string rest = text.substr(at + word.size() + 2);
  const bool quoted = rest.size() > 1 && (rest[0] == '\'' || rest[0] == '"');
  const std::size_t end = quoted ? rest.find(rest[0], 1) + 1 : rest.find(' ');
  return end >= rest.size() ? at : text.size();
}

std::string without_output(std::string text) {
  text.resize(last_clause(text, "into"));
  text.resize(last_clause(text, "format"));
  return text;
}

Passage paragraph(std::string text) {
  Passage passage;
  passage.text = std::move(text);
  return passage;
}

}  // namespace

std::string title_of(const std::string& statement) {
  std::string title = without_output(one_line(statement));
  if (title.size() > longest_title)
    title = std::string(fitting_prefix(title, longest_title - 1)) + "…";
  if (!title.empty() && title[0] >= 'a' && title[0] <= 'z')
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
  return title;
}

void add_circumstances(Document& document, const Answer& answer, const std::string& statement,
                       const Style& style) {
  const auto day = [](Date date) { return to_text(Value::date(date)); };
  document.today = answer.today;
  document.facts.emplace_back("As of", day(answer.today));
  document.facts.emplace_back("Known by",
                              answer.known_by ? day(*answer.known_by) : "all that is known");
  if (!style.data_version.empty())
    document.facts.emplace_back(
        "Data",
        style.data_version + (style.data_day.empty() ? "" : ", reaching to " + style.data_day));
  document.facts.emplace_back("Made by", "Normgraph " NORMGRAPH_VERSION);
  document.facts.emplace_back("Statement", without_output(one_line(statement)));
}

std::vector<std::string> remarks_of(const Answer& answer, const std::string& statement,
                                    const Style& style) {
  Document document;
  add_circumstances(document, answer, statement, style);
  std::string line;
  for (const auto& [name, value] : document.facts)
    line += (line.empty() ? "" : "; ") + name + ": " + value;
  std::vector<std::string> remarks{line + "."};
  if (answer.presentation.limits && !style.limits_full.empty())
    remarks.push_back(style.limits_full);
  return remarks;
}

void add_answer(Document& document, const Answer& answer) {
  if (const std::optional<bool> holds = check_result(answer))
    document.passages.push_back(
        paragraph((*holds ? "It holds: " : "It does not hold: ") + answer.presentation.title));
  if (!answer.is_plan && answer.presentation.kind == Presentation::Kind::Timeline) {
    Passage picture;
    picture.kind = Passage::Kind::Timeline;
    picture.text = "As a picture";
    picture.table = answer.tables.front();
    document.passages.push_back(std::move(picture));
  }
  if (!answer.is_plan && !answer.presentation.heading.empty())
    document.passages.push_back(paragraph(answer.presentation.heading));
  for (const Table& table : answer.tables) {
    const bool described = answer.presentation.kind == Presentation::Kind::Description;
    if (described && table.rows.empty() && !answer.is_plan) continue;
    Passage passage;
    if (answer.is_plan) {
      passage.kind = Passage::Kind::Verbatim;
      passage.text = plan_text(table);
    } else {
      passage.kind = Passage::Kind::Table;
      passage.table = readable(table, answer.presentation.details);
      passage.text = !table.name.empty()                  ? table.name
                     : !answer.presentation.title.empty() ? answer.presentation.title
                                                          : "Rows";
      passage.empty = "No rows.";
    }
    document.passages.push_back(std::move(passage));
  }
  if (answer.is_plan) return;
  for (const std::string& note : answer.presentation.notes)
    document.passages.push_back(paragraph(note));
}

}  // namespace normgraph::repl
