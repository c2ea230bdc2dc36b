#include "repl/render/answer.hpp"

#include <algorithm>

#include "graph/value/json.hpp"
#include "repl/document/briefing.hpp"
#include "repl/document/from_answer.hpp"
#include "repl/document/plain.hpp"
#include "repl/render/plan.hpp"
#include "repl/render/rows.hpp"
#include "repl/render/search_hits.hpp"
#include "repl/render/table.hpp"
#include "repl/text_width.hpp"

namespace normgraph::repl {

namespace {

void append_plan(std::string& out, const Answer& answer, std::size_t width) {
  bool first = true;
  for (const Table& table : answer.tables) {
    if (!first) out += '\n';
    first = false;
    out += plan_text(table, width);
  }
}

std::string json_of(const Answer& answer) {
  std::string out;
  if (answer.tables.size() == 1) {
    render_json(out, answer.tables.front());
    return out;
  }
  out += '{';
  for (std::size_t i = 0; i < answer.tables.size(); ++i) {
    if (i) out += ", ";
    append_json_string(out, answer.tables[i].name);
    out += ": ";
    render_json(out, answer.tables[i]);
  }
  out += '}';
  return out;
}

/// Of the many tables about one thing, those that have nothing to say.
bool is_left_out(const Answer& answer, const Table& table) {
  return answer.presentation.kind == Presentation::Kind::Description && table.rows.empty();
}

}  // namespace

bool is_briefing(const Answer& answer) {
  return !answer.is_plan && answer.presentation.kind == Presentation::Kind::Briefing;
}

std::optional<bool> check_result(const Answer& answer) {
  if (answer.is_plan || answer.presentation.kind != Presentation::Kind::Check) return std::nullopt;
  return std::all_of(answer.tables.begin(), answer.tables.end(),
                     [](const Table& table) { return table.rows.empty(); });
}

void AnswerWriter::add_text(std::string& out, const Answer& answer) {
  if (answer.is_plan) return append_plan(out, answer, style_.width);
  if (answer.presentation.kind == Presentation::Kind::Description) {
    if (style_.color) out += "\x1b[1m";
    out += printable(answer.presentation.title);
    out += style_.color ? "\x1b[0m\n\n" : "\n\n";
  }
  if (const std::optional<bool> holds = check_result(answer)) {
    out += *holds ? "holds: " : "does not hold: ";
    out += printable(answer.presentation.title) + "\n";
    if (*holds) return;
  }
  add_faint(out, answer.presentation.heading);
  const bool rows_only = answer.presentation.kind == Presentation::Kind::Rows;
  bool first = true;
  const bool is_search = answer.presentation.kind == Presentation::Kind::Search;
  if (is_search) render_search(out, answer, style_);
  for (const Table& table : answer.tables) {
    if (is_search || is_left_out(answer, table)) continue;
    if (!first) out += '\n';
    first = false;
    if (answer.tables.size() > 1 && !table.name.empty()) out += printable(table.name) + ":\n";
    render_table(out, table, style_,
                 {.for_readers = !rows_only, .details = answer.presentation.details});
  }
  for (const std::string& note : answer.presentation.notes) add_faint(out, note);
  if (answer.presentation.limits) add_faint(out, style_.limits_short);
}

/// Lines about the answer, wrapped; nothing for an empty text.
void AnswerWriter::add_faint(std::string& out, const std::string& text) const {
  if (text.empty()) return;
  for (const std::string& line : wrap(text, style_.width > 0 ? style_.width : std::string::npos)) {
    if (style_.color) out += "\x1b[2m";
    out += line;
    out += style_.color ? "\x1b[0m\n" : "\n";
  }
}

void AnswerWriter::add_document(std::string& out, const Answer& answer) {
  if (answer.is_plan) {
    out += "```\n";
    append_plan(out, answer, style_.width);
    out += "```\n";
    return;
  }
  if (!answer.presentation.title.empty()) out += "## " + answer.presentation.title + "\n\n";
  if (const std::optional<bool> holds = check_result(answer)) {
    out += *holds ? "It holds.\n" : "It does not hold:\n\n";
    if (*holds) return;
  }
  if (!answer.presentation.heading.empty()) out += answer.presentation.heading + "\n\n";
  bool first = true;
  for (const Table& table : answer.tables) {
    if (is_left_out(answer, table)) continue;
    if (!first) out += '\n';
    first = false;
    if (answer.tables.size() > 1 && !table.name.empty()) out += "### " + table.name + "\n\n";
    render_markdown(out, table);
    if (const std::string left = hits_left(table);
        !left.empty() && answer.presentation.kind == Presentation::Kind::Search)
      out += "\n" + left + ".\n";
  }
  for (const std::string& note : answer.presentation.notes) out += "\n" + note + "\n";
  if (answer.presentation.limits && !style_.limits_full.empty())
    out += "\n" + style_.limits_full + "\n";
}

void AnswerWriter::add_rows(std::string& out, const Answer& answer) {
  bool first = true;
  for (const Table& table : answer.tables) {
    if (!first && format_ == Format::Csv) out += "\r\n";
    first = false;
    format_ == Format::Csv ? render_csv(out, table) : render_json_lines(out, table);
  }
}

void AnswerWriter::add_to_page(const Answer& answer, const std::string& statement) {
  if (is_briefing(answer) && results_ == 1) {
    page_ = briefing_document(answer, statement, style_);
    return;
  }
  const bool described = answer.presentation.kind == Presentation::Kind::Description;
  const std::string title = described ? answer.presentation.title : title_of(statement);
  if (results_ == 1) {
    page_.title = title;
    add_circumstances(page_, answer, statement, style_);
  } else {
    Passage heading;
    heading.kind = Passage::Kind::Heading;
    heading.text = title;
    page_.passages.push_back(std::move(heading));
  }
  add_answer(page_, answer);
  if (answer.presentation.limits) page_.limits = style_.limits_full;
}

void AnswerWriter::add_to_timeline(const Answer& answer, const std::string& statement) {
  if (answer.is_plan) return;
  if (results_ == 1) timeline_.title = title_of(statement);
  timeline_.today = answer.today;
  if (results_ == 1) timeline_.remarks = remarks_of(answer, statement, style_);
  if (is_briefing(answer)) {  // only what it draws itself
    const Document document = briefing_document(answer, statement, style_);
    timeline_.title = document.title;
    for (const Passage& passage : document.passages)
      if (passage.kind == Passage::Kind::Timeline) read_entries(passage.table, timeline_.entries);
    return;
  }
  for (const Table& table : answer.tables) read_entries(table, timeline_.entries);
}

std::string AnswerWriter::add(const Answer& answer, const std::string& statement) {
  std::string out;
  if (answer.tables.empty()) return out;
  if (format_ == Format::Json) {
    json_results_.push_back(json_of(answer));
    return out;
  }
  const bool between = format_ == Format::Table || format_ == Format::Markdown;
  if (results_++ > 0 && (between || format_ == Format::Csv)) out += between ? "\n" : "\r\n";
  switch (format_) {
    case Format::Table:
      if (is_briefing(answer))
        out += plain_text(briefing_document(answer, statement, style_), style_);
      else
        add_text(out, answer);
      break;
    case Format::Markdown:
      if (is_briefing(answer))
        out += markdown_text(briefing_document(answer, statement, style_));
      else
        add_document(out, answer);
      break;
    case Format::Html:
      add_to_page(answer, statement);
      break;
    case Format::Svg:
    case Format::Mermaid:
    case Format::Calendar:
      add_to_timeline(answer, statement);
      break;
    default:
      add_rows(out, answer);
  }
  return out;
}

std::string AnswerWriter::finish() {
  if (format_ == Format::Json) return finish_json();
  if (results_ == 0) return {};
  switch (format_) {
    case Format::Html:
      return html_page(page_);
    case Format::Svg:
      return timeline_svg(timeline_);
    case Format::Mermaid:
      return timeline_mermaid(timeline_);
    case Format::Calendar:
      return timeline_icalendar(timeline_, data_day());
    default:
      return {};
  }
}

/// Calendars want to know when an event was written down: the day that the data reaches to.
Date AnswerWriter::data_day() const {
  if (style_.data_day.empty()) return timeline_.today;
  return typed_value("$date", style_.data_day).as_date();
}

std::string AnswerWriter::finish_json() {
  std::string out;
  if (json_results_.empty()) return out;
  if (json_results_.size() == 1) {
    out = json_results_.front() + "\n";
  } else {
    for (const std::string& result : json_results_) out += (out.empty() ? "[" : ",\n") + result;
    out += "]\n";
  }
  json_results_.clear();
  return out;
}

}  // namespace normgraph::repl
