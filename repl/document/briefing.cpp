// From a briefing's template and the tables of its statements to a document.

#include "repl/document/briefing.hpp"

#include <algorithm>

#include "grammar/briefing_template.hpp"
#include "repl/document/from_answer.hpp"
#include "repl/render/cell_text.hpp"

namespace normgraph::repl {

namespace {

constexpr std::string_view notes_mark = "{notes}";

Passage::Kind kind_of(BlockForm form) {
  switch (form) {
    case BlockForm::Table:
      return Passage::Kind::Table;
    case BlockForm::Lines:
      return Passage::Kind::Lines;
    case BlockForm::Figures:
      return Passage::Kind::Figures;
    case BlockForm::Timeline:
      return Passage::Kind::Timeline;
    case BlockForm::Sources:
      return Passage::Kind::Sources;
  }
  return Passage::Kind::Table;
}

/// The rows of further statements stand beside those of the first that begin with the same value.
void join(Table& table, const Table& more) {
  if (more.columns.empty()) return;
  const std::size_t width = table.columns.size();
  table.columns.insert(table.columns.end(), more.columns.begin() + 1, more.columns.end());
  for (std::vector<Value>& row : table.rows) {
    const auto same = [&](const std::vector<Value>& other) {
      return plain_text(other[0]) == plain_text(row[0]);
    };
    const auto found = std::find_if(more.rows.begin(), more.rows.end(), same);
    if (found != more.rows.end()) row.insert(row.end(), found->begin() + 1, found->end());
    row.resize(width + more.columns.size() - 1);
  }
}

/// Sources of a row that is put together come from all its parts.
void merge_sources(Table& table) {
  const auto first = std::find(table.columns.begin(), table.columns.end(), "sources");
  if (first == table.columns.end()) return;
  const auto kept = static_cast<std::size_t>(first - table.columns.begin());
  for (std::size_t i = kept + 1; i < table.columns.size();) {
    if (table.columns[i] != "sources") {
      ++i;
      continue;
    }
    for (std::vector<Value>& row : table.rows) {
      List all = row[kept].type() == Type::List ? row[kept].as_list() : List();
      if (row[i].type() == Type::List)
        for (const Value& source : row[i].as_list()) {
          const auto same = [&](const Value& other) {
            return plain_text(other) == plain_text(source);
          };
          if (std::none_of(all.begin(), all.end(), same)) all.push_back(source);
        }
      row[kept] = Value::list(std::move(all));
      row.erase(row.begin() + static_cast<std::ptrdiff_t>(i));
    }
    table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

/// The columns that a block names: "why", or "provision as item". Those that are not there are left
/// out, so that a briefing outlives a change of a rule.
Table chosen_columns(const Table& table, const std::vector<std::string>& wanted) {
  if (wanted.empty()) return table;
  Table result{.name = table.name, .columns = {}, .rows = {}};
  result.rows.resize(table.rows.size());
  for (const std::string& name : wanted) {
    const std::size_t as = name.find(" as ");
    const auto found = std::find(table.columns.begin(), table.columns.end(), name.substr(0, as));
    if (found == table.columns.end()) continue;
    const auto column = static_cast<std::size_t>(found - table.columns.begin());
    result.columns.push_back(as == name.npos ? name : name.substr(as + 4));
    for (std::size_t row = 0; row < table.rows.size(); ++row)
      result.rows[row].push_back(table.rows[row][column]);
  }
  return result;
}

Passage words(const BriefingBlock& block) {
  Passage passage;
  passage.kind = block.kind == BriefingBlock::Kind::Heading ? Passage::Kind::Heading
                 : block.kind == BriefingBlock::Kind::List  ? Passage::Kind::List
                                                            : Passage::Kind::Paragraph;
  passage.level = block.level;
  passage.text = block.text;
  passage.items = block.items;
  return passage;
}

/// Takes the tables of a block from the front of those that are left: a sentence such as COVERAGE
/// gives several, which stand below each other.
class Builder {
 public:
  Builder(Document& document, const Answer& answer)
      : document_(document), tables_(answer.tables), presentation_(answer.presentation) {}

  void add(const BriefingBlock& block) {
    if (block.kind == BriefingBlock::Kind::Paragraph && block.text == notes_mark)
      return add_notes();
    if (block.kind != BriefingBlock::Kind::Statements) {
      document_.passages.push_back(words(block));
      return;
    }
    const auto is_further = [&](const Table& table) {
      return table.name == block.text || table.name.starts_with(block.text + " (");
    };
    Passage passage = frame(block, block.text);
    bool first = true;
    for (; next_ < tables_.size() && is_further(tables_[next_]); ++next_, first = false) {
      if (first)
        passage.table = tables_[next_];
      else
        join(passage.table, tables_[next_]);
    }
    if (!first) {
      merge_sources(passage.table);
      passage.table = shown(passage.table, block);
      document_.passages.push_back(std::move(passage));
    }
    for (; next_ < tables_.size() && tables_[next_].name.starts_with(block.text + ": "); ++next_) {
      Passage part = frame(block, tables_[next_].name);
      part.table = shown(tables_[next_], block);
      document_.passages.push_back(std::move(part));
    }
  }

 private:
  Table shown(const Table& table, const BriefingBlock& block) const {
    return block.columns.empty() ? readable(table, presentation_.details)
                                 : readable(chosen_columns(table, block.columns), {});
  }

  /// What the sentences of the briefing say of their rows: the rules that were applied.
  void add_notes() {
    if (presentation_.notes.empty()) return;
    Passage passage;
    passage.kind = Passage::Kind::List;
    passage.items = presentation_.notes;
    document_.passages.push_back(std::move(passage));
  }

  static Passage frame(const BriefingBlock& block, const std::string& caption) {
    Passage passage;
    passage.kind = kind_of(block.form);
    passage.text = caption;
    passage.empty = block.empty;
    return passage;
  }

  Document& document_;
  const std::vector<Table>& tables_;
  const Presentation& presentation_;
  std::size_t next_ = 0;
};

/// "articles 8..15: 8 things, and what belongs to them".
std::string narrowed_to(const std::string& selection, const Table& count) {
  const std::int64_t things = count.rows.front().front().as_integer();
  return selection + ": " +
         (things == 0   ? "nothing in this graph"
          : things == 1 ? "1 thing, and what belongs to it"
                        : std::to_string(things) + " things, and what belongs to them");
}

}  // namespace

Document briefing_document(const Answer& answer, const std::string& statement, const Style& style) {
  const BriefingTemplate briefing = parse_briefing_template(answer.presentation.document);
  Document document;
  document.title = briefing.title + (briefing.about.empty() ? "" : ": " + briefing.about);
  add_circumstances(document, answer, statement, style);
  if (!briefing.about.empty())
    document.facts.emplace_back("Narrowed to", narrowed_to(briefing.about, answer.tables.back()));
  document.limits = style.limits_full;
  if (!answer.presentation.heading.empty()) {
    Passage heading;
    heading.text = answer.presentation.heading;
    document.passages.push_back(std::move(heading));
  }
  Builder builder(document, answer);
  for (const BriefingBlock& block : briefing.blocks) builder.add(block);
  return document;
}

std::string briefing_name(const Answer& answer) {
  const BriefingTemplate briefing = parse_briefing_template(answer.presentation.document);
  return recorded_name(briefing.name, briefing.about);
}

}  // namespace normgraph::repl
