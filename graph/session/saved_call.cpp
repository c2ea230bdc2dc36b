// RUN: a saved statement with the values of its parameters.

#include <algorithm>

#include "grammar/parse.hpp"
#include "graph/session/plan_table.hpp"
#include "graph/session/saved.hpp"
#include "graph/session/state.hpp"

namespace normgraph {

namespace {
constexpr int max_saved_depth = 16;

/// The words of a name: late, items.
std::vector<std::string> words_of(const std::string& name) {
  std::vector<std::string> words(1);
  for (const char c : name) {
    if (c == '_')
      words.emplace_back();
    else
      words.back() += c;
  }
  return words;
}

/// Names like the one asked for; without one those that have a word like it.
std::vector<std::string> near_statements(const std::string& name,
                                         const std::vector<std::string>& names) {
  constexpr std::size_t most = 3;
  std::vector<std::string> near = nearest_names(name, names);
  for (const std::string& candidate : names)
    if (near.size() < most && !nearest_names(name, words_of(candidate)).empty() &&
        std::find(near.begin(), near.end(), candidate) == near.end())
      near.push_back(candidate);
  return near;
}

}  // namespace

/// RUN: the saved statement, with the values of its parameters beside those of the session.
Answer Session::State::run_saved(const ast::Statement& outer, const ast::Run& call,
                                 const Map& parameters) {
  if (saved_depth >= max_saved_depth)
    throw Error(ErrorKind::Limit, "NG6010", "LimitError", "RunTooDeep",
                "saved statements run each other without end")
        .at(call.name.span);
  ast::Statement definition = find_saved(call.name);
  const auto& saved = std::get<ast::Define>(definition.node);
  const Map values = arguments_of(saved, call, parameters);
  saved.body->explain = outer.explain;
  if (outer.time.as_of) saved.body->time.as_of = outer.time.as_of;
  if (outer.time.known_by) saved.body->time.known_by = outer.time.known_by;
  saved.body->time.assume.insert(saved.body->time.assume.end(), outer.time.assume.begin(),
                                 outer.time.assume.end());
  ++saved_depth;
  try {
    const auto prepared = plans.prepare(saved.body_text);  // for its plan: the body has our time
    Answer answer = run(*saved.body, prepared.get(), values);
    --saved_depth;
    if (answer.presentation.kind == Presentation::Kind::Rows) {  // for readers all the same
      answer.presentation = {Presentation::Kind::List, call.name.text, true};
      const ReadScope scope(*this);
      if (outer.explain == ast::ExplainMode::None)
        answer.presentation.heading = heading(vocabulary(scope));
    }
    add_output(*saved.body, answer);
    if (outer.explain == ast::ExplainMode::Explain)
      answer.tables.insert(answer.tables.begin(), lines_table(saved.body_text + ";"));
    return answer;
  } catch (Error& error) {
    --saved_depth;
    error.has_span = false;  // it would be a place in the saved text
    if (saved_depth == 0)
      error.hints.push_back("this is about the saved statement " + call.name.text);
    throw;
  }
}

ast::Statement Session::State::find_saved(const ast::Name& name) {
  const ReadScope scope(*this);
  std::vector<std::string> names;
  for (const Vocabulary::SavedStatement& saved : vocabulary(scope).saved_statements()) {
    if (saved.name == name.text) return parse_statement(saved.text);
    names.push_back(saved.name);
  }
  Error error(ErrorKind::Reference, "NG4015", "SyntaxError", "UnknownStatement",
              "there is no saved statement " + name.text);
  for (const std::string& near : near_statements(name.text, names))
    error.hints.push_back("did you mean " + near + "?");
  if (error.hints.empty()) error.hints.push_back("SHOW STATEMENTS lists them");
  throw std::move(error).at(name.span);
}

/// The session's parameters and those of the call, which come first.
Map Session::State::arguments_of(const ast::Define& saved, const ast::Run& call,
                                 const Map& parameters) {
  const std::string query = arguments_query(saved, call);
  if (query.empty()) return parameters;
  const ast::Statement asking = parse_statement(query);
  const Answer answer = run(asking, nullptr, parameters);
  Map values;
  for (std::size_t i = 0; i < saved.parameters.size(); ++i)
    values.emplace_back(saved.parameters[i].first.text, answer.tables.front().rows.at(0).at(i));
  for (const auto& given : parameters) {
    const auto same = [&](const auto& own) { return own.first.text == given.first; };
    if (std::none_of(saved.parameters.begin(), saved.parameters.end(), same))
      values.push_back(given);
  }
  return Value::map(std::move(values)).as_map();
}

}  // namespace normgraph
