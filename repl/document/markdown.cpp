// Documents as GitHub's Markdown: sources are footnotes, the timeline a chart of Mermaid.

#include <algorithm>
#include <set>

#include "repl/document/cells.hpp"
#include "repl/document/document.hpp"
#include "repl/document/inline_text.hpp"
#include "repl/render/cell_text.hpp"
#include "repl/render/rows.hpp"

namespace normgraph::repl {

namespace {

class MarkdownWriter {
 public:
  explicit MarkdownWriter(const Document& document) : document_(document), numbers_(document) {}

  std::string write() {
    out_ = "# " + inline_markdown(document_.title) + "\n\n";
    for (const auto& [name, value] : document_.facts)
      out_ += "- " + name + ": " + inline_markdown(value) + "\n";
    for (const Passage& passage : document_.passages) {
      out_ += "\n";
      add(passage);
    }
    if (!document_.limits.empty()) out_ += "\n" + document_.limits + "\n";
    return out_;
  }

 private:
  void add(const Passage& passage) {
    switch (passage.kind) {
      case Passage::Kind::Heading:
        out_ += std::string(static_cast<std::size_t>(std::max(passage.level, 2)), '#') + " " +
                passage.text + "\n";
        return;
      case Passage::Kind::Paragraph:
        out_ += passage.text + "\n";
        return;
      case Passage::Kind::List:
        for (const std::string& item : passage.items) out_ += "- " + item + "\n";
        return;
      case Passage::Kind::Verbatim:
        out_ += "```\n" + passage.text + (passage.text.ends_with('\n') ? "" : "\n") + "```\n";
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

  bool said_empty(const Passage& passage) {
    if (!passage.table.rows.empty()) return false;
    out_ += (passage.empty.empty() ? "Nothing found." : passage.empty) + "\n";
    return true;
  }

  std::string footnotes(const Value& value) const {
    if (value.type() != Type::List) return plain_text(value);
    std::set<std::size_t> listed;
    std::string text;
    for (const Value& source : value.as_list()) {
      const std::string key = plain_text(source);
      const std::size_t number = numbers_.number_of(key);
      if (number > 0)
        listed.insert(number);
      else
        text += (text.empty() ? "" : ", ") + key;
    }
    for (const std::size_t number : listed)
      text += (text.empty() ? "[^" : " [^") + std::to_string(number) + "]";
    return text;
  }

  void table(const Passage& passage) {
    if (!passage.text.empty()) out_ += "**" + passage.text + "**\n\n";
    if (said_empty(passage)) return;
    Condensed shown = condense(passage.table);
    for (std::size_t i = 0; i < shown.table.columns.size(); ++i) {
      const bool has_sources = shown.table.columns[i] == "sources" && !numbers_.keys().empty();
      for (std::vector<Value>& row : shown.table.rows) {
        if (has_sources && !row[i].is_null()) row[i] = Value::string(footnotes(row[i]));
        if (row[i].type() == Type::Period)
          row[i] = Value::string(brief_words_of(row[i].as_period()));
        if (row[i].type() != Type::String) continue;
        const std::string_view sign = sign_of(row[i].as_string());
        if (!sign.empty()) row[i] = Value::string(std::string(sign) + " " + row[i].as_string());
      }
      shown.table.columns[i] = spoken_name(shown.table.columns[i]);
    }
    render_markdown(out_, shown.table);
    if (!shown.said_once.empty()) out_ += "\n" + shown.said_once + "\n";
  }

  std::string sentence(const Table& table, const std::vector<Value>& row) const {
    std::string text = plain_text(row[0]);
    for (std::size_t i = 1; i < row.size(); ++i)
      if (table.columns[i] == "sources" && !row[i].is_null())
        if (const std::string notes = footnotes(row[i]); !notes.empty()) text += " " + notes;
    return text;
  }

  void lines(const Passage& passage) {
    out_ += "**" + passage.text + "**\n\n";
    if (said_empty(passage)) return;
    for (const std::vector<Value>& row : passage.table.rows)
      out_ += "- " + sentence(passage.table, row) + "\n";
  }

  void figures(const Passage& passage) {
    if (said_empty(passage)) return;
    for (const std::vector<Value>& row : passage.table.rows) {
      out_ += "- **" + plain_text(row[0]) + "** " + (row.size() > 1 ? plain_text(row[1]) : "");
      for (std::size_t i = 2; i < row.size(); ++i)
        if (!row[i].is_null())
          out_ += passage.table.columns[i] == "sources" ? " " + footnotes(row[i])
                                                        : " – " + plain_text(row[i]);
      out_ += "\n";
    }
  }

  void timeline(const Passage& passage) {
    Timeline timeline{.title = passage.text, .today = document_.today, .entries = {}};
    read_entries(passage.table, timeline.entries);
    if (timeline.entries.empty()) {
      said_empty(passage);
      return;
    }
    out_ += "```mermaid\n" + timeline_mermaid(timeline) + "```\n";
  }

  void sources(const Passage& passage) {
    for (std::size_t n = 0; n < numbers_.keys().size(); ++n)
      out_ += "[^" + std::to_string(n + 1) +
              "]: " + source_markdown(passage.table, numbers_.keys()[n]) + "\n";
    if (numbers_.keys().empty()) out_ += "No sources are named.\n";
  }

  const Document& document_;
  SourceNumbers numbers_;
  std::string out_;
};

}  // namespace

std::string markdown_text(const Document& document) { return MarkdownWriter(document).write(); }

}  // namespace normgraph::repl
