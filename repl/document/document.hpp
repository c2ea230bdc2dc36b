#pragma once

#include <string>
#include <utility>
#include <vector>

#include "graph/result.hpp"
#include "repl/timeline/timeline.hpp"

// A document for readers, apart from how it is written down: a briefing, or the answer of a
// statement as a page. html.cpp and markdown.cpp write it.

namespace normgraph::repl {

/// One part of a document.
struct Passage {
  enum class Kind : std::uint8_t {
    Heading,
    Paragraph,
    List,
    Verbatim,
    Table,
    Lines,    // rows that are sentences: the first column, linked to its sources
    Figures,  // rows of a number and what it counts
    Timeline,
    Sources,  // the numbered list of sources; `table` holds what is known of each
  };
  Kind kind = Kind::Paragraph;
  int level = 2;                   // of a heading: 1 to 4
  std::string text;                // Markdown's emphasis and code; of tables: the caption
  std::vector<std::string> items;  // of a list
  Table table;
  std::string empty;  // what is said when the table has no rows
};

struct Document {
  std::string title;
  /// How it came about, in the order of reading: "As of", "2026-11-22".
  std::vector<std::pair<std::string, std::string>> facts;
  std::vector<Passage> passages;
  std::string limits;  // empty: not wanted
  Date today;
};

/// The numbers of sources, in the order in which a document names them.
class SourceNumbers {
 public:
  /// Reads all tables of a document; without a passage of sources nothing has a number.
  explicit SourceNumbers(const Document& document);
  /// 0: it has none.
  std::size_t number_of(const std::string& key) const;
  const std::vector<std::string>& keys() const { return keys_; }

 private:
  std::vector<std::string> keys_;
};

/// A table without the columns that say the same in all rows or nothing; they become a sentence
/// ("In all rows: outlook no forecast.").
struct Condensed {
  Table table;
  std::string said_once;
};
Condensed condense(const Table& table);

/// A table for readers: without columns that only programs need; what is null in a list, such as
/// one end of a pair, is "not known".
Table readable(const Table& table, const std::vector<std::string>& names);

/// A heading of a column as people write it: "moved from" for moved_from.
std::string spoken_name(const std::string& column);

/// One page, complete in itself: styles and pictures inside, no script, nothing to fetch.
std::string html_page(const Document& document);
std::string markdown_text(const Document& document);

}  // namespace normgraph::repl
