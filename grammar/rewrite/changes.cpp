// CHANGES: what began, ended or changed value between two times, by the claims, and the dated facts
// of the time between.

#include "grammar/print.hpp"
#include "grammar/rewrite/links.hpp"
#include "grammar/rewrite/selection.hpp"
#include "grammar/rewrite/statements.hpp"
#include "grammar/rewrite/text.hpp"

namespace normgraph::rewriting {

namespace {

/// The selected things, and for one thing what is dated about it: their keys as `keys`; without a
/// selection null, which keeps everything.
std::string selected_keys(const ast::Changes& statement, const Vocabulary& vocabulary,
                          std::vector<WrittenReference>& references) {
  if (!statement.of) return "WITH null AS keys\n";
  SelectedThings things = select(*statement.of, vocabulary);
  references = std::move(things.references);
  const std::string* related = vocabulary.find_definition("timeline.related");
  return things.clauses + (things.one && related ? *related : "") +
         "WITH collect(thing.key) AS keys\n";
}

/// The noun of what a list of labels says.
std::string noun_of_labels(const Vocabulary& vocabulary) {
  std::string text = "CASE";
  for (const Vocabulary::Label& label : vocabulary.labels())
    text += " WHEN " + print_string(label.name) + " IN change.labels THEN " +
            print_string(label.singular);
  return vocabulary.labels().empty() ? "null" : text + " END";
}

/// Claims that took effect: values of things, things themselves, and links between them.
std::string from_claims(const std::string& since, const std::string& until,
                        const Vocabulary& vocabulary) {
  std::string verbs;
  for (const std::string& type : vocabulary.relationship_types())
    if (const std::string* said = vocabulary.find_words(type))
      verbs += (verbs.empty() ? "" : ", ") + print_name(type) + ": " + print_string(*said);
  const std::string verb =
      verbs.empty() ? "change.type" : "coalesce({" + verbs + "}[change.type], change.type)";
  return "  UNWIND norm.changes(" + since + ", " + until +
         ") AS change\n"
         "  WITH keys, change, change.thing AS thing, change.start AS start, change.end AS goal\n"
         "  WHERE keys IS NULL OR coalesce(thing.key IN keys, start.key IN keys OR goal.key IN "
         "keys)\n"
         "  RETURN change.on AS date, change.change AS change,\n"
         "         CASE WHEN change.type IS NULL THEN " +
         noun_of_labels(vocabulary) +
         " ELSE 'link' END AS kind,\n         CASE WHEN change.type IS NULL THEN " +
         display_name("thing", vocabulary) + "\n              ELSE " +
         display_name("start", vocabulary) + " + ' ' + " + verb + " + ' ' + " +
         display_name("goal", vocabulary) +
         " END AS what,\n"
         "         change.property AS fact, change.before AS `from`, change.after AS `to`,\n"
         "         change.known AS known, change.note AS note, change.sources AS sources,\n"
         "         coalesce(thing.key, start.key) AS key\n";
}

/// Things whose own date lies between: they happened. Those that a claim says to have begun then
/// are told by it.
std::string dated_between(const std::string& since, const std::string& until,
                          const Vocabulary& vocabulary) {
  const std::string* nouns = vocabulary.find_definition("timeline.default");
  std::string text;
  if (!nouns) return text;
  for (const std::string& noun : listed_names(*nouns)) {
    const Vocabulary::Label* label = vocabulary.find_label(noun);
    if (!label || label->date_property.empty()) continue;
    const std::string date = "thing." + print_name(label->date_property);
    text +=
        "  UNION ALL\n  WITH keys\n  MATCH (thing:" + print_name(label->name) + ")\n  WHERE " +
        date + " > " + since + " AND NOT coalesce(" + date + " > " + until +
        ", false)\n    AND (keys IS NULL OR thing.key IN keys)\n"
        "    AND none(c IN claims(thing) WHERE c.property IS NULL AND c.in_force AND c.from > " +
        since + ")\n  RETURN " + date + " AS date, 'happened' AS change, " +
        print_string(label->singular) + " AS kind,\n         " + display_name("thing", vocabulary) +
        " AS what, null AS fact, null AS `from`, null AS `to`,\n"
        "         null AS known, thing.note AS note, thing.sources AS sources, thing.key AS "
        "key\n";
  }
  return text;
}

}  // namespace

Rewriting rewrite_changes(const ast::Changes& statement, const Vocabulary& vocabulary) {
  Rewriting rewriting;
  const std::string since = period_call(statement.since);
  const std::string until = statement.until ? period_call(*statement.until) : "date()";
  rewriting.queries.push_back(
      {"changes",
       parse_query(selected_keys(statement, vocabulary, rewriting.references) +
                   "CALL {\n  WITH keys\n" + from_claims(since, until, vocabulary) +
                   dated_between(since, until, vocabulary) +
                   "}\nRETURN date, kind, what, change, fact, `from`, `to`, known, note, sources, "
                   "key\nORDER BY coalesce(last(date), first(date)), what, fact, change")});
  rewriting.presentation = {Presentation::Kind::Changes, "changes since " + statement.since.text,
                            true};
  rewriting.presentation.details = {"kind", "known", "key"};
  return rewriting;
}

}  // namespace normgraph::rewriting
