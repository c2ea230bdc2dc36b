#include "graph/session/saved.hpp"

#include <nlohmann/json.hpp>
#include <set>

#include "grammar/print.hpp"

namespace normgraph {

namespace {

constexpr const char* own_metadata = "own definitions";
/// Where a chain begins: what GAPS and the other sentences call the thing they look at.
constexpr const char* chain_start = "thing";

void write(const SavedDefinitions& definitions, store::GraphWriter& writer) {
  writer.set_metadata(own_metadata, nlohmann::json{{"statements", definitions.statements},
                                                   {"chains", definitions.chains}}
                                        .dump());
}

Error not_to_be_saved(const std::string& what, Span place) {
  return Error(ErrorKind::Semantic, "NG2915", "SyntaxError", "InvalidDefinition", what).at(place);
}

void check_body(const ast::Statement& body) {
  const bool allowed = !std::holds_alternative<ast::Define>(body.node) &&
                       !std::holds_alternative<ast::DefineChain>(body.node) &&
                       !std::holds_alternative<ast::Load>(body.node) &&
                       !std::holds_alternative<ast::CreateIndex>(body.node) &&
                       !std::holds_alternative<ast::DropIndex>(body.node) &&
                       !std::holds_alternative<ast::TransactionControl>(body.node);
  if (!allowed)
    throw not_to_be_saved("only queries and sentences can be saved, not statements such as this",
                          body.span);
}

}  // namespace

SavedDefinitions own_definitions(const store::GraphView& view) {
  SavedDefinitions definitions;
  const auto text = view.metadata(own_metadata);
  if (!text) return definitions;
  const nlohmann::json json = nlohmann::json::parse(*text);
  json.at("statements").get_to(definitions.statements);
  json.at("chains").get_to(definitions.chains);
  return definitions;
}

void add_definitions(const SavedDefinitions& definitions, const store::GraphView& view,
                     store::GraphWriter& writer) {
  if (definitions.statements.empty() && definitions.chains.empty()) return;
  SavedDefinitions all = own_definitions(view);
  for (const auto& [name, text] : definitions.statements) all.statements[name] = text;
  for (const auto& [name, pattern] : definitions.chains) all.chains[name] = pattern;
  write(all, writer);
}

void save_statement(const ast::Define& definition, const store::GraphView& view,
                    store::GraphWriter& writer) {
  check_body(*definition.body);
  std::set<std::string> names;
  for (const auto& [name, usual] : definition.parameters)
    if (!names.insert(name.text).second)
      throw not_to_be_saved("two parameters are called $" + name.text, name.span);
  std::string parameters;
  for (const auto& [name, usual] : definition.parameters)
    parameters += (parameters.empty() ? "$" : ", $") + print_name(name.text) +
                  (usual ? " = " + print(*usual) : "");
  SavedDefinitions definitions = own_definitions(view);
  definitions.statements[definition.name.text] =
      "DEFINE " + print_name(definition.name.text) +
      (parameters.empty() ? "" : "(" + parameters + ")") + " AS " + definition.body_text;
  write(definitions, writer);
}

std::string arguments_query(const ast::Define& saved, const ast::Run& call) {
  if (call.arguments.size() > saved.parameters.size())
    throw Error(ErrorKind::Semantic, "NG2918", "SyntaxError", "InvalidNumberOfArguments",
                call.name.text + " takes " + std::to_string(saved.parameters.size()) +
                    " arguments, not " + std::to_string(call.arguments.size()))
        .at(call.arguments[saved.parameters.size()]->span);
  std::string columns;
  for (std::size_t i = 0; i < saved.parameters.size(); ++i) {
    const auto& [name, usual] = saved.parameters[i];
    const ast::Expression* given =
        i < call.arguments.size() ? call.arguments[i].get() : usual.get();
    if (!given)
      throw Error(ErrorKind::Semantic, "NG2918", "SyntaxError", "InvalidNumberOfArguments",
                  call.name.text + " needs a value for $" + name.text)
          .at(call.name.span)
          .hint("RUN " + call.name.text + "(…)");
    columns += (columns.empty() ? "" : ", ") + print(*given) + " AS " + print_variable(name.text);
  }
  return columns.empty() ? "" : "RETURN " + columns;
}

void save_chain(const ast::DefineChain& definition, const store::GraphView& view,
                store::GraphWriter& writer) {
  std::set<std::string> names;
  for (const ast::NodePattern& node : definition.pattern->nodes)
    if (node.variable && !names.insert(node.variable->text).second)
      throw not_to_be_saved(
          "the chain comes back to " + node.variable->text + ": it must lead on, so that it ends",
          node.variable->span);
  const ast::NodePattern& first = definition.pattern->nodes.front();
  if (!first.variable || first.variable->text != chain_start)
    throw not_to_be_saved("a chain begins at (thing …), which stands for what is looked at",
                          first.span);
  SavedDefinitions definitions = own_definitions(view);
  definitions.chains[definition.name.text] = print(*definition.pattern);
  write(definitions, writer);
}

}  // namespace normgraph
