// SEARCH: full-text hits, best first. With a selection, it is searched in the selected things and
// their parts, and a hit in a part says which thing it is a part of.

#include "grammar/print.hpp"
#include "grammar/rewrite/links.hpp"
#include "grammar/rewrite/selection.hpp"
#include "grammar/rewrite/statements.hpp"
#include "grammar/rewrite/text.hpp"

namespace normgraph::rewriting {

namespace {

constexpr const char* most_hits = "20";

/// `places`: each thing among which is searched, with the nearest selected one that holds it. What
/// parts are, the rule "parts" of the data says.
std::string searched_places(const SelectedThings& things, const Vocabulary& vocabulary) {
  const std::string* parts = vocabulary.find_definition("parts");
  const std::string nearest = parts ? filled(*parts, {}, vocabulary) +
                                          "WITH thing, part, length(way) AS far ORDER BY far\n" +
                                          "WITH part, head(collect(thing)) AS thing\n"
                                    : "WITH DISTINCT thing, thing AS part\n";
  return things.clauses + nearest + "WITH collect({part: part, holder: thing}) AS places\n";
}

}  // namespace

Rewriting rewrite_search(const ast::Search& statement, const Vocabulary& vocabulary) {
  Rewriting rewriting;
  const std::string words = print_string(statement.words);
  std::string text, within;
  if (statement.in) {
    const SelectedThings things = select(*statement.in, vocabulary);
    rewriting.references = things.references;
    text =
        searched_places(things, vocabulary) + "CALL norm.search_in(" + words +
        ", [p IN places | p.part]) YIELD rank, node, field, snippet, total\n"
        "WITH rank, node, field, snippet, total, places ORDER BY rank LIMIT " +
        most_hits +
        "\n"
        "WITH rank, node, field, snippet, total,\n"
        "     head([p IN places WHERE p.part = node AND p.holder <> node | p.holder]) AS holder\n";
    within = display_name("holder", vocabulary) + " AS within, ";
  } else {
    text = "CALL norm.search(" + words + ") YIELD rank, node, field, snippet, total\n";
  }
  text += "RETURN rank,\n       " + display_name("node", vocabulary) + " AS thing,\n       " +
          noun_of("node", vocabulary) + " AS kind, " + within +
          "field, snippet, total,\n       node.sources AS sources, node.key AS key\n"
          "ORDER BY rank LIMIT " +
          most_hits;
  rewriting.queries.push_back({"search", parse_query(text)});
  rewriting.presentation = {Presentation::Kind::Search, "search for " + words, true};
  return rewriting;
}

}  // namespace normgraph::rewriting
