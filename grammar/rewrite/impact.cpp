// IMPACT OF: what depends on a thing. Which links carry dependence, and in which direction, is
// written in the data: in the chains whose names begin with "impact". Each leads from `thing` to
// `dependent`.

#include "grammar/parse.hpp"
#include "grammar/print.hpp"
#include "grammar/rewrite/links.hpp"
#include "grammar/rewrite/statements.hpp"
#include "grammar/rewrite/text.hpp"

namespace normgraph::rewriting {

namespace {

std::string ways(const Vocabulary& vocabulary) {
  std::string text;
  for (const std::string& name : vocabulary.chain_names()) {
    if (!name.starts_with("impact")) continue;
    text += (text.empty() ? "" : "  UNION\n") +
            ("  WITH thing\n  MATCH path = " + *vocabulary.find_chain(name)) +
            "\n  RETURN dependent, path\n";
  }
  return text;
}

}  // namespace

Rewriting rewrite_impact(const ast::Impact& statement, const Vocabulary& vocabulary) {
  if (statement.within) throw_not_available("OF in IMPACT", statement.within->span);
  if (statement.delayed_by)
    throw Error(ErrorKind::Semantic, "NG2900", "SyntaxError", "NotAvailable",
                "what a delay would break cannot be computed: it takes forecasts, and this version "
                "makes none")
        .at(statement.delayed_by->span)
        .hint("IMPACT OF without DELAYED BY says what depends on it");
  const std::string all_ways = ways(vocabulary);
  if (all_ways.empty())
    throw Error(ErrorKind::Reference, "NG4011", "SyntaxError", "UnknownDefinition",
                "this graph does not say which links carry dependence")
        .hint("DEFINE CHAIN impact AS (thing)<-[:DEPENDS_ON*1..5]-(dependent)");
  Rewriting rewriting;
  const std::string key = resolve_call(statement.of, rewriting.references);
  rewriting.queries.push_back(
      {"impact",
       parse_query("MATCH (thing {key: " + key + "})\nCALL {\n" + all_ways +
                   "}\nWITH thing, dependent, path WHERE dependent <> thing\n"
                   "WITH dependent, path ORDER BY length(path)\n"
                   "WITH dependent, head(collect(path)) AS path\nRETURN " +
                   display_name("dependent", vocabulary) + " AS dependent,\n       " +
                   noun_of("dependent", vocabulary) + " AS kind,\n       " +
                   "length(path) AS links,\n       " +
                   path_in_words("path", vocabulary.relationship_types(), vocabulary) +
                   " AS because,\n       " + sources_of_path("path") +
                   " AS sources, dependent.key AS key\nORDER BY links, kind, dependent, key")});
  rewriting.presentation = {Presentation::Kind::Impact, "impact of " + print(statement.of), true};
  return rewriting;
}

}  // namespace normgraph::rewriting
