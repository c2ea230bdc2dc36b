// TRACE: how two things hang together, as paths in words.

#include <algorithm>

#include "grammar/print.hpp"
#include "grammar/rewrite/links.hpp"
#include "grammar/rewrite/selection.hpp"
#include "grammar/rewrite/statements.hpp"
#include "grammar/rewrite/text.hpp"

namespace normgraph::rewriting {

namespace {

// The longest path that is looked for; ALL looks at every path, so it stops earlier.
constexpr const char* longest = "8";
constexpr const char* longest_of_all = "4";

/// The type as it is written in the graph; people may write it in any case.
std::string known_type(const ast::Name& name, const Vocabulary& vocabulary) {
  const auto same = [&](const std::string& type) {
    return std::equal(type.begin(), type.end(), name.text.begin(), name.text.end(),
                      [](unsigned char a, unsigned char b) { return toupper(a) == toupper(b); });
  };
  const std::vector<std::string>& types = vocabulary.relationship_types();
  const auto found = std::find_if(types.begin(), types.end(), same);
  if (found != types.end()) return *found;
  Error error(ErrorKind::Reference, "NG4012", "SyntaxError", "UnknownRelationshipType",
              "this graph has no links of the type " + name.text);
  for (const std::string& near : nearest_names(name.text, types))
    error.hints.push_back("did you mean " + near + "?");
  throw std::move(error).at(name.span);
}

/// Membership and organisation join everything with everything: which types do so is written in the
/// data, as the list "trace.not_followed".
std::vector<std::string> followed_types(const ast::Trace& statement, const Vocabulary& vocabulary) {
  std::vector<std::string> types;
  if (!statement.via.empty()) {
    for (const ast::Name& name : statement.via) types.push_back(known_type(name, vocabulary));
    return types;
  }
  std::vector<std::string> left_out;
  if (const std::string* list = vocabulary.find_definition("trace.not_followed"))
    left_out = listed_names(*list);
  for (const std::string& type : vocabulary.relationship_types())
    if (std::find(left_out.begin(), left_out.end(), type) == left_out.end()) types.push_back(type);
  return types;
}

std::string path_match(const ast::Trace& statement, const std::vector<std::string>& types) {
  const std::string links = "(start)-[:" + type_list(types) + "*..";
  if (!statement.all)
    return "OPTIONAL MATCH path = allShortestPaths(" + links + longest +
           "]-(goal))\nWHERE start <> goal\n";
  return "OPTIONAL MATCH path = " + links + longest_of_all +
         "]-(goal)\nWHERE start <> goal AND all(n IN nodes(path) WHERE single(m IN nodes(path) "
         "WHERE m = n))\n";
}

std::string plain_ends(const ast::Trace& statement, std::vector<WrittenReference>& references) {
  const std::string start = resolve_call(statement.from, references);
  return "MATCH (start {key: " + start +
         "}), (goal {key: " + resolve_call(statement.to, references) + "})\n";
}

}  // namespace

Rewriting rewrite_trace(const ast::Trace& statement, const Vocabulary& vocabulary) {
  const std::vector<std::string> types = followed_types(statement, vocabulary);
  if (types.empty())
    throw Error(ErrorKind::Reference, "NG4013", "SyntaxError", "NoLinks",
                "this graph has no links that TRACE follows");
  Rewriting rewriting;
  const bool narrowed = statement.from_of || statement.to_of;
  const std::string ends = !narrowed
                               ? plain_ends(statement, rewriting.references)
                               : thing_key("start_key", statement.from, statement.from_of, "",
                                           vocabulary, rewriting.references) +
                                     thing_key("goal_key", statement.to, statement.to_of,
                                               "start_key", vocabulary, rewriting.references) +
                                     "MATCH (start {key: start_key}), (goal {key: goal_key})\n";
  const std::string none =
      "no path of at most " + std::string(statement.all ? longest_of_all : longest) + " links" +
      (statement.via.empty() ? "; membership and organisation are not followed without VIA" : "");
  rewriting.queries.push_back(
      {"trace", parse_query(ends + path_match(statement, types) +
                            "RETURN CASE WHEN start = goal THEN 'both are the same thing'\n" +
                            "            WHEN path IS NULL THEN " + print_string(none) +
                            "\n            ELSE " + path_in_words("path", types, vocabulary) +
                            " END AS path,\n       length(path) AS links, " +
                            sources_of_path("path") + " AS sources\nORDER BY links, path")});
  rewriting.presentation = {Presentation::Kind::Trace,
                            print(statement.from) + " to " + print(statement.to), true};
  return rewriting;
}

}  // namespace normgraph::rewriting
