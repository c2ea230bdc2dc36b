// EXPORT: the query gives the things that exporters write (graph/export_request.hpp).

#include "grammar/rewrite/selection.hpp"
#include "grammar/rewrite/statements.hpp"
#include "grammar/rewrite/text.hpp"

namespace normgraph::rewriting {

Rewriting rewrite_export(const ast::Export& statement, const Vocabulary& vocabulary) {
  SelectedThings things;
  if (statement.selection)
    things = select(*statement.selection, vocabulary);
  else
    things.clauses = "MATCH (thing)\n";
  Rewriting rewriting;
  rewriting.references = things.references;
  rewriting.queries.push_back({"export", parse_query(things.clauses + "RETURN DISTINCT thing")});
  return rewriting;
}

}  // namespace normgraph::rewriting
