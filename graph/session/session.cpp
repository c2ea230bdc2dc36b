// The public face of a session: a statement is parsed, or found among those parsed before, and goes
// to where its kind is run.

#include "grammar/parse.hpp"
#include "graph/session/parameter_elements.hpp"
#include "graph/session/state.hpp"

namespace normgraph {

Error not_available(const std::string& what) {
  return Error(ErrorKind::Semantic, "NG2900", "SyntaxError", "NotAvailable",
               what + " is part of the language, but this version does not answer it yet");
}

Error misplaced(const std::string& message) {
  return Error(ErrorKind::Semantic, "NG2901", "SyntaxError", "InvalidTransactionState", message);
}

void add_output(const ast::Statement& statement, Answer& answer) {
  const bool written = std::holds_alternative<ast::Export>(statement.node) &&
                       statement.explain == ast::ExplainMode::None;
  if (written) return;
  if (statement.format) answer.format = statement.format->text;
  if (statement.into) answer.into = statement.into;
}

// ---- what a statement reads ----

Session::State::ReadScope::ReadScope(State& state)
    : state_(state), outermost_(state.reading == nullptr) {
  if (!outermost_) return;
  if (state.transaction) {
    layer_.emplace(*state.transaction, state.time.when);
    state.in_layer = layer_->entered();
    state.reading = state.transaction.get();
  } else {
    state.reading =
        &state.kept.take(*state.shared().store, state.shared().generation, state.time.when);
    state.in_layer = state.kept.in_layer();
  }
}

Session::State::ReadScope::~ReadScope() {
  if (!outermost_) return;
  if (!layer_) state_.kept.rest();
  state_.reading = nullptr;
  state_.in_layer = false;
}

GraphState Session::State::current_state() const {
  if (!transaction) return kept.state();
  return {.generation = database.state_->generation, .snapshot = 0, .when = {}, .exact = false};
}

// ---- dispatch ----

Answer Session::State::run(const ast::Statement& statement, PreparedStatement* prepared,
                           const Map& parameters) {
  time = time_of(statement, options, parameters);
  assumed = statement.time.assume;
  if (const auto* query = std::get_if<ast::Query>(&statement.node))
    return run_query(statement, *query, "", parameters, prepared);
  if (const auto* what = std::get_if<ast::TransactionControl>(&statement.node))
    return control(*what);
  if (const auto* index = std::get_if<ast::CreateIndex>(&statement.node))
    return create_index(*index);
  if (const auto* index = std::get_if<ast::DropIndex>(&statement.node)) return drop_index(*index);
  if (const auto* loading = std::get_if<ast::Load>(&statement.node)) return load(*loading);
  if (std::holds_alternative<ast::Export>(statement.node)) return run_export(statement, parameters);
  if (const auto* call = std::get_if<ast::Run>(&statement.node))
    return run_saved(statement, *call, parameters);
  if (std::holds_alternative<ast::Define>(statement.node) ||
      std::holds_alternative<ast::DefineChain>(statement.node))
    return define(statement);
  return run_sentence(statement, parameters);
}

Answer Session::State::load(const ast::Load& statement) {
  if (!shared().load) throw not_available("LOAD");
  if (transaction) throw misplaced("LOAD has a transaction of its own: COMMIT or ROLLBACK first");
  return shared().load(database, statement.path);
}

Session::Session(Database& database) : state_(std::make_unique<State>(database)) {}
Session::~Session() = default;

Answer Session::run(std::string_view text, const Map& parameters) {
  state_->cancelled = false;
  std::shared_ptr<PreparedStatement> prepared;
  try {
    prepared = state_->plans.prepare(text);
  } catch (Error& error) {
    state_->hint_at_questions(text, error);
    throw;
  }
  const ast::Statement& statement = prepared->statement();
  if (holds_elements(parameters)) {
    state_->time = time_of(statement, state_->options, parameters);
    check_elements(parameters, State::ReadScope(*state_).view());
  }
  Answer answer = state_->run(statement, prepared.get(), parameters);
  const When& when = state_->time.when;
  answer.today = Date{when.day};
  if (when.known_by != all_that_is_known) answer.known_by = Date{when.known_by};
  add_output(statement, answer);
  return answer;
}

void Session::cancel() noexcept { state_->cancelled = true; }
bool Session::in_transaction() const { return state_->transaction != nullptr; }
SessionOptions& Session::options() { return state_->options; }

}  // namespace normgraph
