// SEARCH: full-text hits, best first. A selection becomes the list of things among which is
// searched.

#include "grammar/print.hpp"
#include "grammar/rewrite/links.hpp"
#include "grammar/rewrite/selection.hpp"
#include "grammar/rewrite/statements.hpp"
#include "grammar/rewrite/text.hpp"

namespace normgraph::rewriting {

namespace {
constexpr const char* most_hits = "20";
}

Rewriting rewrite_search(const ast::Search& statement, const Vocabulary& vocabulary) {
  Rewriting rewriting;
  const std::string words = print_string(statement.words);
  std::string text;
  if (statement.in) {
    const SelectedThings things = select(*statement.in, vocabulary);
    rewriting.references = things.references;
    text = things.clauses + "WITH collect(DISTINCT thing) AS things\nCALL norm.search_in(" + words +
           ", things)";
  } else {
    text = "CALL norm.search(" + words + ")";
  }
  text += " YIELD rank, node, field, snippet, total\nRETURN rank,\n       " +
          display_name("node", vocabulary) + " AS thing,\n       " + noun_of("node", vocabulary) +
          " AS kind, field, snippet, total,\n       node.sources AS sources, node.key AS key\n"
          "ORDER BY rank LIMIT " +
          most_hits;
  rewriting.queries.push_back({"search", parse_query(text)});
  rewriting.presentation = {Presentation::Kind::Search, "search for " + words, true};
  return rewriting;
}

}  // namespace normgraph::rewriting
