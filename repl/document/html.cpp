// Documents as HTML: one file with its styles and pictures, readable without colours, on a
// telephone, on paper, in the dark, and by a screen reader.

#include <fmt/format.h>

#include "repl/document/cells.hpp"
#include "repl/document/document.hpp"
#include "repl/document/inline_text.hpp"
#include "repl/document/style.hpp"
#include "repl/render/cell_text.hpp"
#include "repl/render/markup.hpp"

namespace normgraph::repl {

namespace {

constexpr std::size_t longest_unbroken = 14;  // "Article 8(1)" stays on one line

constexpr std::size_t most_columns = 8;  // a page of middle width has room for these

class Page {
 public:
  explicit Page(const Document& document) : document_(document), numbers_(document) {}

  std::string write() {
    head();
    banner();
    out_ += "<main>\n";
    for (const Passage& passage : document_.passages) add(passage);
    out_ += "</main>\n";
    if (!document_.limits.empty())
      out_ += "<footer><p>" + escape_markup(document_.limits) + "</p></footer>\n";
    return out_ + "</div>\n</body>\n</html>\n";
  }

 private:
  void head() {
    out_ += fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        "style-src 'unsafe-inline'\">\n"
        "<meta name=\"generator\" content=\"Normgraph {}\">\n<title>{}</title>\n<style>\n{}{}"
        "</style>\n</head>\n<body>\n<div class=\"page\">\n",
        NORMGRAPH_VERSION, escape_markup(document_.title), page_style(), timeline_style());
  }

  void banner() {
    out_ += "<header>\n<h1>" + escape_markup(document_.title) + "</h1>\n<dl class=\"facts\">\n";
    for (const auto& [name, value] : document_.facts)
      out_ +=
          "<div><dt>" + escape_markup(name) + "</dt><dd>" + escape_markup(value) + "</dd></div>\n";
    out_ += "</dl>\n</header>\n";
  }

  void add(const Passage& passage) {
    switch (passage.kind) {
      case Passage::Kind::Heading:
        return heading(passage);
      case Passage::Kind::Paragraph:
        out_ += "<p>" + inline_html(passage.text) + "</p>\n";
        return;
      case Passage::Kind::List:
        out_ += "<ul>\n";
        for (const std::string& item : passage.items)
          out_ += "<li>" + inline_html(item) + "</li>\n";
        out_ += "</ul>\n";
        return;
      case Passage::Kind::Verbatim:
        out_ += "<pre tabindex=\"0\">" + escape_markup(passage.text) + "</pre>\n";
        return;
      case Passage::Kind::Table:
        return table(passage);
      case Passage::Kind::Lines:
        return lines(passage);
      case Passage::Kind::Figures:
        return figures(passage);
      case Passage::Kind::Timeline:
        return timeline(passage);
      case Passage::Kind::Sources:
        return sources(passage);
    }
  }

  void heading(const Passage& passage) {
    // The title of the page is its only heading of the first level.
    const int level = std::max(passage.level, 2);
    out_ += fmt::format("<h{}>{}</h{}>\n", level, inline_html(passage.text), level);
  }

  bool said_empty(const Passage& passage) {
    if (!passage.table.rows.empty()) return false;
    out_ += "<p class=\"none\">" +
            inline_html(passage.empty.empty() ? "Nothing found." : passage.empty) + "</p>\n";
    return true;
  }

  void table(const Passage& passage) {
    if (said_empty(passage)) return;
    const Condensed shown = condense(passage.table);
    // Tables keep their roles where narrow screens show them as cards.
    out_ += shown.table.columns.size() > most_columns ? "<table role=\"table\" class=\"many\">"
                                                      : "<table role=\"table\">";
    out_ += "\n<caption>" + inline_html(passage.text);
    if (!shown.said_once.empty())
      out_ += " <span class=\"once\">" + escape_markup(shown.said_once) + "</span>";
    out_ += "</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">";
    for (const std::string& column : shown.table.columns)
      out_ += fmt::format("<th scope=\"col\" role=\"columnheader\"{}>{}</th>",
                          is_numeric(shown.table, column) ? " class=\"number\"" : "",
                          escape_markup(spoken_name(column)));
    out_ += "</tr></thead>\n<tbody role=\"rowgroup\">\n";
    for (const std::vector<Value>& row : shown.table.rows) table_row(shown.table, row);
    out_ += "</tbody>\n</table>\n";
  }

  static bool is_numeric(const Table& table, const std::string& column) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (table.columns[i] != column) continue;
      for (const std::vector<Value>& row : table.rows)
        if (!row[i].is_number() && !row[i].is_null()) return false;
    }
    return true;
  }

  void table_row(const Table& table, const std::vector<Value>& row) {
    out_ += "<tr role=\"row\">";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string cell = cell_html(table.columns[i], row[i], numbers_);
      if (i == 0) {
        const bool brief = plain_text(row[i]).size() <= longest_unbroken;
        out_ += fmt::format("<th scope=\"row\" role=\"rowheader\"{}>{}</th>",
                            brief ? " class=\"whole\"" : "", cell);
        continue;
      }
      out_ += fmt::format("<td role=\"cell\" data-label=\"{}\"{}{}><div>{}</div></td>",
                          escape_markup(spoken_name(table.columns[i])),
                          row[i].is_number() ? " class=\"number\"" : "",
                          cell.empty() ? " data-empty" : "", cell);
    }
    out_ += "</tr>\n";
  }

  void lines(const Passage& passage) {
    out_ += "<div class=\"line\"><p class=\"term\">" + inline_html(passage.text) + "</p>\n";
    if (passage.table.rows.empty()) {
      said_empty(passage);
    } else {
      out_ += "<ul>\n";
      for (const std::vector<Value>& row : passage.table.rows)
        out_ += "<li>" + sentence_html(passage.table, row, numbers_) + "</li>\n";
      out_ += "</ul>\n";
    }
    out_ += "</div>\n";
  }

  void figures(const Passage& passage) {
    if (said_empty(passage)) return;
    out_ += "<ul class=\"figures\">\n";
    for (const std::vector<Value>& row : passage.table.rows) {
      std::string note;
      for (std::size_t i = 2; i < row.size(); ++i) {
        if (row[i].is_null()) continue;
        note += "<span class=\"note\">" + cell_html(passage.table.columns[i], row[i], numbers_) +
                "</span>";
      }
      out_ += "<li><span class=\"amount\">" + escape_markup(plain_text(row[0])) +
              "</span><span class=\"counted\">" +
              (row.size() > 1 ? escape_markup(plain_text(row[1])) : "") + "</span>" + note +
              "</li>\n";
    }
    out_ += "</ul>\n";
  }

  void timeline(const Passage& passage) {
    Timeline timeline{.title = passage.text, .today = document_.today, .entries = {}};
    read_entries(passage.table, timeline.entries);
    if (timeline.entries.empty()) {
      said_empty(passage);
      return;
    }
    const std::string id = "timeline-" + std::to_string(++pictures_);
    out_ += "<figure>\n<figcaption>" + inline_html(passage.text) + "</figcaption>\n";
    out_ += "<div class=\"wide\">" + timeline_element(timeline, PictureWidth::Wide, id + "w") +
            "</div>\n<div class=\"narrow\">" +
            timeline_element(timeline, PictureWidth::Narrow, id + "n") + "</div>\n</figure>\n";
  }

  void sources(const Passage& passage) {
    out_ += "<ol class=\"sources\">\n";
    for (std::size_t n = 0; n < numbers_.keys().size(); ++n)
      out_ += fmt::format("<li id=\"source-{}\">{}</li>\n", n + 1,
                          source_html(passage.table, numbers_.keys()[n]));
    out_ += "</ol>\n";
    if (numbers_.keys().empty()) out_ += "<p class=\"none\">No sources are named.</p>\n";
  }

  const Document& document_;
  SourceNumbers numbers_;
  std::string out_;
  int pictures_ = 0;
};

}  // namespace

std::string html_page(const Document& document) { return Page(document).write(); }

}  // namespace normgraph::repl
