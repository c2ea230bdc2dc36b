#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "grammar/ast.hpp"
#include "grammar/rewrite.hpp"
#include "graph/database.hpp"
#include "graph/database_state.hpp"
#include "graph/session/assumptions.hpp"
#include "graph/session/kept_reader.hpp"
#include "graph/session/plan_cache.hpp"
#include "graph/session/statement_time.hpp"
#include "graph/time/time_shift.hpp"
#include "graph/time/uncertain_values.hpp"
#include "graph/vocabulary.hpp"

// What a session is made of. Its statements are in: query.cpp (pattern queries), sentence.cpp
// (domain statements), export.cpp, saved_call.cpp (RUN), definitions.cpp (transactions, indexes,
// DEFINE).

namespace normgraph {

struct Session::State {
  explicit State(Database& owner) : database(owner) {}

  Database& database;
  SessionOptions options;
  std::atomic<bool> cancelled{false};
  std::unique_ptr<store::Transaction> transaction;  // explicit, from BEGIN on
  KeptReader kept;
  PlanCache plans;
  StatementTime time;                     // of the running statement
  std::vector<ast::Assumption> assumed;   // by the running statement
  WhatIf what_if;                         // what they mean
  store::Transaction* reading = nullptr;  // what the open ReadScope reads
  bool in_layer = false;                  // and whether that is the graph of another time
  int saved_depth = 0;                    // how many saved statements run inside each other

  Database::State& shared() { return *database.state_; }

  /// While it lives, `reading` is the graph that a statement reads: the open transaction's, or the
  /// newest one, at the statement's time. Inside another one it is the same graph.
  class ReadScope {
   public:
    explicit ReadScope(State& state);
    ~ReadScope();
    ReadScope(const ReadScope&) = delete;
    ReadScope& operator=(const ReadScope&) = delete;
    store::Transaction& operator*() const { return *state_.reading; }
    const store::GraphView& view() const { return state_.reading->view(); }
    GraphState graph_state() const { return state_.current_state(); }

   private:
    State& state_;
    bool outermost_;
    std::optional<TimeLayer> layer_;  // over the explicit transaction
  };

  /// Of what the open ReadScope reads.
  GraphState current_state() const;

  /// `prepared`: null for a query without a text of its own.
  Answer run(const ast::Statement& statement, PreparedStatement* prepared, const Map& parameters);
  /// Adds saved statements that a text in plain words may mean to the error of its first word.
  void hint_at_questions(std::string_view text, Error& error);

  // ---- query.cpp ----
  Answer run_query(const ast::Statement& statement, const ast::Query& query,
                   const std::string& name, const Map& parameters, PreparedStatement* prepared);

  // ---- sentence.cpp ----
  Answer run_sentence(const ast::Statement& statement, const Map& parameters);

  // ---- export.cpp ----
  Answer run_export(const ast::Statement& statement, const Map& parameters);

  // ---- saved_call.cpp ----
  Answer run_saved(const ast::Statement& outer, const ast::Run& call, const Map& parameters);

  // ---- definitions.cpp ----
  Answer control(ast::TransactionControl what);
  Answer create_index(const ast::CreateIndex& wanted);
  Answer drop_index(const ast::DropIndex& unwanted);
  Answer define(const ast::Statement& statement);

  std::unique_ptr<store::Transaction> begin_write();

 private:
  query::Context context(const store::GraphView& view, const Map& parameters, Answer& answer);
  query::PlanningContext planning(const store::GraphView& view) {
    return {.view = &view, .procedures = &shared().procedures};
  }
  /// `claims`: null while reading.
  void execute(const query::Plan& plan, store::Transaction& in, ClaimWriter* claims,
               const Map& parameters, KeptRun& run, Answer& answer, Table& table, Table* profile);
  void write(const query::Plan& plan, const Map& parameters, Answer& answer, Table& table,
             Table* profile);

  const Vocabulary& vocabulary(const ReadScope& scope);
  Answer run_rewritten(const ast::Statement& statement, const Vocabulary& words,
                       const Map& parameters);
  Map with_shared(const std::vector<SharedList>& lists, Map parameters);
  std::vector<std::string> check_references(const Rewriting& rewriting);
  std::string heading(const Vocabulary& words);
  std::vector<std::string> told_of(const std::string& day, const Vocabulary& words);

  ast::Statement find_saved(const ast::Name& name);
  Map arguments_of(const ast::Define& saved, const ast::Run& call, const Map& parameters);

  Answer load(const ast::Load& statement);
  template <class Change>
  Answer change_definitions(Change change);

  const query::UncertainValues* uncertain_values();

  std::optional<query::UncertainValues> uncertain_;  // of the explicit transaction
  std::unique_ptr<Vocabulary> vocabulary_;
  GraphState vocabulary_of_;  // which the vocabulary was made from
};

/// FORMAT and INTO, which say how rows are written. Exporters have written theirs already.
void add_output(const ast::Statement& statement, Answer& answer);

/// NG2901: a statement about transactions at the wrong moment.
Error misplaced(const std::string& message);
/// NG2900: a statement that needs a hook of the program, which is not there.
Error not_available(const std::string& what);

}  // namespace normgraph
