#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/error.hpp"

// Templates of briefings: Markdown with statements in it (docs/briefings.md). An expert copies a
// file of data/briefings/ and changes it.

namespace normgraph {

/// How the rows of a block are shown.
enum class BlockForm : std::uint8_t { Table, Lines, Figures, Timeline, Sources };

struct BriefingBlock {
  enum class Kind : std::uint8_t { Heading, Paragraph, List, Statements };
  Kind kind = Kind::Paragraph;
  int level = 2;                   // of a heading
  std::string text;                // of a heading or paragraph; of statements: their caption
  std::vector<std::string> items;  // of a list

  // Of statements:
  BlockForm form = BlockForm::Table;
  std::string statements;            // several are separated by `;`
  std::string empty;                 // what is said when there are no rows
  std::vector<std::string> columns;  // which are shown, in order; empty: all
  Span place;                        // of the statements in the template
};

struct BriefingTemplate {
  std::string name;  // `name:` of the head; the rewriting writes it there
  /// `about:`, the same: the selection that the document is narrowed to. Then the answer has one
  /// more table at the end, which says how many things are selected.
  std::string about;
  int days_back =
      90;  // `since: 90 days` of the head: where changes begin without an earlier briefing
  std::string title;  // the first heading of level one
  std::vector<BriefingBlock> blocks;
};

/// Under which name it is recorded when a briefing was written: one of a selection apart.
std::string recorded_name(const std::string& name, const std::string& about);

/// Throws Error{Data} (NG7040) with the place in the text.
BriefingTemplate parse_briefing_template(std::string_view text);

}  // namespace normgraph
