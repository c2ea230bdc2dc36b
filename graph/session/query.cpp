// Pattern queries: planned on the graph that they read, then run on it, or in a writing
// transaction.

#include "graph/query/execute.hpp"
#include "graph/query/planner.hpp"
#include "graph/session/plan_table.hpp"
#include "graph/session/result_rows.hpp"
#include "graph/session/state.hpp"
#include "graph/time/claim_writer.hpp"

namespace normgraph {

query::Context Session::State::context(const store::GraphView& view, const Map& parameters,
                                       Answer& answer) {
  query::Context context;
  context.view = &view;
  context.parameters = &parameters;
  context.clock = time.clock;
  context.known_by = time.when.known_by;
  context.assume = options.assume || assumes_durations(assumed);
  if (!assumed.empty()) {
    what_if = what_if_of(assumed, parameters, view);
    context.what_if = &what_if;
  }
  context.counts = &answer.counts;
  context.warnings = &answer.warnings;
  context.procedures = &shared().procedures;
  context.cancelled = &cancelled;
  context.memory_limit = options.memory_limit;
  if (options.timeout_seconds > 0)
    context.deadline = std::chrono::steady_clock::now() +
                       std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                           std::chrono::duration<double>(options.timeout_seconds));
  return context;
}

Answer Session::State::run_query(const ast::Statement& statement, const ast::Query& query,
                                 const std::string& name, const Map& parameters,
                                 PreparedStatement* prepared) {
  Answer answer;
  std::optional<ReadScope> scope(std::in_place, *this);
  query::Plan fresh;
  const query::Plan* plan = &fresh;
  if (prepared)
    plan = &prepared->plan(query, scope->graph_state(), planning(scope->view()));
  else
    fresh = query::plan_query(query, planning(scope->view()));
  answer.warnings = plan->warnings;
  if (statement.explain == ast::ExplainMode::Explain) {
    answer.is_plan = true;
    query::Context planned = context(scope->view(), parameters, answer);
    if (!plan->writes) planned.uncertain = uncertain_values();
    answer.tables.push_back(plan_table(*plan, query::Execution(*plan, planned), false));
    return answer;
  }
  Table table{.name = name, .columns = {}, .rows = {}};
  table.columns.reserve(plan->columns.size());
  for (const query::OutputColumn& column : plan->columns) table.columns.push_back(column.name);
  const bool profiling = statement.explain == ast::ExplainMode::Profile;
  Table profile;
  if (plan->writes) {
    scope.reset();
    write(*plan, parameters, answer, table, profiling ? &profile : nullptr);
  } else {
    std::unique_ptr<KeptRun> run = prepared && !profiling ? prepared->take_run() : nullptr;
    if (!run) run = std::make_unique<KeptRun>();
    execute(*plan, **scope, nullptr, parameters, *run, answer, table,
            profiling ? &profile : nullptr);
    if (prepared && run->execution->begin_again()) prepared->give_back(std::move(run));
  }
  if (profiling) {
    answer.is_plan = true;
    answer.tables.push_back(std::move(profile));
  } else if (!plan->columns.empty()) {
    answer.tables.push_back(std::move(table));
  }
  return answer;
}

std::unique_ptr<store::Transaction> Session::State::begin_write() {
  return shared().store->begin_write(
      [](void* flag) { return static_cast<std::atomic<bool>*>(flag)->load(); }, &cancelled);
}

/// Runs an updating plan in the explicit transaction, or in one of its own that it commits.
void Session::State::write(const query::Plan& plan, const Map& parameters, Answer& answer,
                           Table& table, Table* profile) {
  if (time.asked || in_layer) throw write_at_other_time();
  std::unique_ptr<store::Transaction> own;
  if (!transaction) own = begin_write();
  store::Transaction& in = transaction ? *transaction : *own;
  if (!in.writing())
    throw Error(ErrorKind::Storage, "NG5101", "StorageError", "ReadOnly",
                "the graph was opened read-only: this statement would change it");
  move_stored_day(in, time.when.day);
  in.begin_statement();
  try {
    ClaimWriter claims(in.view(), in.writer(), time.when.day, answer.warnings);
    KeptRun run;
    execute(plan, in, &claims, parameters, run, answer, table, profile);
    claims.settle();
    in.keep_statement();
  } catch (...) {
    in.undo_statement();
    throw;
  }
  if (own) own->commit();
}

/// Null where there are none.
const query::UncertainValues* Session::State::uncertain_values() {
  if (transaction) uncertain_.emplace(reading->view(), time.when);
  const query::UncertainValues& values = transaction ? *uncertain_ : kept.uncertain_values();
  return values.empty() ? nullptr : &values;
}

void Session::State::execute(const query::Plan& plan, store::Transaction& in, ClaimWriter* claims,
                             const Map& parameters, KeptRun& run, Answer& answer, Table& table,
                             Table* profile) {
  query::Context& running = run.context = context(in.view(), parameters, answer);
  if (plan.writes) running.writer = &in.writer();
  running.claims = claims;
  running.profile = profile != nullptr;
  if (!plan.writes) running.uncertain = uncertain_values();
  if (!run.execution) run.execution.emplace(plan, running);
  while (run.execution->next(run.batch)) {
    if (plan.columns.empty()) continue;
    const std::size_t first = table.rows.size();
    append_rows(run.batch, plan, in.view(), table);
    running.book(bytes_of_rows(table, first), "the result");
  }
  if (running.uncertain)
    for (std::string& note : running.uncertain->take_notes(in.view()))
      answer.warnings.push_back(std::move(note));
  if (profile) *profile = plan_table(plan, *run.execution, true);
}

}  // namespace normgraph
