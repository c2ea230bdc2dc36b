// GAPS: where cover is missing or late. The things, then the chain that leads from them to
// deliverables, then the rule that judges; chain and rule lie in the data.

#include "grammar/print.hpp"
#include "grammar/rewrite/selection.hpp"
#include "grammar/rewrite/statements.hpp"
#include "grammar/rewrite/text.hpp"

namespace normgraph::rewriting {

namespace {

constexpr const char* usual_chain = "coverage";

Error missing(const std::string& what) {
  return Error(ErrorKind::Reference, "NG4011", "SyntaxError", "UnknownDefinition",
               "this graph holds no " + what)
      .hint("load data that defines it (docs/data-model.md)");
}

ast::PathPattern parse_path(const std::string& text) {
  ast::Query query = parse_query("MATCH " + text + " RETURN 1");
  auto& match = std::get<ast::Match>(query.parts.front().clauses.front().node);
  return std::move(match.pattern.paths.front());
}

/// One OPTIONAL MATCH for each link, so that what the chain reaches shows how far it goes.
std::string chain_clauses(const std::string& chain) {
  ast::PathPattern path = parse_path(chain);
  std::string text;
  for (std::size_t i = 0; i < path.steps.size(); ++i) {
    ast::PathPattern link;
    ast::NodePattern& from = path.nodes[i];
    const std::optional<ast::Name> bound = from.variable;
    from.labels.reset();  // they held where the variable was bound
    from.properties.reset();
    link.nodes.push_back(std::move(from));
    link.nodes.push_back(std::move(path.nodes[i + 1]));
    link.steps.push_back(std::move(path.steps[i]));
    text += "OPTIONAL MATCH " + print(link) + "\n";
    path.nodes[i + 1] = std::move(link.nodes.back());
  }
  return text;
}

}  // namespace

Rewriting rewrite_gaps(const ast::Gaps& statement, const Vocabulary& vocabulary) {
  if (!statement.at_least.empty()) throw_not_available("GAPS … AT LEAST", {});
  if (statement.due) throw_not_available("GAPS … DUE", statement.due->span);
  const std::string name = statement.along ? statement.along->text : usual_chain;
  const std::string* chain = vocabulary.find_chain(name);
  if (!chain) throw missing("chain \"" + name + "\"");
  const std::string* rule = vocabulary.find_definition("gaps");
  if (!rule) throw missing("rule \"gaps\"");

  Rewriting rewriting;
  std::string things;
  if (statement.in) {
    SelectedThings selected = select(*statement.in, vocabulary);
    things = std::move(selected.clauses);
    rewriting.references = std::move(selected.references);
    if (const std::string* units = vocabulary.find_definition("gaps.units")) things += *units;
  } else {
    const std::string* usual = vocabulary.find_definition("gaps.default");
    if (!usual) throw missing("rule \"gaps.default\", so GAPS needs IN");
    things = *usual;
  }
  rewriting.queries.push_back({"gaps", parse_query(things + chain_clauses(*chain) + *rule)});
  rewriting.presentation = {Presentation::Kind::Gaps, "gaps", true};
  return rewriting;
}

}  // namespace normgraph::rewriting
