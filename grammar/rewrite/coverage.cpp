// COVERAGE: the positions and outlooks of GAPS, counted. What is counted, what a grouping stands
// for, and what is remarked beside it, is written in the data.

#include <algorithm>

#include "grammar/print.hpp"
#include "grammar/rewrite/gaps.hpp"
#include "grammar/rewrite/statements.hpp"
#include "grammar/rewrite/text.hpp"

namespace normgraph::rewriting {

namespace {

struct Judged {
  std::string text;                  // clauses that bind `thing` and the columns
  std::vector<std::string> columns;  // those of GAPS
};

/// GAPS, with its last clause passing on what it would give, and the thing itself.
Judged judged(ast::Query query) {
  Judged result;
  auto& last = query.parts.front().clauses.back().node;
  auto* given = std::get_if<ast::Return>(&last);
  if (!given || query.parts.size() != 1)
    throw Error(ErrorKind::Reference, "NG4011", "SyntaxError", "UnknownDefinition",
                "the rule \"gaps\" of this graph does not end with RETURN");
  for (const ast::ProjectionItem& item : given->projection.items)
    result.columns.push_back(item.alias ? item.alias->text : item.text);
  ast::Projection projection = std::move(given->projection);
  ast::ProjectionItem thing;
  thing.expression = std::make_unique<ast::Expression>();
  thing.expression->node = ast::Variable{"thing"};
  thing.text = "thing";
  projection.items.push_back(std::move(thing));
  last = ast::With{std::move(projection), nullptr};
  result.text = print(query) + "\n";
  return result;
}

std::string column_list(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + print_variable(name);
  return text;
}

/// A rule "group.chapter" says what the chapter of a thing is; else a column of GAPS is meant.
void add_grouping(const ast::Name& name, const Vocabulary& vocabulary, Judged& judged,
                  std::vector<std::string>& groups) {
  const std::string* rule = vocabulary.find_definition("group." + name.text);
  const bool column =
      std::find(judged.columns.begin(), judged.columns.end(), name.text) != judged.columns.end();
  if (!rule && !column) {
    Error error(ErrorKind::Reference, "NG4014", "SyntaxError", "UnknownGrouping",
                "there is no grouping by " + name.text);
    std::vector<std::string> known = judged.columns;
    for (const std::string& definition : vocabulary.definition_names())
      if (definition.starts_with("group.")) known.push_back(definition.substr(6));
    for (const std::string& near : nearest_names(name.text, known))
      error.hints.push_back("did you mean " + near + "?");
    throw std::move(error).at(name.span);
  }
  if (rule) {
    judged.text += *rule + "WITH DISTINCT thing, " + column_list(judged.columns) + ", ";
    for (const std::string& group : groups)
      if (!std::count(judged.columns.begin(), judged.columns.end(), group))
        judged.text += print_variable(group) + ", ";
    judged.text += "coalesce(" + display_name("group", vocabulary) + ", 'none') AS " +
                   print_variable(name.text) + "\n";
  }
  groups.push_back(name.text);
}

const std::string& counted(const Vocabulary& vocabulary) {
  const std::string* rule = vocabulary.find_definition("coverage");
  if (!rule)
    throw Error(ErrorKind::Reference, "NG4011", "SyntaxError", "UnknownDefinition",
                "this graph holds no rule \"coverage\"")
        .hint("load data that defines it (docs/data-model.md)");
  return *rule;
}

/// Counts and shares of positions with their outlooks, within each group.
std::string positions(const std::vector<std::string>& groups) {
  const std::string by = groups.empty() ? "" : column_list(groups) + ", ";
  return "WITH " + by +
         "collect({position: position, outlook: outlook, provision: provision}) AS things\n"
         "UNWIND things AS row\nWITH " +
         by +
         "size(things) AS total, row.position AS position, row.outlook AS outlook,\n"
         "     count(*) AS provisions, collect(row.provision) AS which\nRETURN " +
         by +
         "position, outlook, provisions,\n"
         "       toInteger(round(100.0 * provisions / total)) AS percent, which\nORDER BY " +
         by + "provisions DESC, position, outlook";
}

}  // namespace

Rewriting rewrite_coverage(const ast::Coverage& statement, const Vocabulary& vocabulary) {
  Rewriting rewriting;
  Judged things = judged(judged_things({.in = statement.of}, vocabulary, rewriting.references));
  std::vector<std::string> groups;
  for (const ast::Name& name : statement.group_by) add_grouping(name, vocabulary, things, groups);
  const std::string by = column_list(groups);
  const auto counts = [&](const char* name, const std::string& rule) {
    rewriting.queries.push_back(
        {name, parse_query(things.text + "RETURN " + (by.empty() ? "" : by + ",\n       ") + rule +
                           (by.empty() ? "" : "ORDER BY " + by))});
  };
  counts("cover", counted(vocabulary));
  if (const std::string* colours = vocabulary.find_definition("coverage.colours"))
    counts("colours", *colours);
  rewriting.queries.push_back({"positions", parse_query(things.text + positions(groups))});
  if (const std::string* remarks = vocabulary.find_definition("coverage.remarks")) {
    std::vector<WrittenReference> again;
    rewriting.queries.push_back(
        {"remarks", parse_query(looked_at(statement.of, vocabulary, again) + *remarks)});
  }
  rewriting.presentation = {Presentation::Kind::Coverage, "coverage", true};
  return rewriting;
}

}  // namespace normgraph::rewriting
