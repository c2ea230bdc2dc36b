#include "grammar/briefing_template.hpp"

#include <gtest/gtest.h>

namespace normgraph {
namespace {

constexpr const char* whole = R"(---
since: 30 days
---
<!-- a note
over two lines -->
# The title

A paragraph
of two lines.

- one
  goes on
- two

```nql lines
// caption: What changed
// empty: Nothing.
// columns: a, b as c
// a comment of the query
MATCH (n) RETURN n.a AS a
```

## Part
)";

TEST(BriefingTemplate, ReadsItsParts) {
  const BriefingTemplate read = parse_briefing_template(whole);
  EXPECT_EQ(read.title, "The title");
  EXPECT_EQ(read.days_back, 30);
  ASSERT_EQ(read.blocks.size(), 4U);
  EXPECT_EQ(read.blocks[0].text, "A paragraph of two lines.");
  EXPECT_EQ(read.blocks[1].items, (std::vector<std::string>{"one goes on", "two"}));
  const BriefingBlock& block = read.blocks[2];
  EXPECT_EQ(block.form, BlockForm::Lines);
  EXPECT_EQ(block.text, "What changed");
  EXPECT_EQ(block.empty, "Nothing.");
  EXPECT_EQ(block.columns, (std::vector<std::string>{"a", "b as c"}));
  EXPECT_NE(block.statements.find("MATCH (n) RETURN n.a AS a"), std::string::npos);
  EXPECT_EQ(read.blocks[3].text, "Part");
}

std::string problem_with(const std::string& text) {
  try {
    parse_briefing_template(text);
  } catch (const Error& error) {
    return std::to_string(position_of(text, error.span.offset).line) + ": " + error.message;
  }
  return "";
}

TEST(BriefingTemplate, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(problem_with("no title"),
            "1: a briefing begins with a title: a line such as '# State of the standards'");
  EXPECT_EQ(problem_with("# t\n\n```nql\n// caption: x\nMATCH"), "3: the block ``` has no end");
  EXPECT_EQ(problem_with("# t\n```nql\nGAPS\n```\n"), "2: the block has no '// caption: …' line");
  EXPECT_EQ(problem_with("# t\n```nql cake\n```\n"),
            "2: 'cake' is no way to show rows: table, lines, figures, timeline or sources");
  EXPECT_EQ(problem_with("# t\n```sql\n```\n"),
            "2: a block of a briefing begins with ```nql and how to show its rows");
  EXPECT_EQ(problem_with("---\nsince: soon\n---\n# t"),
            "2: since: takes a number of days, such as 90 days");
  EXPECT_EQ(problem_with("---\nuntil: 1\n---\n# t"),
            "2: the head of a briefing knows only since, not 'until'");
  EXPECT_EQ(problem_with("---\nsince: 9 days\n# t"),
            "3: the head of a briefing knows only since, not '# t'");
  EXPECT_EQ(problem_with("# t\n<!-- x"), "2: the comment <!-- has no end -->");
  const std::string block = "```nql\n// caption: x\nGAPS\n```\n";
  EXPECT_EQ(problem_with("# t\n" + block + block), "6: two blocks have the caption 'x'");
}

}  // namespace
}  // namespace normgraph
