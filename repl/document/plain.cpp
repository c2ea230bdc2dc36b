// Documents on a terminal.

#include "repl/document/plain.hpp"

#include "repl/document/cells.hpp"
#include "repl/document/document.hpp"
#include "repl/render/cell_text.hpp"
#include "repl/render/table.hpp"
#include "repl/text_width.hpp"

namespace normgraph::repl {

namespace {

class PlainWriter {
 public:
  PlainWriter(const Document& document, const Style& style) : document_(document), style_(style) {}

  std::string write() {
    strong(document_.title);
    for (const auto& [name, value] : document_.facts) wrapped(name + ": " + value, "");
    for (const Passage& passage : document_.passages) {
      out_ += '\n';
      add(passage);
    }
    if (!style_.limits_short.empty()) {
      out_ += '\n';
      wrapped(style_.limits_short, "");
    }
    return std::move(out_);
  }

 private:
  void strong(const std::string& text) {
    out_ += style_.color ? "\x1b[1m" : "";
    wrapped(text, "");
    out_ += style_.color ? "\x1b[0m" : "";
  }

  /// `lead` stands before the first line; the others are set in as far.
  void wrapped(const std::string& text, const std::string& lead) {
    const std::size_t room = style_.width > lead.size() + 10 ? style_.width - lead.size() : 96;
    std::string before = lead;
    for (const std::string& line : wrap(printable(unmarked(text)), room)) {
      out_ += before + line + "\n";
      before.assign(lead.size(), ' ');
    }
  }

  /// Without the marks of emphasis and code.
  static std::string unmarked(std::string text) {
    for (const char* mark : {"**", "`"})
      for (std::size_t at = 0; (at = text.find(mark, at)) != text.npos;)
        text.erase(at, std::string_view(mark).size());
    return text;
  }

  void add(const Passage& passage) {
    switch (passage.kind) {
      case Passage::Kind::Heading:
        return strong(passage.text);
      case Passage::Kind::List:
        for (const std::string& item : passage.items) wrapped(item, "- ");
        return;
      case Passage::Kind::Paragraph:
      case Passage::Kind::Verbatim:
        return wrapped(passage.text, "");
      case Passage::Kind::Lines:
      case Passage::Kind::Figures:
        return rows_as_lines(passage);
      case Passage::Kind::Table:
      case Passage::Kind::Timeline:
        return table(passage);
      case Passage::Kind::Sources:
        return sources(passage);
    }
  }

  void rows_as_lines(const Passage& passage) {
    wrapped(passage.text + ":", "");
    if (passage.table.rows.empty()) return wrapped(passage.empty, "- ");
    const std::size_t shown = passage.kind == Passage::Kind::Lines ? 1 : 2;
    for (const std::vector<Value>& row : passage.table.rows) {
      std::string text;
      for (std::size_t i = 0; i < std::min(shown, row.size()); ++i)
        text += (i ? " " : "") + plain_text(row[i]);
      for (std::size_t i = shown; i < row.size(); ++i) {
        const bool is_sources = passage.table.columns[i] == "sources" && !row[i].is_null();
        const std::string sources = is_sources ? plain_text(row[i]) : "";
        if (!sources.empty()) text += " [" + sources + "]";
      }
      wrapped(text, "- ");
    }
  }

  void table(const Passage& passage) {
    wrapped(passage.text + ":", "");
    if (passage.table.rows.empty())
      return wrapped(passage.empty.empty() ? "Nothing found." : passage.empty, "- ");
    render_table(out_, passage.table, style_, {.for_readers = true});
  }

  void sources(const Passage& passage) {
    const SourceNumbers numbers(document_);
    Table named{.name = "", .columns = passage.table.columns, .rows = {}};
    for (const std::string& key : numbers.keys())
      for (const std::vector<Value>& row : passage.table.rows)
        if (!row.empty() && plain_text(row[0]) == key) named.rows.push_back(row);
    render_table(out_, named, style_, {.for_readers = true});
  }

  const Document& document_;
  const Style& style_;
  std::string out_;
};

}  // namespace

std::string plain_text(const Document& document, const Style& style) {
  return PlainWriter(document, style).write();
}

}  // namespace normgraph::repl
