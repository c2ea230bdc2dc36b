// IMPACT OF: what depends on a thing. Which links carry dependence, and in which direction, is
// written in the data: in the chains whose names begin with "impact". Each leads from `thing` to
// `dependent`.

#include "grammar/parse.hpp"
#include "grammar/print.hpp"
#include "grammar/rewrite/links.hpp"
#include "grammar/rewrite/selection.hpp"
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

/// What a delay does to a dependent is judged by the rule "impact.delay" of the data.
std::string delay_rule(const ast::Duration& written, const std::string& delay,
                       const Vocabulary& vocabulary) {
  const std::string* rule = vocabulary.find_definition("impact.delay");
  if (!rule)
    throw Error(ErrorKind::Reference, "NG4011", "SyntaxError", "UnknownDefinition",
                "this graph holds no rule \"impact.delay\", which says what a delay breaks")
        .at(written.span)
        .hint("IMPACT OF without DELAYED BY says what depends on it");
  return filled(*rule, {{"delay", delay}}, vocabulary);
}

}  // namespace

Rewriting rewrite_impact(const ast::Impact& statement, const Vocabulary& vocabulary) {
  const std::string all_ways = ways(vocabulary);
  if (all_ways.empty())
    throw Error(ErrorKind::Reference, "NG4011", "SyntaxError", "UnknownDefinition",
                "this graph does not say which links carry dependence")
        .hint("DEFINE CHAIN impact AS (thing)<-[:DEPENDS_ON*1..5]-(dependent)");
  Rewriting rewriting;
  const std::string dependents =
      thing_match("thing", statement.of, statement.within, vocabulary, rewriting.references) +
      "CALL {\n" + all_ways +
      "}\nWITH thing, dependent, path WHERE dependent <> thing\n"
      "WITH thing, dependent, path ORDER BY length(path)\n"
      "WITH thing, dependent, head(collect(path)) AS path\n";
  const std::string because = path_in_words("path", vocabulary.relationship_types(), vocabulary) +
                              " AS because,\n       " + sources_of_path("path") +
                              " AS sources, dependent.key AS key";
  const std::string name = display_name("dependent", vocabulary) + " AS dependent,\n       " +
                           noun_of("dependent", vocabulary) + " AS kind,\n       ";
  std::string title = "impact of " + print(statement.of);
  if (statement.delayed_by) {
    const std::string delay = "duration(" + print_string(statement.delayed_by->text) + ")";
    rewriting.queries.push_back(
        {"impact", parse_query(dependents + delay_rule(*statement.delayed_by, delay, vocabulary) +
                               "RETURN " + name +
                               "due AS deadline, before, after, outlook_before, outlook_after, "
                               "effect, assumed,\n       " +
                               because + "\nORDER BY due IS NULL, due, dependent, key")});
    title += " delayed by " + statement.delayed_by->text;
  } else {
    rewriting.queries.push_back(
        {"impact", parse_query(dependents + "RETURN " + name + "length(path) AS links,\n       " +
                               because + "\nORDER BY links, kind, dependent, key")});
  }
  rewriting.presentation = {Presentation::Kind::Impact, title, true};
  if (statement.delayed_by) rewriting.presentation.details = {"assumed", "key"};
  return rewriting;
}

}  // namespace normgraph::rewriting
