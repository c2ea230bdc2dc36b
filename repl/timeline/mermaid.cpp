// Mermaid's gantt chart: https://mermaid.js.org/syntax/gantt.html. It knows days only, so that what
// is known as a period becomes a bar over it, with the words of the period in its name.

#include <chrono>
#include <set>

#include "graph/value/text.hpp"
#include "repl/text_width.hpp"
#include "repl/timeline/timeline.hpp"

namespace normgraph::repl {

namespace {

/// Names end at a colon, statements at a semicolon, and # and %% begin comments.
std::string name_text(const std::string& text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == ':' || c == ';')
      out += c == ':' ? " –" : ",";
    else if (c == '#')
      out += "no. ";
    else if (c == '\n' || c == '%')
      out += c == '\n' ? " " : " percent";
    else
      out += c;
  }
  return out;
}

std::string day_text(std::int64_t day) { return to_text(Value::date(Date{day})); }

std::string task(const TimelineEntry& entry, Date today, std::size_t number) {
  const Certainty certainty = certainty_of(entry.date);
  std::string name = name_text(entry.label);
  if (certainty != Certainty::Day) name += " (" + name_text(words_of(entry.date)) + ")";
  if (entry.moved_from) name += " (moved from " + name_text(words_of(*entry.moved_from)) + ")";
  if (entry.dropped) name += " (dropped)";
  // An open end has no day to draw: the known one stands for it.
  const std::int64_t first =
      entry.date.first == Period::open_start ? entry.date.last : entry.date.first;
  const std::int64_t last = entry.date.last == Period::open_end ? first : entry.date.last;
  std::string line = name + " :";
  if (last < today.days)
    line += "done, ";
  else if (first <= today.days)
    line += "active, ";
  if (certainty == Certainty::Day) line += "milestone, ";
  line += "e" + std::to_string(number) + ", " + day_text(first) + ", ";
  return line + (certainty == Certainty::Day ? "0d" : day_text(last + 1));
}

bool is_drawable(const Period& date) {
  return date.first != Period::open_start || date.last != Period::open_end;
}

}  // namespace

std::string timeline_mermaid(const Timeline& timeline) {
  std::string out = "gantt\n";
  for (const std::string& remark : timeline.remarks) out += "    %% " + printable(remark) + "\n";
  out += "    title " + name_text(timeline.title) +
         "\n    dateFormat YYYY-MM-DD\n    axisFormat %Y-%m\n";
  // Sections in the order in which they first occur.
  std::vector<std::string> sections;
  const auto section_of = [](const TimelineEntry& entry) {
    const std::string& name = entry.group.empty() ? entry.kind : entry.group;
    return name.empty() ? std::string("dates") : name;
  };
  std::set<std::string> seen;
  for (const TimelineEntry& entry : timeline.entries)
    if (seen.insert(section_of(entry)).second) sections.push_back(section_of(entry));
  std::size_t number = 0;
  for (const std::string& section : sections) {
    out += "    section " + name_text(section) + "\n";
    for (const TimelineEntry& entry : timeline.entries)
      if (section_of(entry) == section && is_drawable(entry.date))
        out += "    " + task(entry, timeline.today, ++number) + "\n";
  }
  return out;
}

}  // namespace normgraph::repl
