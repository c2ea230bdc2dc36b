// TIMELINE: dated facts in order; a moved date shows the old one beside the new.

#include <algorithm>

#include "grammar/print.hpp"
#include "grammar/rewrite/selection.hpp"
#include "grammar/rewrite/statements.hpp"
#include "grammar/rewrite/text.hpp"

namespace normgraph::rewriting {

namespace {

using Labels = std::vector<const Vocabulary::Label*>;

/// Which rows are shown: only those that lie outside with certainty are left out, so that "some day
/// in 2026" is in a timeline from March 2026 on.
std::string window(const ast::Timeline& statement) {
  std::string condition = "date IS NOT NULL";
  const auto leave_out = [&](const std::string& comparison) {
    condition += " AND NOT coalesce(date " + comparison + ", false)";
  };
  if (statement.next) {
    leave_out("< date()");
    leave_out("> date() + duration(" + print_string(statement.next->text) + ")");
  }
  if (statement.from) leave_out("< " + period_call(*statement.from));
  if (statement.to) leave_out("> " + period_call(*statement.to));
  return condition;
}

/// An expression that differs by label: plain when there is one label only.
template <class Part>
std::string by_label(const Labels& labels, Part part) {
  if (labels.empty()) return "null";
  if (labels.size() == 1) return part(*labels.front());
  std::string text = "CASE";
  for (const Vocabulary::Label* label : labels)
    text += " WHEN thing:" + print_name(label->name) + " THEN " + part(*label);
  return text + " END";
}

/// A column that only some labels have; null where none has it.
std::string column(const Labels& labels, const char* name) {
  const auto has = [&](const Vocabulary::Label* label) {
    return std::find(label->properties.begin(), label->properties.end(), name) !=
           label->properties.end();
  };
  const bool any = std::any_of(labels.begin(), labels.end(), has);
  return (any ? "thing." + std::string(name) : "null") + " AS " + name;
}

Labels dated_labels(const Vocabulary& vocabulary) {
  Labels labels;
  for (const Vocabulary::Label& label : vocabulary.labels())
    if (!label.date_property.empty()) labels.push_back(&label);
  return labels;
}

/// The labels of the definition "timeline.default", else every label that has a date.
Labels default_labels(const Vocabulary& vocabulary) {
  const std::string* nouns = vocabulary.find_definition("timeline.default");
  if (!nouns) return dated_labels(vocabulary);
  Labels labels;
  for (const std::string& noun : listed_names(*nouns)) {
    const Vocabulary::Label* label = vocabulary.find_label(noun);
    if (label && !label->date_property.empty()) labels.push_back(label);
  }
  return labels;
}

Error not_dated(const std::string& what) {
  return Error(ErrorKind::Semantic, "NG2912", "SyntaxError", "NotDated", what);
}

}  // namespace

Rewriting rewrite_timeline(const ast::Timeline& statement, const Vocabulary& vocabulary) {
  if (!statement.group_by.empty())
    throw_not_available("GROUP BY in TIMELINE", statement.group_by.front().span);
  Rewriting rewriting;
  std::string text;
  Labels labels;
  if (statement.of) {
    const SelectedThings things = select(*statement.of, vocabulary);
    text = things.clauses;
    rewriting.references = things.references;
    if (things.one) {
      labels = dated_labels(vocabulary);
      if (const std::string* rule = vocabulary.find_definition("timeline.related")) text += *rule;
    } else if (!things.label || things.label->date_property.empty()) {
      throw not_dated("what is selected has no date").at(statement.of->span);
    } else {
      labels = {things.label};
    }
  } else {
    labels = default_labels(vocabulary);
    if (labels.empty()) throw not_dated("nothing in this graph is dated");
    std::string names;
    for (const Vocabulary::Label* label : labels)
      names += (names.empty() ? "" : "|") + print_name(label->name);
    text = "MATCH (thing:" + names + ")\n";
  }
  text += "WITH thing, " + by_label(labels, [](const Vocabulary::Label& label) {
            return "thing." + print_name(label.date_property);
          });
  text += " AS date\nWHERE " + window(statement) + "\nRETURN date,\n       " +
          by_label(labels,
                   [](const Vocabulary::Label& label) { return print_string(label.singular); }) +
          " AS kind,\n       " + display_name("thing", vocabulary) + " AS what,\n       " +
          "CASE WHEN date < date() THEN 'past' WHEN date > date() THEN 'ahead' ELSE 'now' END "
          "AS state,\n       " +
          column(labels, "moved_from") + ", " + column(labels, "provision") +
          ",\n       thing.note AS note, thing.sources AS sources, thing.key AS key\n" +
          "ORDER BY date, what";
  rewriting.queries.push_back({"timeline", parse_query(text)});
  rewriting.presentation = {Presentation::Kind::Timeline, "timeline", true};
  return rewriting;
}

}  // namespace normgraph::rewriting
