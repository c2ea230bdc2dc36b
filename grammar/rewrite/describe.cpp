// DESCRIBE: one thing. Three queries: its facts with since when they hold, its links both ways by
// type, and the sources of its facts.

#include "grammar/print.hpp"
#include "grammar/rewrite/selection.hpp"
#include "grammar/rewrite/statements.hpp"
#include "grammar/rewrite/text.hpp"

namespace normgraph::rewriting {

namespace {

/// One row a property that holds, with since when, by the claim in force: `x_since` and `x_sources`
/// say it where they stand beside it. The other properties rest on the sources of the thing.
std::string facts_query(const std::string& match) {
  // A value that changes on a day of which only the period is known is null while it lasts.
  return match +
         "UNWIND [name IN keys(thing) WHERE NOT name ENDS WITH 'sources'\n"
         "        AND NOT name ENDS WITH '_since'] +\n"
         "       reduce(changing = [], c IN claims(thing) | CASE WHEN c.kind = 'actual'\n"
         "              AND NOT c.property IN keys(thing) + changing AND overlaps(c.from, date())\n"
         "              THEN changing + c.property ELSE changing END) AS fact\n"
         "WITH thing, fact, head([c IN claims(thing, fact) WHERE overlaps(c.from, date())]) AS "
         "begins\n"
         "WITH thing, fact, CASE WHEN thing[fact] IS NULL THEN 'not known: ' + "
         "toString(begins.value)\n"
         "                       + ' from some day in ' + toString(begins.from) ELSE thing[fact] "
         "END "
         "AS value\n"
         "WITH thing, fact, value, head([c IN claims(thing, fact) WHERE c.in_force]) AS claim\n"
         "RETURN fact, value, coalesce(thing[fact + '_since'], claim.from) AS "
         "since,\n"
         "       CASE WHEN disputed(thing, fact) THEN 'disputed' END AS disputed,\n"
         "       coalesce(thing[fact + '_sources'], claim.sources, thing.sources) AS sources\n"
         "ORDER BY CASE WHEN fact IN ['designation', 'title', 'name', 'term'] THEN 1\n"
         "              WHEN fact IN ['reference', 'number', 'kind', 'type', 'stage', 'date'] THEN "
         "2\n"
         "              WHEN fact IN ['note'] THEN 4\n"
         "              WHEN fact IN ['key', 'confidence', 'sequence'] THEN 5 ELSE 3 END, fact";
}

/// Values that lost against the one in force: known, not corrected, and never in force themselves.
std::string disputed_query(const std::string& match) {
  return match +
         "UNWIND claims(thing) AS claim\n"
         "WITH thing, claim WHERE claim.kind = 'actual' AND NOT claim.in_force\n"
         "  AND claim.property IS NOT NULL AND disputed(thing, claim.property)\n"
         "  AND none(h IN history(thing, claim.property) WHERE h.value = claim.value)\n"
         "  AND none(o IN claims(thing, claim.property) WHERE any(s IN o.corrects WHERE s IN "
         "claim.sources))\n"
         "RETURN claim.property AS fact, thing[claim.property] AS in_force, claim.value AS "
         "other_value,\n"
         "       claim.from AS since, claim.known AS known, claim.sources AS sources, claim.note "
         "AS "
         "note\nORDER BY fact, known";
}

/// What was planned, and what became of it.
std::string planned_query(const std::string& match) {
  return match +
         "UNWIND [c IN claims(thing) WHERE c.kind = 'planned'] AS plan\n"
         "WITH thing, plan, head([s IN schedule(thing) WHERE s.stage = toString(plan.value)]) AS "
         "step\n"
         "RETURN plan.property AS fact, plan.value AS value, plan.from AS planned_for, plan.known "
         "AS "
         "known,\n"
         "       CASE WHEN step.reached IS NOT NULL OR step.basis = 'reported' THEN 'reached'\n"
         "            WHEN step.planned = plan.from AND step.note IS NOT NULL THEN step.note\n"
         "            WHEN step IS NOT NULL AND step.planned <> plan.from THEN 'a later plan took "
         "its "
         "place'\n"
         "            WHEN plan.from < date() THEN 'planned for ' + toString(plan.from) + ', "
         "outcome "
         "not known'\n"
         "            ELSE 'planned' END AS state, plan.sources AS sources, plan.note AS note\n"
         "ORDER BY planned_for, known";
}

/// Of a thing that a template of the data fits: when it reached each milestone, when it can be
/// expected to, and when it must at the latest.
std::string schedule_query(const std::string& match) {
  return match +
         "UNWIND schedule(thing) AS step\n"
         "RETURN step.stage AS stage, step.reached AS reached, step.expected AS expected,\n"
         "       CASE WHEN step.basis <> 'reported' THEN step.latest END AS latest,\n"
         "       CASE WHEN step.basis <> 'reported' THEN step.safe END AS safe,\n"
         "       step.basis + CASE WHEN step.assumed AND step.basis <> 'assumed' THEN ' (assumed)' "
         "ELSE '' END AS basis,\n"
         "       step.note AS note, step.sources AS sources";
}

/// One row a type and direction, with the names of what stands at the other end.
std::string links_query(const std::string& match, const Vocabulary& vocabulary) {
  const auto half = [&](const std::string& pattern, const std::string& direction) {
    return match + "MATCH " + pattern + "\nWITH type(link) AS link, " +
           display_name("other", vocabulary) +
           " AS name, other.key AS key\nORDER BY link, key\nRETURN link, " +
           print_string(direction) +
           " AS direction, count(*) AS count,\n       collect(name) AS things, collect(key) AS "
           "keys";
  };
  return half("(thing)-[link]->(other)", "out") + "\nUNION ALL\n" +
         half("(thing)<-[link]-(other)", "in");
}

std::string sources_query(const std::string& match, const Vocabulary& vocabulary) {
  const Vocabulary::Label* label = vocabulary.find_label("Source");
  std::string columns = "source.key AS key";
  if (label)
    for (const std::string& column : label->columns)
      if (column != "key")
        columns += ", source." + print_name(column) + " AS " + print_name(column);
  return match +
         "UNWIND reduce(joined = [], name IN [n IN keys(thing) WHERE n ENDS WITH 'sources'] |\n"
         "              joined + thing[name]) AS key\n"
         "WITH DISTINCT key\nMATCH (source {key: key})\nRETURN " +
         columns + "\nORDER BY key";
}

bool has_sources(const Vocabulary& vocabulary) {
  return vocabulary.find_label("Source") != nullptr;
}

}  // namespace

Rewriting rewrite_describe(const ast::Describe& statement, const Vocabulary& vocabulary) {
  Rewriting rewriting;
  const std::string match =
      thing_match("thing", statement.reference, statement.of, vocabulary, rewriting.references);
  const auto add = [&](const char* name, const std::string& text) {
    rewriting.queries.push_back({name, parse_query(text)});
  };
  add("facts", facts_query(match));
  add("disputed", disputed_query(match));
  add("planned", planned_query(match));
  add("schedule", schedule_query(match));
  add("links", links_query(match, vocabulary));
  if (has_sources(vocabulary)) add("sources", sources_query(match, vocabulary));
  rewriting.presentation = {Presentation::Kind::Description, print(statement.reference), true};
  return rewriting;
}

}  // namespace normgraph::rewriting
