// GAPS: where cover is missing or late. The things, then the chain that leads from them to
// deliverables, then the rule that judges; chain and rule lie in the data.

#include "grammar/rewrite/gaps.hpp"

#include <algorithm>
#include <array>

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

/// One OPTIONAL MATCH for each link, so that what the chain reaches shows how far it goes. Many
/// things may share an item: from there on the rule judges each item once, and has its things as
/// a list.
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
    const std::optional<ast::Name>& reached = path.nodes[i + 1].variable;
    if (reached && reached->text == "item")
      text += "WITH item, collect(DISTINCT thing) AS things\n";
  }
  return text;
}

std::vector<std::string> names_of(const ast::PathPattern& path) {
  std::vector<std::string> names;
  for (const ast::NodePattern& node : path.nodes)
    if (node.variable) names.push_back(node.variable->text);
  return names;
}

/// The pattern of a chain. The rule speaks of what the usual chain reaches by its names, so another
/// chain must reach things of these names too.
std::string chain_named(const ast::Name* name, const Vocabulary& vocabulary) {
  const std::string* usual = vocabulary.find_chain(usual_chain);
  if (!name) {
    if (!usual) throw missing("chain \"" + std::string(usual_chain) + "\"");
    return *usual;
  }
  const std::string* chain = vocabulary.find_chain(name->text);
  if (!chain) {
    Error error = missing("chain \"" + name->text + "\"");
    for (const std::string& near : nearest_names(name->text, vocabulary.chain_names()))
      error.hints.insert(error.hints.begin(), "did you mean " + near + "?");
    throw std::move(error).at(name->span);
  }
  if (!usual) return *chain;
  const std::vector<std::string> names = names_of(parse_path(*chain));
  for (const std::string& needed : names_of(parse_path(*usual)))
    if (std::find(names.begin(), names.end(), needed) == names.end())
      throw Error(ErrorKind::Semantic, "NG2916", "SyntaxError", "InvalidDefinition",
                  "the chain " + name->text + " names nothing `" + needed +
                      "`, which the rule behind GAPS speaks of")
          .at(name->span);
  return *chain;
}

struct Phase {
  const char* name;
  const char* code;
};
/// The phases of the harmonised stage codes.
constexpr std::array phases{Phase{"preliminary", "00"}, Phase{"proposal", "10"},
                            Phase{"preparatory", "20"}, Phase{"committee", "30"},
                            Phase{"enquiry", "40"},     Phase{"formal vote", "50"},
                            Phase{"published", "60"}};

/// Whether a work item has reached what AT LEAST says; citation is judged by the rule itself.
std::string reached(const std::string& at_least) {
  if (at_least.empty() || at_least == "cited") return "size(cited) > 0";
  const auto by_stage = [](const std::string& code) {
    return "coalesce(work.stage >= stage(" + print_string(code) + "), false)";
  };
  if (at_least[0] >= '0' && at_least[0] <= '9') return by_stage(at_least);
  const std::string name = at_least.starts_with("in ") ? at_least.substr(3) : at_least;
  std::vector<std::string> names{"cited"};
  for (const Phase& phase : phases) {
    if (name == phase.name) return "(" + by_stage(phase.code) + " OR size(editions) > 0)";
    names.emplace_back(phase.name);
  }
  Error error(ErrorKind::Reference, "NG4022", "SyntaxError", "UnknownPhase",
              "there is no phase \"" + at_least + "\"");
  for (const std::string& near : nearest_names(name, names))
    error.hints.push_back("did you mean " + near + "?");
  std::string all;
  for (const std::string& each : names) all += (all.empty() ? "" : ", ") + each;
  throw std::move(error).hint("the phases are " + all + ", or a stage such as 40.60");
}

/// The colour rule in words, with its numbers.
std::vector<std::string> words_of_colours(const Vocabulary& vocabulary) {
  std::vector<std::string> lines;
  const std::string* words = vocabulary.find_definition("gaps.words");
  if (!words) return lines;
  std::string text = filled(*words, {}, vocabulary);
  std::string line;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    line +=
        (line.empty() ? "Colours, the first that fits: " : "; ") + text.substr(begin, end - begin);
    begin = end + 1;
  }
  if (!line.empty()) lines.push_back(line + ".");
  return lines;
}

}  // namespace

std::string looked_at(const std::optional<ast::Selection>& in, const Vocabulary& vocabulary,
                      std::vector<WrittenReference>& references) {
  if (!in) {
    const std::string* usual = vocabulary.find_definition("gaps.default");
    if (!usual) throw missing("rule \"gaps.default\", so what to look at must be said");
    return *usual;
  }
  SelectedThings selected = select(*in, vocabulary);
  references = std::move(selected.references);
  const std::string* units = vocabulary.find_definition("gaps.units");
  return selected.clauses + (units ? *units : "");
}

ast::Query judged_things(const JudgedBy& asked, const Vocabulary& vocabulary,
                         std::vector<WrittenReference>& references) {
  const std::string chain = chain_named(asked.along, vocabulary);
  const std::string* rule = vocabulary.find_definition("gaps");
  if (!rule) throw missing("rule \"gaps\"");
  const Locals locals{{"target", print_string(asked.at_least.empty() ? "cited" : asked.at_least)},
                      {"reached", reached(asked.at_least)},
                      {"due", asked.due ? period_call(*asked.due) : "null"}};
  return parse_query(looked_at(asked.in, vocabulary, references) + chain_clauses(chain) +
                     filled(*rule, locals, vocabulary));
}

Rewriting rewrite_gaps(const ast::Gaps& statement, const Vocabulary& vocabulary) {
  const JudgedBy asked{.in = statement.in,
                       .along = statement.along ? &*statement.along : nullptr,
                       .at_least = statement.at_least,
                       .due = statement.due ? &*statement.due : nullptr};
  Rewriting rewriting;
  rewriting.queries.push_back({"gaps", judged_things(asked, vocabulary, rewriting.references)});
  rewriting.presentation = {Presentation::Kind::Gaps, "gaps", true};
  rewriting.presentation.details = {"assumed", "evidence", "due", "key"};
  rewriting.presentation.notes = words_of_colours(vocabulary);
  return rewriting;
}

}  // namespace normgraph::rewriting
