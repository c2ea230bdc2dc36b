// The timeline as a picture. Every fact has a lane of its own: its label beside the axis (above it
// where there is little room), its mark on the axis, and its date next to the mark, on the side
// where there is room. So labels never meet, however the dates lie.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "graph/value/text.hpp"
#include "repl/render/markup.hpp"
#include "repl/timeline/scale.hpp"
#include "repl/timeline/shapes.hpp"
#include "repl/timeline/text_measure.hpp"

namespace normgraph::repl {

namespace {

constexpr double label_size = 13, small_size = 12, line_height = 17;

/// Sizes in pixels; those of the axis are the least it can have, because it grows with the page.
struct Frame {
  bool stacked;        // labels stand above the axis
  double left;         // where labels begin
  double label_width;  // room for labels
  double axis_width;
  const char* axis_x;  // where the axis begins and how long it is
  const char* axis_length;
  const char* width;  // of the whole picture
};
constexpr Frame wide{false, 0, 296, 350, "46%", "53%", "100%"};
constexpr Frame narrow{true, 0, 270, 270, "0", "100%", "100%"};
constexpr Frame file{false, 16, 400, 540, "424", "556", "1000"};

std::string percent(double share) { return fmt::format("{:.2f}%", share * 100); }

class Picture {
 public:
  /// Of the entries from `first` to before `last`; the axis and the marks are those of all.
  Picture(const Timeline& timeline, const Frame& frame, std::string id, std::size_t first,
          std::size_t last)
      : timeline_(timeline),
        frame_(frame),
        id_(std::move(id)),
        first_(first),
        last_(last),
        scale_(timeline),
        shapes_(timeline) {}

  /// The whole element; `heading`: also the title as text, and `style` inside it.
  std::string element(bool heading, const std::string& style) {
    if (heading) write_heading();
    if (first_ == 0) write_legend();
    write_axis_labels();
    axis_top_ = y_;
    write_lanes();
    if (heading) write_remarks();
    const std::string root = heading ? fmt::format("viewBox=\"0 0 1000 {:.0f}\" ", y_ + 8) : "";
    return fmt::format(
               "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"tl\" {}width=\"{}\" "
               "height=\"{:.0f}\" role=\"img\" aria-labelledby=\"{}-t {}-d\">\n"
               "<title id=\"{}-t\">{}</title>\n<desc id=\"{}-d\">{}</desc>\n{}",
               root, frame_.width, y_ + 8, id_, id_, id_, escape_markup(timeline_.title), id_,
               escape_markup(description()), style) +
           timeline_gradients(id_) +
           (heading ? "<rect class=\"tl-page\" width=\"100%\" height=\"100%\"/>\n" : "") + axis() +
           body_ + "</svg>\n";
  }

 private:
  struct Marks {
    double first = 1, last = 0;  // the share of the axis that the lane's marks take
    std::string svg;
  };

  std::string title() const {
    return first_ == 0 ? timeline_.title : timeline_.title + ", continued";
  }

  std::string description() const {
    if (first_ > 0) return "More of the same list.";
    std::size_t vague = 0, moved = 0;
    for (const TimelineEntry& entry : timeline_.entries) {
      if (certainty_of(entry.date) == Certainty::Vague) ++vague;
      if (entry.moved_from) ++moved;
    }
    std::string text = fmt::format("{} dated facts in the order of the list; today is {}.",
                                   timeline_.entries.size(), today_text());
    if (vague > 0) text += fmt::format(" {} are known only as a period.", vague);
    if (moved > 0) text += fmt::format(" {} were moved from an earlier date.", moved);
    return text;
  }
  std::string today_text() const { return to_text(Value::date(timeline_.today)); }

  void text(double x, double y, std::string_view style, std::string_view content) {
    body_ += fmt::format("<text x=\"{:.0f}\" y=\"{:.1f}\" class=\"{}\">{}</text>\n", x, y, style,
                         escape_markup(content));
  }

  void write_heading() {
    constexpr double size = 18;
    y_ = 8;
    for (const std::string& line : wrap_text(timeline_.title, 960 / size, Weight::Bold)) {
      y_ += 24;
      text(16, y_, "tl-title", line);
    }
    y_ += 10;
  }

  double left() const { return frame_.left; }

  // ---- legend ----
  void write_legend() {
    bool vague = false, span = false, moved = false, dropped = false;
    for (const TimelineEntry& entry : timeline_.entries) {
      const Certainty certainty = certainty_of(entry.date);
      vague = vague || certainty == Certainty::Vague;
      span = span || certainty == Certainty::Span;
      moved = moved || entry.moved_from.has_value();
      dropped = dropped || entry.dropped;
    }
    double x = left();
    y_ += 20;
    for (const std::string& kind : shapes_.kinds())
      legend_item(x, kind.empty() ? "a known day" : kind,
                  fmt::format("<path class=\"tl-mark\" d=\"{}\"/>", shapes_.path_of(kind)), 16);
    if (vague)
      legend_item(x, "some day in this period",
                  "<rect class=\"tl-vague\" x=\"-6\" y=\"-5\" width=\"30\" height=\"10\" rx=\"5\" "
                  "fill=\"url(#" +
                      id_ + "-both)\"/>",
                  34);
    if (span)
      legend_item(x, "lasts so long",
                  "<rect class=\"tl-span\" x=\"-6\" y=\"-4\" width=\"30\" height=\"8\"/>", 34);
    if (moved)
      legend_item(x, "moved: hollow old, solid new",
                  fmt::format("<path class=\"tl-old\" d=\"{0}\"/><line class=\"tl-move\" x1=\"9\" "
                              "x2=\"21\" y1=\"0\" y2=\"0\"/><path class=\"tl-mark\" "
                              "transform=\"translate(30 0)\" d=\"{0}\"/>",
                              shapes_.path_of(shapes_.kinds().front())),
                  46);
    if (dropped)
      legend_item(x, "dropped", "<path class=\"tl-cross\" d=\"M-5-5 5 5M5-5-5 5\"/>", 16);
    legend_item(x, "today", "<line class=\"tl-today\" x1=\"0\" x2=\"0\" y1=\"-7\" y2=\"7\"/>", 12);
    y_ += 10;
  }

  void legend_item(double& x, const std::string& words, const std::string& mark,
                   double mark_width) {
    const double width = mark_width + text_width(words) * small_size + 18;
    const double room =
        frame_.stacked ? frame_.label_width : frame_.label_width + frame_.axis_width;
    if (x > left() && x + width - 18 > room) {
      x = left();
      y_ += 20;
    }
    body_ += fmt::format("<g transform=\"translate({:.0f} {:.1f})\">{}</g>\n", x + 8, y_ - 4, mark);
    text(x + mark_width + 2, y_, "tl-small", words);
    x += width;
  }

  // ---- axis ----
  void begin_axis() {
    body_ +=
        fmt::format("<svg x=\"{}\" y=\"0\" width=\"{}\" height=\"100%\" overflow=\"visible\">\n",
                    frame_.axis_x, frame_.axis_length);
  }

  void write_axis_labels() {
    const std::string today = "today, " + today_text();
    const double at = scale_.at(timeline_.today.days);
    const double half = text_width(today) * small_size / frame_.axis_width / 2;
    const char* anchor = at < half ? "start" : at > 1 - half ? "end" : "middle";
    y_ += 18;
    begin_axis();
    body_ +=
        fmt::format("<text x=\"{}\" y=\"{:.1f}\" class=\"tl-now\" text-anchor=\"{}\">{}</text>\n",
                    percent(at), y_, anchor, today);
    y_ += 18;
    constexpr double widest = 4 * 0.64;  // "2026"
    const double room = (widest * small_size + 10) / frame_.axis_width;
    ticks_ = scale_.ticks(room);
    for (const TimeScale::Tick& tick : ticks_)
      if (tick.at + room < 1.02)
        body_ += fmt::format("<text x=\"{}\" dx=\"4\" y=\"{:.1f}\" class=\"tl-tick{}\">{}</text>\n",
                             percent(tick.at), y_, tick.year ? " tl-year" : "", tick.label);
    body_ += "</svg>\n";
    y_ += 6;
  }

  /// Lines behind the marks: ticks and today. Where labels stand above the axis, the lines keep to
  /// the strips of the marks, so that they do not cross the labels.
  std::string axis() const {
    std::vector<std::pair<double, double>> stretches{{axis_top_ - 18, axis_top_}};
    if (frame_.stacked)
      stretches.insert(stretches.end(), strips_.begin(), strips_.end());
    else
      stretches.back().second = lanes_end_ > 0 ? lanes_end_ : y_;
    std::string out =
        fmt::format("<svg x=\"{}\" y=\"0\" width=\"{}\" height=\"100%\" overflow=\"visible\">\n",
                    frame_.axis_x, frame_.axis_length);
    for (const auto& [top, bottom] : stretches) {
      for (const TimeScale::Tick& tick : ticks_)
        out += vertical(tick.year ? "tl-grid tl-newyear" : "tl-grid", tick.at, top, bottom);
      out += vertical("tl-today", scale_.at(timeline_.today.days), top, bottom);
    }
    return out + "</svg>\n";
  }

  static std::string vertical(const char* style, double at, double top, double bottom) {
    return fmt::format("<line class=\"{}\" x1=\"{}\" x2=\"{}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>\n",
                       style, percent(at), percent(at), top, bottom);
  }

  // ---- lanes ----
  void write_lanes() {
    std::string group = first_ == 0 ? "" : timeline_.entries[first_ - 1].group;
    for (std::size_t i = first_; i < last_; ++i) {
      const TimelineEntry& entry = timeline_.entries[i];
      if (entry.group != group) write_group(group = entry.group);
      write_lane(entry);
    }
    if (timeline_.entries.empty()) text(left(), y_ += 24, "tl-label", "Nothing is dated here.");
  }

  void write_remarks() {
    lanes_end_ = y_;
    y_ += 14;
    for (const std::string& remark : timeline_.remarks)
      for (const std::string& line : wrap_text(remark, 960 / small_size))
        text(left(), y_ += 16, "tl-small", line);
    y_ += 8;
  }

  void write_group(const std::string& name) {
    y_ += 10;
    for (const std::string& line : wrap_text(name, frame_.label_width / 14, Weight::Bold)) {
      y_ += 18;
      text(left(), y_, "tl-group", line);
    }
    y_ += 6;
  }

  void write_lane(const TimelineEntry& entry) {
    body_ += "<g><title>" + escape_markup(sentence_of(entry)) + "</title>\n";
    body_ += fmt::format(
        "<line class=\"tl-rule\" x1=\"{:.0f}\" x2=\"100%\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>\n", left(),
        y_, y_);
    const double top = y_;
    write_label(entry);
    const double label_bottom = y_;
    double middle = top + 6 + line_height * 0.62;
    if (frame_.stacked) middle = label_bottom + 8;
    const double axis_bottom = write_marks(entry, middle);
    strips_.emplace_back(middle - 9, std::max(middle + 9, axis_bottom));
    y_ = std::max(label_bottom, axis_bottom) + 7;
    body_ += "</g>\n";
  }

  void write_label(const TimelineEntry& entry) {
    y_ += 6;
    for (const std::string& line : wrap_text(entry.label, frame_.label_width / label_size)) {
      y_ += line_height;
      text(left(), y_ - 4, entry.dropped ? "tl-label tl-dropped" : "tl-label", line);
    }
    std::string detail = entry.detail;
    if (entry.moved_from)
      detail +=
          (detail.empty() ? "moved from " : ", moved from ") + brief_words_of(*entry.moved_from);
    if (detail.empty()) return;
    for (const std::string& line : wrap_text(detail, frame_.label_width / small_size)) {
      y_ += line_height - 1;
      text(left(), y_ - 4, "tl-small", line);
    }
  }

  /// Returns the lowest point that the marks and their date reach.
  double write_marks(const TimelineEntry& entry, double middle) {
    Marks marks;
    if (entry.moved_from) {
      const double from = scale_.at(entry.moved_from->first), to = scale_.at(entry.date.first);
      marks.svg +=
          fmt::format("<line class=\"tl-move\" x1=\"{}\" x2=\"{}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>\n",
                      percent(from), percent(to), middle, middle);
      add_mark(*entry.moved_from, entry, true, middle, marks);
    }
    add_mark(entry.date, entry, false, middle, marks);
    begin_axis();
    body_ += marks.svg;
    const double bottom = write_date(entry, middle, marks);
    body_ += "</svg>\n";
    return bottom;
  }

  void add_mark(const Period& date, const TimelineEntry& entry, bool old, double middle,
                Marks& marks) {
    const double from = scale_.at(date.first), to = scale_.at(date.last);
    const Certainty certainty = certainty_of(date);
    const double half = 7 / frame_.axis_width;
    if (certainty == Certainty::Day) {
      marks.svg += fmt::format(
          "<svg x=\"{}\" y=\"{:.1f}\" width=\"1\" height=\"1\" overflow=\"visible\"><path "
          "class=\"{}\" d=\"{}\"/></svg>\n",
          percent(from), middle, old ? "tl-old" : "tl-mark", shapes_.path_of(entry.kind));
    } else {
      add_bar(date, certainty, old, middle, from, to, marks.svg);
    }
    if (entry.dropped && !old)
      marks.svg += fmt::format(
          "<svg x=\"{}\" y=\"{:.1f}\" width=\"1\" height=\"1\" overflow=\"visible\"><path "
          "class=\"tl-cross\" "
          "d=\"M-7-7 7 7M7-7-7 7\"/></svg>\n",
          percent((from + to) / 2), middle);
    marks.first = std::min(marks.first, from - half);
    marks.last = std::max(marks.last, to + half);
  }

  void add_bar(const Period& date, Certainty certainty, bool old, double middle, double from,
               double to, std::string& svg) const {
    const double width = std::max(to - from, 4 / frame_.axis_width);
    const bool no_start = date.first == Period::open_start, no_end = date.last == Period::open_end;
    const char* ends = no_start && !no_end ? "left" : no_end && !no_start ? "right" : "both";
    const std::string fill =
        certainty == Certainty::Span || old ? "" : fmt::format(" fill=\"url(#{}-{})\"", id_, ends);
    const char* style = old ? "tl-old" : certainty == Certainty::Span ? "tl-span" : "tl-vague";
    const double height = certainty == Certainty::Span ? 8 : 10;
    svg += fmt::format(
        "<rect class=\"{}\" x=\"{}\" y=\"{:.1f}\" width=\"{}\" height=\"{:.0f}\" rx=\"{}\"{}/>\n",
        style, percent(from), middle - height / 2, percent(width), height,
        certainty == Certainty::Span ? 1 : 5, fill);
  }

  /// Right of the marks where there is room, else left of them, else below.
  double write_date(const TimelineEntry& entry, double middle, const Marks& marks) {
    const std::string words = brief_words_of(entry.date);
    const double room = (text_width(words) * small_size + 4) / frame_.axis_width;
    const double today = scale_.at(timeline_.today.days);
    const auto crossed = [today](double from, double to) { return from < today && today < to; };
    const bool fits_right = marks.last + room <= 1;
    // Left of a hollow mark it would be taken for the old date.
    const bool fits_left = marks.first - room >= 0 && !entry.moved_from;
    const bool better_left = fits_left && crossed(marks.last, marks.last + room) &&
                             !crossed(marks.first - room, marks.first);
    double y = middle + 4.2, bottom = middle + 9;
    std::string place;
    if (fits_right && !better_left) {
      place = fmt::format("x=\"{}\" dx=\"3\"", percent(std::max(marks.last, 0.0)));
    } else if (fits_left) {
      place = fmt::format("x=\"{}\" dx=\"-3\" text-anchor=\"end\"", percent(marks.first));
    } else {
      y += 17;
      bottom += 17;
      const double at = entry.moved_from ? marks.last : (marks.first + marks.last) / 2;
      const double safe = std::clamp(at, room / 2, 1 - room / 2);
      place = fmt::format("x=\"{}\" text-anchor=\"middle\"", percent(safe));
    }
    body_ += fmt::format("<text {} y=\"{:.1f}\" class=\"tl-date\">{}</text>\n", place, y,
                         escape_markup(words));
    return bottom;
  }

  const Timeline& timeline_;
  const Frame& frame_;
  std::string id_;
  std::size_t first_, last_;
  TimeScale scale_;
  Shapes shapes_;
  std::vector<TimeScale::Tick> ticks_;
  std::vector<std::pair<double, double>> strips_;  // from top to bottom: where the marks stand
  std::string body_;
  double y_ = 0, axis_top_ = 0, lanes_end_ = 0;  // lanes_end_ 0: at the end of the picture
};

}  // namespace

std::string timeline_element(const Timeline& timeline, PictureWidth width, const std::string& id) {
  // Each part fits a page of paper, where a picture cannot be broken.
  constexpr std::size_t lanes_of_a_part = 9;
  const Frame& frame = width == PictureWidth::Wide ? wide : narrow;
  const std::size_t count = timeline.entries.size();
  std::string out;
  for (std::size_t first = 0; first == 0 || first < count; first += lanes_of_a_part)
    out += Picture(timeline, frame, id + std::to_string(first), first,
                   std::min(first + lanes_of_a_part, count))
               .element(false, "");
  return out;
}

std::string timeline_svg(const Timeline& timeline) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" +
         Picture(timeline, file, "timeline", 0, timeline.entries.size())
             .element(true, "<style>\n" + std::string(timeline_style()) + "</style>\n");
}

}  // namespace normgraph::repl
