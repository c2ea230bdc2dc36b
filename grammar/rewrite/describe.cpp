// DESCRIBE: one thing. Three queries: its facts with since when they hold, its links both ways by
// type, and the sources of its facts.

#include "grammar/print.hpp"
#include "grammar/rewrite/statements.hpp"
#include "grammar/rewrite/text.hpp"

namespace normgraph::rewriting {

namespace {

/// One row a property. `x_since` says since when `x` holds and `x_sources` who says so: both are
/// shown beside it. The other properties rest on the sources of the thing.
std::string facts_query(const std::string& match) {
  return match +
         "UNWIND [name IN keys(thing) WHERE NOT name ENDS WITH 'sources'\n"
         "        AND NOT name ENDS WITH '_since'] AS fact\n"
         "RETURN fact, thing[fact] AS value, thing[fact + '_since'] AS since,\n"
         "       coalesce(thing[fact + '_sources'], thing.sources) AS sources\n"
         "ORDER BY CASE WHEN fact IN ['designation', 'title', 'name', 'term'] THEN 1\n"
         "              WHEN fact IN ['reference', 'number', 'kind', 'type', 'stage', 'date'] THEN "
         "2\n"
         "              WHEN fact IN ['note'] THEN 4\n"
         "              WHEN fact IN ['key', 'confidence', 'sequence'] THEN 5 ELSE 3 END, fact";
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
  if (statement.of) throw_not_available("OF in DESCRIBE", statement.of->span);
  Rewriting rewriting;
  const std::string match =
      "MATCH (thing {key: " + resolve_call(statement.reference, rewriting.references) + "})\n";
  rewriting.queries.push_back({"facts", parse_query(facts_query(match))});
  rewriting.queries.push_back({"links", parse_query(links_query(match, vocabulary))});
  if (has_sources(vocabulary))
    rewriting.queries.push_back({"sources", parse_query(sources_query(match, vocabulary))});
  rewriting.presentation = {Presentation::Kind::Description, print(statement.reference), true};
  return rewriting;
}

}  // namespace normgraph::rewriting
