#include "graph/value/period.hpp"
#include "graph/value/text.hpp"
#include "repl/timeline/timeline.hpp"

namespace normgraph::repl {

namespace {

bool is_open(std::int64_t day) { return day == Period::open_start || day == Period::open_end; }

/// A bound as it was written: "2026-03" for the last day of March.
std::string bound_text(const Period& period, bool first) {
  Period bound;
  bound.first = bound.last = first ? period.first : period.last;
  bound.form = first ? period.first_unit : period.last_unit;
  bound.first_unit = bound.last_unit = bound.form;
  return to_text(bound);
}

bool is_doubtful(const Period& period) {
  return period.approximate || period.uncertain || period.last_approximate || period.last_uncertain;
}

}  // namespace

Certainty certainty_of(const Period& period) {
  if (period.first == period.last && !is_doubtful(period)) return Certainty::Day;
  const bool bounded = !is_open(period.first) && !is_open(period.last) && !period.unknown_start &&
                       !period.unknown_end;
  if (period.form == Period::Form::Interval && bounded && !is_doubtful(period))
    return Certainty::Span;
  return Certainty::Vague;
}

std::string brief_words_of(const Period& period) {
  const bool interval = period.form == Period::Form::Interval;
  const bool one_of = period.form == Period::Form::OneOf;
  std::string text;
  if (interval || one_of) {
    const bool no_first = is_open(period.first), no_last = is_open(period.last);
    if (no_first && no_last)
      text = "not known";
    else if (no_first)
      text = "by " + bound_text(period, false);
    else if (no_last)
      text = "from " + bound_text(period, true) + " on";
    else
      text =
          bound_text(period, true) + (one_of ? " or up to " : " to ") + bound_text(period, false);
  } else {
    Period plain = period;
    plain.approximate = plain.uncertain = plain.last_approximate = plain.last_uncertain = false;
    text = to_text(plain);
  }
  if (period.approximate || period.last_approximate) text = "about " + text;
  if (period.uncertain || period.last_uncertain) text += ", uncertain";
  return text;
}

std::string words_of(const Period& period) {
  const bool interval = period.form == Period::Form::Interval;
  const std::string brief = brief_words_of(period);
  if (period.form == Period::Form::Day || interval || brief.starts_with("about ")) return brief;
  return "some day in " + brief;
}

std::string sentence_of(const TimelineEntry& entry) {
  std::string text = entry.kind.empty() ? "" : entry.kind + ", ";
  text += words_of(entry.date);
  if (entry.moved_from) text += " (moved from " + words_of(*entry.moved_from) + ")";
  if (entry.dropped) text += " (dropped)";
  text += ": " + entry.label;
  if (!entry.detail.empty()) text += ". " + entry.detail;
  if (!entry.note.empty()) text += ". Note: " + entry.note;
  for (std::size_t i = 0; i < entry.sources.size(); ++i)
    text += (i == 0 ? ". Sources: " : ", ") + entry.sources[i];
  return text;
}

}  // namespace normgraph::repl
