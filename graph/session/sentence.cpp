// Domain statements: rewritten into queries that all read one graph.

#include <algorithm>

#include "grammar/parse.hpp"
#include "grammar/print.hpp"
#include "graph/resolve.hpp"
#include "graph/resolve/other_meanings.hpp"
#include "graph/session/plan_table.hpp"
#include "graph/session/state.hpp"
#include "graph/session/statement_clock.hpp"
#include "graph/value/temporal/print.hpp"

namespace normgraph {

namespace {

/// AS OF, KNOWN BY and ASSUME, as they stand before a query that gives the same rows.
std::string time_prefix(const ast::TimeOptions& time) {
  ast::Statement nothing;
  nothing.time = time;
  nothing.node = ast::TransactionControl::Begin;
  std::string text = print(nothing);
  text.resize(text.size() - std::string_view("BEGIN").size());
  return text;
}

/// The lists that the queries of a rewriting share, each where a query names it.
std::string with_lists(std::string query, const std::vector<SharedList>& lists) {
  for (const SharedList& list : lists) {
    const std::string named = "$`" + list.name + "`",
                      whole = "COLLECT { " + print(list.query) + " }";
    for (std::size_t at = 0; (at = query.find(named, at)) != query.npos; at += whole.size())
      query.replace(at, named.size(), whole);
  }
  return query;
}

std::string in_words(const ast::Assumption& supposed) {
  const std::string thing = print(*supposed.of);
  if (supposed.delayed_by) return thing + " delayed by " + supposed.delayed_by->text;
  return thing + " at " + supposed.phase + " from " + supposed.on->text;
}

}  // namespace

Answer Session::State::run_sentence(const ast::Statement& statement, const Map& parameters) {
  // References, too, are looked up as of the day asked for.
  const ReadScope scope(*this);
  return run_rewritten(statement, vocabulary(scope), parameters);
}

/// Made anew only for another snapshot or day.
const Vocabulary& Session::State::vocabulary(const ReadScope& scope) {
  const GraphState state = scope.graph_state();
  const bool same = vocabulary_ && state.exact && vocabulary_of_.exact &&
                    state.generation == vocabulary_of_.generation &&
                    state.snapshot == vocabulary_of_.snapshot && state.when == vocabulary_of_.when;
  if (!same) vocabulary_ = make_vocabulary(scope.view(), Date{time.when.day});
  vocabulary_of_ = state;
  return *vocabulary_;
}

/// A reference that finds nothing, or several things, is an error at its place in the statement.
/// Gives what else the references have meant on other days.
std::vector<std::string> Session::State::check_references(const Rewriting& rewriting) {
  std::vector<std::string> remarks;
  for (const WrittenReference& reference : rewriting.references) {
    try {
      const std::string key = resolve_reference(reference.text, reading->view());
      for (std::string& remark :
           other_meanings(reference.text, key, time.when.day, reading->view()))
        remarks.push_back(std::move(remark));
    } catch (Error& error) {
      throw std::move(error).at(reference.place);
    }
  }
  return remarks;
}

/// What the rule "heading" of the data says of an answer of what was public by a day.
std::vector<std::string> Session::State::told_of(const std::string& day, const Vocabulary& words) {
  std::vector<std::string> parts;
  const std::string* rule = words.find_definition("heading");
  if (!rule) return parts;
  const ast::Statement asking = parse_statement("WITH date('" + day + "') AS asked\n" + *rule);
  const Answer said = run_query(asking, std::get<ast::Query>(asking.node), "", {}, nullptr);
  for (const Table& table : said.tables)
    for (const std::vector<Value>& row : table.rows)
      if (!row.empty() && row[0].type() == Type::String) parts.push_back(row[0].as_string());
  return parts;
}

/// The time that was asked for, and what is supposed.
std::string Session::State::heading(const Vocabulary& words) {
  std::string text;
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  if (time.when.day != statement_clock(options.today).today.days)
    add("as of " + to_text(Date{time.when.day}));
  if (time.when.known_by != all_that_is_known) {
    const std::string day = to_text(Date{time.when.known_by});
    add("known by " + day);
    for (const std::string& part : told_of(day, words)) add(part);
  }
  if (options.assume || assumes_durations(assumed)) add("assuming durations that no source gives");
  for (const ast::Assumption& each : assumed)
    if (each.of) add("supposing " + in_words(each));
  return text;
}

/// The parameters of a rewriting's queries, by name: the user's, and the lists that they share.
Map Session::State::with_shared(const std::vector<SharedList>& lists, Map parameters) {
  for (const SharedList& list : lists) {
    List values;
    const Answer answer = run_query({}, list.query, "", parameters, nullptr);
    for (const Table& table : answer.tables)
      for (const std::vector<Value>& row : table.rows) values.push_back(row.front());
    const auto place =
        std::ranges::lower_bound(parameters, list.name, {},
                                 [](const auto& each) -> const std::string& { return each.first; });
    parameters.emplace(place, list.name, Value::list(std::move(values)));
  }
  return parameters;
}

Answer Session::State::run_rewritten(const ast::Statement& statement, const Vocabulary& words,
                                     const Map& parameters) {
  Rewriting rewriting = rewrite(statement, words);
  Answer answer;
  answer.warnings = check_references(rewriting);
  if (!assumed.empty()) what_if_of(assumed, parameters, reading->view());  // errors with a place
  answer.presentation = rewriting.presentation;
  if (statement.explain == ast::ExplainMode::None) answer.presentation.heading = heading(words);
  const bool explaining = statement.explain == ast::ExplainMode::Explain;
  answer.is_plan = explaining;
  bool written = false;
  try {
    const Map all = explaining ? parameters : with_shared(rewriting.lists, parameters);
    for (const NamedQuery& named : rewriting.queries) {
      written = named.written != nullptr;
      const ast::Query& query = written ? *named.written : named.query;
      if (explaining)
        answer.tables.push_back(lines_table(time_prefix(statement.time) +
                                            with_lists(print(query), rewriting.lists) + ";"));
      Answer part = run_query(statement, query, named.name, all, nullptr);
      for (Table& table : part.tables) answer.tables.push_back(std::move(table));
      for (std::string& warning : part.warnings)  // several queries may say the same
        if (std::ranges::find(answer.warnings, warning) == answer.warnings.end())
          answer.warnings.push_back(std::move(warning));
      answer.is_plan = answer.is_plan || part.is_plan;
    }
  } catch (Error& error) {
    if (!written)
      error.has_span = false;  // it would be a place in the rewriting, which nobody wrote
    throw;
  }
  return answer;
}

}  // namespace normgraph
