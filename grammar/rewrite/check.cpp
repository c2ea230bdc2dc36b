// CHECK: the query of a condition; a row is a case in which it does not hold.

#include "grammar/print.hpp"
#include "grammar/rewrite/statements.hpp"
#include "grammar/rewrite/text.hpp"

namespace normgraph::rewriting {

namespace {

template <class... Kinds>
bool is_one_of(const ast::Clause& clause) {
  return (std::holds_alternative<Kinds>(clause.node) || ...);
}

bool changes_the_graph(const ast::Clause& clause) {
  return is_one_of<ast::Create, ast::Set, ast::Remove, ast::Delete, ast::Forget, ast::Merge,
                   ast::Foreach>(clause);
}

/// A check looks and touches nothing, so that it can be run on any graph at any time.
void refuse_changes(const ast::Query& query) {
  for (const ast::SingleQuery& part : query.parts)
    for (const ast::Clause& clause : part.clauses) {
      if (changes_the_graph(clause))
        throw Error(ErrorKind::Semantic, "NG2913", "SyntaxError", "InvalidClauseComposition",
                    "the query of a CHECK may not change the graph")
            .at(clause.span);
      if (const auto* inner = std::get_if<ast::CallSubquery>(&clause.node))
        refuse_changes(*inner->query);
    }
}

/// Without columns there would be no rows to judge by.
void require_rows(const ast::Query& query) {
  const ast::Clause& last = query.parts.front().clauses.back();
  if (!is_one_of<ast::Return, ast::Call>(last))
    throw Error(ErrorKind::Semantic, "NG2914", "SyntaxError", "InvalidClauseComposition",
                "the query of a CHECK must give rows: those for which it does not hold")
        .at(last.span)
        .hint("end it with RETURN");
}

}  // namespace

Rewriting rewrite_check(const ast::Check& statement) {
  refuse_changes(*statement.query);
  require_rows(*statement.query);
  Rewriting rewriting;
  rewriting.queries.push_back(
      {"check", parse_query(print(*statement.query)), statement.query.get()});
  rewriting.presentation = {Presentation::Kind::Check, statement.name, false};
  return rewriting;
}

}  // namespace normgraph::rewriting
