#include <gtest/gtest.h>
#include <libical/ical.h>

#include <memory>
#include <sstream>

#include "graph/value/json.hpp"
#include "graph/value/period.hpp"
#include "repl/timeline/timeline.hpp"

// What is written is read back with libical, which calendars use.

namespace normgraph::repl {
namespace {

Date day(const char* text) { return typed_value("$date", text).as_date(); }

struct Event {
  std::string uid, summary, description, start, end, status, categories;
  int sequence = -1;
};

std::string text_of(icalcomponent* event, icalproperty_kind kind) {
  icalproperty* property = icalcomponent_get_first_property(event, kind);
  return property ? icalproperty_get_value_as_string(property) : "";
}

std::vector<Event> read_back(const std::string& calendar) {
  const std::unique_ptr<icalcomponent, void (*)(icalcomponent*)> root(
      icalparser_parse_string(calendar.c_str()), icalcomponent_free);
  std::vector<Event> events;
  if (!root) return events;
  EXPECT_EQ(icalcomponent_count_errors(root.get()), 0);
  EXPECT_NE(icalrestriction_check(root.get()), 0);
  for (icalcomponent* event = icalcomponent_get_first_component(root.get(), ICAL_VEVENT_COMPONENT);
       event; event = icalcomponent_get_next_component(root.get(), ICAL_VEVENT_COMPONENT)) {
    Event read;
    read.uid = icalcomponent_get_uid(event);
    read.summary = icalcomponent_get_summary(event);
    const char* description = icalcomponent_get_description(event);
    read.description = description ? description : "";
    read.start = text_of(event, ICAL_DTSTART_PROPERTY);
    read.end = text_of(event, ICAL_DTEND_PROPERTY);
    read.status = text_of(event, ICAL_STATUS_PROPERTY);
    read.categories = text_of(event, ICAL_CATEGORIES_PROPERTY);
    read.sequence = icalcomponent_get_sequence(event);
    events.push_back(read);
  }
  return events;
}

TimelineEntry entry(const char* key, const char* label, const char* date) {
  TimelineEntry entry;
  entry.key = key;
  entry.label = label;
  entry.kind = "deadline";
  entry.date = parse_period(date);
  return entry;
}

std::vector<Event> written_and_read(const std::vector<TimelineEntry>& entries) {
  return read_back(timeline_icalendar(
      {.title = "t", .today = day("2026-11-22"), .entries = entries}, day("2026-10-09")));
}

TEST(ICalendar, ADayIsAnAllDayEvent) {
  const auto events = written_and_read({entry("deadline:D1", "Applies", "2027-12-02")});
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].uid, "deadline:D1@normgraph");
  EXPECT_EQ(events[0].summary, "Applies");
  EXPECT_EQ(events[0].start, "20271202");
  EXPECT_EQ(events[0].end, "20271203");
  EXPECT_EQ(events[0].status, "CONFIRMED");
  EXPECT_EQ(events[0].categories, "deadline");
  EXPECT_EQ(events[0].sequence, 0);
}

TEST(ICalendar, AMovedDateKeepsItsUidAndRaisesTheSequence) {
  TimelineEntry moved = entry("deadline:D1", "Applies", "2027-12-02");
  moved.moved_from = parse_period("2026-08-02");
  EXPECT_EQ(written_and_read({moved})[0].sequence, 1);
  moved.date_claims = 4;
  const auto events = written_and_read({moved});
  EXPECT_EQ(events[0].sequence, 3);
  EXPECT_EQ(events[0].uid, "deadline:D1@normgraph");
  EXPECT_NE(events[0].description.find("Moved from 2026-08-02."), std::string::npos);
}

TEST(ICalendar, APeriodIsTentativeAndADroppedEventCancelled) {
  TimelineEntry dropped = entry("b", "Off", "2026-12-01");
  dropped.dropped = true;
  const auto events = written_and_read(
      {entry("a", "Some day", "2026-Q4"), dropped, entry("c", "By", "../2026-12")});
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[0].start, "20261001");
  EXPECT_EQ(events[0].end, "20270101");
  EXPECT_EQ(events[0].status, "TENTATIVE");
  EXPECT_EQ(events[1].status, "CANCELLED");
  EXPECT_EQ(events[2].start, "20261231");
}

TEST(ICalendar, FoldsByOctetsAndKeepsEveryLetter) {
  std::string label;
  for (int i = 0; i < 60; ++i) label += i % 3 == 0 ? "ä€" : "x, y; z\\ ";
  label += "\nsecond line";
  const auto written = timeline_icalendar({.title = "t",
                                           .today = day("2026-11-22"),
                                           .entries = {entry("k", label.c_str(), "2026-12-01")}},
                                          day("2026-10-09"));
  std::istringstream lines(written);
  for (std::string line; std::getline(lines, line);) {
    ASSERT_TRUE(line.ends_with('\r'));
    EXPECT_LE(line.size() - 1, 75U);
    EXPECT_NE(static_cast<unsigned char>(line[line[0] == ' ' ? 1 : 0]) & 0xC0U, 0x80U);
  }
  const auto events = read_back(written);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].summary, label);
}

TEST(ICalendar, ThingsWithoutAKeyHaveUidsOfTheirOwn) {
  const auto events =
      written_and_read({entry("", "Plenary", "2026-12-01"), entry("", "Plenary", "2027-03-01")});
  ASSERT_EQ(events.size(), 2U);
  EXPECT_NE(events[0].uid, events[1].uid);
}

}  // namespace
}  // namespace normgraph::repl
