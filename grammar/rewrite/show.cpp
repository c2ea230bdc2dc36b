// SHOW: a list of things with the columns of their label; SHOW SCHEMA: the words of the graph.

#include "grammar/print.hpp"
#include "grammar/rewrite/selection.hpp"
#include "grammar/rewrite/statements.hpp"
#include "grammar/rewrite/text.hpp"

namespace normgraph::rewriting {

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string quoted(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + print_string(word);
  return text;
}

/// `RETURN thing.key AS key, …`: the label's own columns, else what any thing has.
std::string list_columns(const Vocabulary::Label* label, const Vocabulary& vocabulary) {
  if (!label)
    return "RETURN thing.key AS key, labels(thing) AS labels, " +
           display_name("thing", vocabulary) + " AS name\nORDER BY key";
  if (label->columns.empty()) return "RETURN thing";
  std::string text;
  bool has_key = false;
  for (const std::string& column : label->columns) {
    text +=
        (text.empty() ? "" : ", ") + ("thing." + print_name(column)) + " AS " + print_name(column);
    has_key = has_key || column == "key";
  }
  if (!has_key) text += ", thing.key AS key";
  text += ",\n       CASE WHEN disputed(thing) THEN [c IN [" + quoted(label->columns) +
          "] WHERE disputed(thing, c)] END AS disputed";
  const std::string& order = label->order_property;
  return "RETURN " + text + "\nORDER BY " +
         (order.empty() ? "thing.key" : "thing." + print_name(order) + ", thing.key");
}

Rewriting show_schema(const Vocabulary& vocabulary) {
  std::string rows;
  for (const Vocabulary::Label& label : vocabulary.labels())
    rows += (rows.empty() ? "" : ",\n  ") + ("{label: " + print_string(label.name)) +
            ", singular: " + print_string(label.singular) +
            ", plural: " + print_string(label.plural) +
            ", columns: " + print_string(joined(label.columns)) +
            ", properties: " + print_string(joined(label.properties)) + "}";
  std::string links;
  for (const std::string& type : vocabulary.relationship_types()) {
    const std::string* words = vocabulary.find_words(type);
    links += (links.empty() ? "" : ",\n  ") + ("{type: " + print_string(type)) +
             ", words: " + (words ? print_string(*words) : "null") + "}";
  }
  Rewriting rewriting;
  rewriting.queries.push_back(
      {"labels", parse_query("UNWIND [" + rows +
                             "] AS row\nRETURN row.label AS label, row.singular AS singular, "
                             "row.plural AS plural, row.columns AS columns, "
                             "row.properties AS properties")});
  rewriting.queries.push_back(
      {"relationships", parse_query("UNWIND [" + links +
                                    "] AS row\nRETURN row.type AS type, row.words AS words "
                                    "ORDER BY type")});
  rewriting.presentation = {Presentation::Kind::List, "schema", false};
  return rewriting;
}

}  // namespace

Rewriting rewrite_show(const ast::Show& statement, const Vocabulary& vocabulary) {
  switch (statement.what) {
    case ast::Show::What::Schema:
      return show_schema(vocabulary);
    case ast::Show::What::Statements:
      return show_statements(vocabulary);
    case ast::Show::What::Indexes:
      return show_indexes(vocabulary);
    case ast::Show::What::Selection:
      break;
  }
  const SelectedThings things = select(statement.selection, vocabulary);
  Rewriting rewriting;
  rewriting.references = things.references;
  rewriting.queries.push_back(
      {"list", parse_query(things.clauses + list_columns(things.label, vocabulary))});
  rewriting.presentation = {Presentation::Kind::List, things.label ? things.label->plural : "",
                            true};
  return rewriting;
}

}  // namespace normgraph::rewriting
