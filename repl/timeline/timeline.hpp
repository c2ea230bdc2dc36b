#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "graph/result.hpp"

// Dated facts, whatever table they come from: what the timeline picture, the Mermaid chart and the
// calendar are made of.

namespace normgraph::repl {

/// One dated fact.
struct TimelineEntry {
  std::string key;     // of the thing; empty: the table does not tell
  std::string label;   // what happens
  std::string kind;    // "deadline"; may be empty
  std::string group;   // under which heading it stands; may be empty
  std::string detail;  // where it is laid down; may be empty
  std::string note;
  std::vector<std::string> sources;
  Period date;
  std::optional<Period> moved_from;  // the date before the last move
  std::int64_t date_claims = 0;      // how many dates were ever said; 0: the table does not tell
  bool dropped = false;              // it will not happen
};

struct Timeline {
  std::string title;
  Date today;
  std::vector<TimelineEntry> entries;  // in the order of the rows
  /// Of a picture, chart or calendar of its own: how it came about, and its limits, a line each.
  std::vector<std::string> remarks = {};
};

/// Reads the rows of a table that have a date. A column counts as a date when it holds dates,
/// datetimes or periods; two that are called as the ends of a span (from and to, opened and closed)
/// are one; others give an entry each. Throws Error{Semantic} (NG2913) when there is no such
/// column.
void read_entries(const Table& table, std::vector<TimelineEntry>& entries);

/// How sure a date is: what the pictures show.
enum class Certainty : std::uint8_t {
  Day,    // one known day
  Span,   // lasts from one bound to the other
  Vague,  // some day in a period, or about a day
};
Certainty certainty_of(const Period& period);

/// "2026-08-02", "some day in 2025-Q3", "2025-10 to 2026-03", "by 2026-08", "about 2026-Q1".
std::string words_of(const Period& period);
/// The same, shorter: "2025-Q3" for some day in it.
std::string brief_words_of(const Period& period);
/// All that is known of an entry: "deadline, 2027-12-02 (moved from 2026-08-02): … Sources: S01".
std::string sentence_of(const TimelineEntry& entry);

/// A picture as one SVG file: light and dark, with a title and a description, fixed width.
std::string timeline_svg(const Timeline& timeline);

/// How much room a picture inside a page has: it grows with the page from this width on.
enum class PictureWidth : std::uint8_t { Narrow, Wide };
/// The same picture as an element of a page, which brings the styles (timeline_style()). `id` is
/// unique in the page.
std::string timeline_element(const Timeline& timeline, PictureWidth width, const std::string& id);
/// The rules of CSS for the elements, without the colours of the page.
std::string_view timeline_style();

/// Definitions that a picture needs: bars whose ends are not known fade out. `id` as above.
std::string timeline_gradients(const std::string& id);

/// A gantt chart of Mermaid.
std::string timeline_mermaid(const Timeline& timeline);

/// An iCalendar object (RFC 5545) with an all-day event for each entry. `stamp`: the day that the
/// data reaches to, so that the same graph gives the same bytes.
std::string timeline_icalendar(const Timeline& timeline, Date stamp);

}  // namespace normgraph::repl
