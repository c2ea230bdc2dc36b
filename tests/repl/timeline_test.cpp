#include "repl/timeline/timeline.hpp"

#include <gtest/gtest.h>

#include <regex>

#include "grammar/error.hpp"
#include "graph/value/json.hpp"
#include "graph/value/period.hpp"
#include "repl/timeline/scale.hpp"
#include "repl/timeline/text_measure.hpp"

namespace normgraph::repl {
namespace {

Value date(const char* text) { return typed_value("$date", text); }
Value period(const char* text) { return Value::period(parse_period(text)); }
Value text_value(const char* text) { return Value::string(text); }

Table table_of(std::vector<std::string> columns, std::vector<std::vector<Value>> rows) {
  return {.name = "", .columns = std::move(columns), .rows = std::move(rows)};
}

std::vector<TimelineEntry> entries_of(const Table& table) {
  std::vector<TimelineEntry> entries;
  read_entries(table, entries);
  return entries;
}

TEST(TimelineRows, AnyColumnOfDatesServes) {
  const auto entries =
      entries_of(table_of({"designation", "stage_since", "planned"},
                          {{text_value("prEN 1"), date("2026-01-02"), period("2026-Q4")},
                           {text_value("prEN 2"), Value(), Value()}}));
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].label, "prEN 1: stage_since");
  EXPECT_EQ(entries[1].label, "prEN 1: planned");
  EXPECT_EQ(words_of(entries[1].date), "some day in 2026-Q4");
}

TEST(TimelineRows, TwoEndsAreOneSpan) {
  const auto entries =
      entries_of(table_of({"title", "opened", "closed"},
                          {{text_value("Enquiry"), date("2026-05-07"), date("2026-07-30")}}));
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(certainty_of(entries[0].date), Certainty::Span);
  EXPECT_EQ(brief_words_of(entries[0].date), "2026-05-07 to 2026-07-30");
}

TEST(TimelineRows, WhatComesBeforeTheDateGroups) {
  const auto entries =
      entries_of(table_of({"chapter", "date", "kind", "what", "moved_from"},
                          {{text_value("III"), date("2027-12-02"), text_value("deadline"),
                            text_value("applies"), date("2026-08-02")}}));
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].group, "III");
  ASSERT_TRUE(entries[0].moved_from);
}

TEST(TimelineRows, WithoutDatesThereIsNoTimeline) {
  try {
    entries_of(table_of({"a"}, {{text_value("x")}}));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "NG2913");
    EXPECT_FALSE(error.hints.empty());
  }
}

TEST(TimelineWords, SayHowSureADateIs) {
  const auto said = [](const char* written) { return words_of(parse_period(written)); };
  EXPECT_EQ(said("2026-08-02"), "2026-08-02");
  EXPECT_EQ(said("2025-Q3"), "some day in 2025-Q3");
  EXPECT_EQ(said("2026-Q1~"), "about 2026-Q1");
  EXPECT_EQ(said("../2026-08"), "by 2026-08");
  EXPECT_EQ(said("2026-08/.."), "from 2026-08 on");
  EXPECT_EQ(said("2025-10/2026-03"), "2025-10 to 2026-03");
  EXPECT_EQ(said("[2025-10..2026-03]"), "some day in 2025-10 or up to 2026-03");
  EXPECT_EQ(said("2026?"), "some day in 2026, uncertain");
}

TEST(TextMeasure, BreaksBetweenWordsAndInsideLongOnes) {
  EXPECT_EQ(wrap_text("one two", 3), (std::vector<std::string>{"one", "two"}));
  for (const std::string& line : wrap_text("Donaudampfschifffahrtsgesellschaft ä", 5))
    EXPECT_LE(text_width(line), 5);
  EXPECT_EQ(wrap_text("", 5).size(), 1U);
  EXPECT_GT(text_width("w", Weight::Bold), text_width("w"));
}

Timeline sample() {
  Timeline timeline{
      .title = "A <title> & more", .today = date("2026-11-22").as_date(), .entries = {}};
  read_entries(
      table_of({"date", "kind", "what", "moved_from", "status"},
               {{date("2027-12-02"), text_value("deadline"),
                 text_value("Chapter \"III\" <applies>"), date("2026-08-02"), Value()},
                {period("2026-Q1~"), text_value("event"), text_value("Ballot"), Value(), Value()},
                {period("2026-12/.."), text_value("event"), text_value("Open"), Value(), Value()},
                {date("2026-12-01"), text_value("event"), text_value("Off"), Value(),
                 text_value("dropped")}}),
      timeline.entries);
  return timeline;
}

TEST(TimelineSvg, DrawsWhatIsKnown) {
  const std::string svg = timeline_svg(sample());
  EXPECT_NE(svg.find("<title id=\"timeline-t\">A &lt;title&gt; &amp; more</title>"), svg.npos);
  EXPECT_NE(svg.find("<desc id=\"timeline-d\">4 dated facts"), svg.npos);
  EXPECT_NE(svg.find("class=\"tl-old\""), svg.npos) << "the old date is hollow";
  EXPECT_NE(svg.find("url(#timeline-both)"), svg.npos) << "a period has soft ends";
  EXPECT_NE(svg.find("url(#timeline-right)"), svg.npos) << "an open end fades out";
  EXPECT_NE(svg.find("tl-dropped"), svg.npos);
  EXPECT_NE(svg.find("today, 2026-11-22"), svg.npos);
  EXPECT_NE(svg.find("prefers-color-scheme:dark"), svg.npos);
  EXPECT_EQ(svg.find("http://", svg.find("xmlns") + 40), svg.npos) << "nothing to fetch";
  EXPECT_EQ(timeline_svg(sample()), svg);
}

TEST(TimelineSvg, HasNoEndWithNothingInIt) {
  Timeline empty{.title = "t", .today = date("2026-11-22").as_date(), .entries = {}};
  EXPECT_NE(timeline_svg(empty).find("Nothing is dated here."), std::string::npos);
}

TEST(TimeScale, GivesLabelsTheirRoom) {
  Timeline timeline{.title = "", .today = date("2026-11-22").as_date(), .entries = {}};
  for (const char* first : {"2026-11-01", "2024-01-01", "1990-01-01", "1200-01-01"}) {
    read_entries(table_of({"date"}, {{date(first)}}), timeline.entries);
    const TimeScale scale(timeline);
    const auto ticks = scale.ticks(0.1);
    EXPECT_FALSE(ticks.empty()) << first;
    for (std::size_t i = 1; i < ticks.size(); ++i)
      EXPECT_GT(ticks[i].at - ticks[i - 1].at, 0.09) << first;
  }
}

TEST(TimelineMermaid, KeepsItsSyntax) {
  Timeline timeline = sample();
  timeline.entries[1].label = "a: b; c # d";
  const std::string chart = timeline_mermaid(timeline);
  EXPECT_NE(
      chart.find("    section deadline\n    Chapter \"III\" <applies> (moved from 2026-08-02) "
                 ":milestone, e1, 2027-12-02, 0d\n"),
      chart.npos)
      << chart;
  EXPECT_NE(chart.find("    a – b, c no.  d (about 2026-Q1) :done, e2, 2026-01-01, 2026-04-01\n"),
            chart.npos)
      << chart;
}

}  // namespace
}  // namespace normgraph::repl
