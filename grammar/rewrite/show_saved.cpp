// SHOW STATEMENTS and SHOW INDEXES: what is kept with the graph, each row written into the query.

#include "grammar/parse.hpp"
#include "grammar/print.hpp"
#include "grammar/rewrite/saved_question.hpp"
#include "grammar/rewrite/statements.hpp"
#include "grammar/rewrite/text.hpp"

namespace normgraph::rewriting {

namespace {

std::string parameters_of(const ast::Define& definition) {
  std::string text;
  for (const auto& [name, usual] : definition.parameters)
    text += (text.empty() ? "$" : ", $") + name.text + (usual ? " = " + print(*usual) : "");
  return text;
}

std::string row_of(const Vocabulary::SavedStatement& saved) {
  const ast::Statement statement = parse_statement(saved.text);
  const auto& definition = std::get<ast::Define>(statement.node);
  return "{name: " + print_string(saved.name) +
         ", parameters: " + print_string(parameters_of(definition)) +
         ", question: " + print_string(question_of(saved.text)) +
         ", origin: " + print_string(saved.shipped ? "data" : "own") + "}";
}

Rewriting list(const std::string& name, const std::string& rows, const std::string& columns) {
  Rewriting rewriting;
  rewriting.queries.push_back(
      {name, parse_query("UNWIND [" + rows + "] AS row\nRETURN " + columns)});
  rewriting.presentation = {Presentation::Kind::List, name, false};
  return rewriting;
}

}  // namespace

Rewriting show_statements(const Vocabulary& vocabulary) {
  std::string rows;
  for (const Vocabulary::SavedStatement& saved : vocabulary.saved_statements())
    rows += (rows.empty() ? "" : ",\n  ") + row_of(saved);
  return list("statements", rows,
              "row.name AS name, row.parameters AS parameters, row.question AS question, "
              "row.origin AS origin");
}

Rewriting show_indexes(const Vocabulary& vocabulary) {
  std::string rows;
  for (const Vocabulary::Index& index : vocabulary.indexes())
    rows += (rows.empty() ? "" : ",\n  ") + ("{name: " + print_string(index.name)) +
            ", label: " + print_string(index.label) +
            ", property: " + print_string(index.property) +
            ", unique: " + (index.unique ? "true" : "false") + "}";
  return list("indexes", rows,
              "row.name AS name, row.label AS label, row.property AS property, row.unique AS "
              "`unique`");
}

}  // namespace normgraph::rewriting
