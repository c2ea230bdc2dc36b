// iCalendar, RFC 5545: an all-day event for each dated fact. A date that moves keeps its UID and
// raises SEQUENCE, so that a calendar which was subscribed before moves the event.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "repl/text_width.hpp"
#include "repl/timeline/timeline.hpp"

namespace normgraph::repl {

namespace {

constexpr std::size_t line_octets = 75;  // without the line end (RFC 5545, 3.1)

/// Writes a content line, folded so that no line is longer and no letter is cut.
void append_line(std::string& out, std::string_view line) {
  std::size_t room = line_octets;
  while (line.size() > room) {
    std::size_t end = room;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
    out += line.substr(0, end);
    out += "\r\n ";
    line.remove_prefix(end);
    room = line_octets - 1;  // the blank counts
  }
  out += line;
  out += "\r\n";
}

/// TEXT (3.3.11).
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    out += c;
  }
  return out;
}

std::string date_text(std::int64_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

/// What may stand in a UID; the rest becomes %xx. Things without a key are known by their words.
std::string uid_of(const TimelineEntry& entry) {
  const std::string name = entry.key.empty() ? entry.kind + "/" + entry.label : entry.key;
  std::string out;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= 'a' && byte <= 'z') ||
                       std::string_view("-_.:/").find(c) != std::string_view::npos;
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return out + "@normgraph";
}

std::string description_of(const TimelineEntry& entry) {
  std::string text;
  const auto add = [&text](const std::string& sentence) {
    text += (text.empty() ? "" : "\n") + sentence;
  };
  if (certainty_of(entry.date) != Certainty::Day) add("Date: " + words_of(entry.date) + ".");
  if (entry.moved_from) add("Moved from " + words_of(*entry.moved_from) + ".");
  if (!entry.detail.empty()) add(entry.detail);
  if (!entry.note.empty()) add("Note: " + entry.note);
  std::string sources;
  for (const std::string& source : entry.sources) sources += (sources.empty() ? "" : ", ") + source;
  if (!sources.empty()) add("Sources: " + sources + ".");
  return text;
}

/// Each date that was ever said is a revision; the first has the number 0.
std::int64_t sequence_of(const TimelineEntry& entry) {
  if (entry.date_claims > 0) return entry.date_claims - 1;
  return entry.moved_from ? 1 : 0;
}

void append_event(std::string& out, const TimelineEntry& entry, const std::string& uid,
                  Date stamp) {
  // One end that is not known: the known one stands for both.
  const bool no_first = entry.date.first == Period::open_start;
  const bool no_last = entry.date.last == Period::open_end;
  const std::int64_t first = no_first ? entry.date.last : entry.date.first;
  const std::int64_t last = no_last ? first : entry.date.last;
  append_line(out, "BEGIN:VEVENT");
  append_line(out, "UID:" + uid);
  append_line(out, "DTSTAMP:" + date_text(stamp.days) + "T000000Z");
  append_line(out, fmt::format("SEQUENCE:{}", sequence_of(entry)));
  append_line(out, "DTSTART;VALUE=DATE:" + date_text(first));
  append_line(out, "DTEND;VALUE=DATE:" + date_text(last + 1));  // the day after
  append_line(out, "SUMMARY:" + escaped(entry.label));
  if (const std::string text = description_of(entry); !text.empty())
    append_line(out, "DESCRIPTION:" + escaped(text));
  if (!entry.kind.empty()) append_line(out, "CATEGORIES:" + escaped(entry.kind));
  const bool certain = certainty_of(entry.date) != Certainty::Vague;
  append_line(out, std::string("STATUS:") + (entry.dropped ? "CANCELLED"
                                             : certain     ? "CONFIRMED"
                                                           : "TENTATIVE"));
  append_line(out, "TRANSP:TRANSPARENT");
  append_line(out, "END:VEVENT");
}

}  // namespace

std::string timeline_icalendar(const Timeline& timeline, Date stamp) {
  std::string out;
  append_line(out, "BEGIN:VCALENDAR");
  append_line(out, "VERSION:2.0");
  append_line(out, "PRODID:-//Normgraph//Normgraph " NORMGRAPH_VERSION "//EN");
  append_line(out, "CALSCALE:GREGORIAN");
  append_line(out, "X-WR-CALNAME:" + escaped(timeline.title));
  std::string remarks;
  for (const std::string& remark : timeline.remarks)
    remarks += (remarks.empty() ? "" : "\n") + remark;
  if (!remarks.empty()) append_line(out, "X-WR-CALDESC:" + escaped(remarks));
  append_line(out, "REFRESH-INTERVAL;VALUE=DURATION:P1D");
  std::map<std::string, int> used;
  for (const TimelineEntry& entry : timeline.entries) {
    if (entry.date.first == Period::open_start && entry.date.last == Period::open_end) continue;
    std::string uid = uid_of(entry);
    // Things without a key may have the same words.
    if (const int again = used[uid]++; again > 0) uid = fmt::format("{}-{}", again + 1, uid);
    append_event(out, entry, uid, stamp);
  }
  append_line(out, "END:VCALENDAR");
  return out;
}

}  // namespace normgraph::repl
