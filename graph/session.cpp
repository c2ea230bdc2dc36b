// A statement's way through the stages: parse, rewrite, plan, execute, answer.

#include <algorithm>
#include <unordered_map>

#include "grammar/parse.hpp"
#include "grammar/print.hpp"
#include "grammar/rewrite.hpp"
#include "graph/database.hpp"
#include "graph/database_state.hpp"
#include "graph/export_request.hpp"
#include "graph/parameter_elements.hpp"
#include "graph/query/execute.hpp"
#include "graph/query/planner.hpp"
#include "graph/resolve.hpp"
#include "graph/saved.hpp"
#include "graph/statement_clock.hpp"
#include "graph/statement_time.hpp"
#include "graph/time/time_shift.hpp"
#include "graph/value/footprint.hpp"
#include "graph/vocabulary.hpp"

namespace normgraph {

namespace {

/// What a plan's choices and warnings rest on. A plan made under another fingerprint still gives
/// the right rows (names are looked up when it runs); it may be slow, or warn of what now exists.
struct Fingerprint {
  std::uint64_t generation = 0;
  std::size_t names = 0, indexes = 0;
  std::uint64_t magnitude = 0;
  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

Fingerprint fingerprint(std::uint64_t generation, const store::GraphView& view) {
  Fingerprint print{.generation = generation,
                    .names = view.label_count() + view.type_count() + view.key_count(),
                    .indexes = view.indexes().size()};
  for (std::uint64_t nodes = view.node_count(); nodes != 0; nodes >>= 1) ++print.magnitude;
  return print;
}

struct CachedPlan {
  Fingerprint fingerprint;
  query::Plan plan;
};
constexpr std::size_t max_cached_plans = 256;
constexpr int max_saved_depth = 16;

Error not_available(const std::string& what) {
  return Error(ErrorKind::Semantic, "NG2900", "SyntaxError", "NotAvailable",
               what + " is part of the language, but this version does not answer it yet");
}

Error misplaced(const std::string& message) {
  return Error(ErrorKind::Semantic, "NG2901", "SyntaxError", "InvalidTransactionState", message);
}

Table plan_table(const std::string& text) {
  Table table{.name = "", .columns = {"plan"}, .rows = {}};
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = text.find('\n', begin);
    if (end == std::string::npos) end = text.size();
    table.rows.push_back({Value::string(text.substr(begin, end - begin))});
    begin = end + 1;
  }
  return table;
}

/// FORMAT and INTO, which say how rows are written. Exporters have written theirs already.
void add_output(const ast::Statement& statement, Answer& answer) {
  const bool written = std::holds_alternative<ast::Export>(statement.node) &&
                       statement.explain == ast::ExplainMode::None;
  if (written) return;
  if (statement.format) answer.format = statement.format->text;
  if (statement.into) answer.into = statement.into;
}

bool may_hold_elements(const Vector& column) {
  return column.kind() == Vector::Kind::Generic || column.kind() == Vector::Kind::Node ||
         column.kind() == Vector::Kind::Relationship;
}

/// Adds the batch's rows to the table, elements copied out of the graph.
void append_rows(const Batch& batch, const query::Plan& plan, const store::GraphView& view,
                 Table& table) {
  const std::size_t first = table.rows.size();
  const std::size_t count = batch.selection.size();
  table.rows.resize(first + count);
  for (std::size_t i = 0; i < count; ++i) table.rows[first + i].reserve(plan.columns.size());
  for (const query::OutputColumn& output : plan.columns) {
    const Vector& column = batch.columns[output.slot];
    const bool elements = may_hold_elements(column);
    for (std::size_t i = 0; i < count; ++i) {
      Value value = column.value(batch.selection[i]);
      table.rows[first + i].push_back(elements ? query::detach(value, view) : std::move(value));
    }
  }
}

std::int64_t bytes_of_rows(const Table& table, std::size_t first) {
  std::int64_t bytes = 0;
  for (std::size_t row = first; row < table.rows.size(); ++row) {
    bytes += static_cast<std::int64_t>(sizeof table.rows[row]);
    for (const Value& value : table.rows[row]) bytes += bytes_of(value);
  }
  return bytes;
}

}  // namespace

struct Session::State {
  explicit State(Database& owner) : database(owner) {}

  Database& database;
  SessionOptions options;
  std::atomic<bool> cancelled{false};
  std::unique_ptr<store::Transaction> transaction;  // explicit, from BEGIN on
  std::unordered_map<std::string, CachedPlan> plans;
  StatementTime time;     // of the running statement
  bool in_layer = false;  // the transaction shows that time already
  int saved_depth = 0;    // how many saved statements are running inside each other

  Database::State& shared() { return *database.state_; }

  query::Context context(const store::GraphView& view, const Map& parameters, Answer& answer) {
    query::Context context;
    context.view = &view;
    context.parameters = &parameters;
    context.clock = statement_clock(Date{time.when.day});
    context.known_by = time.when.known_by;
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

  std::unique_ptr<store::Transaction> begin_write() {
    return shared().store->begin_write(
        [](void* flag) { return static_cast<std::atomic<bool>*>(flag)->load(); }, &cancelled);
  }

  query::Plan plan(const ast::Query& query, const store::GraphView& view) {
    return query::plan_query(query, {.view = &view, .procedures = &shared().procedures});
  }

  /// Runs a plan in the explicit transaction, or in one of its own that it commits.
  void run_plan(const query::Plan& plan, const Map& parameters, Answer& answer, Table& table,
                std::string* profile) {
    std::unique_ptr<store::Transaction> own;
    if (!transaction) own = plan.writes ? begin_write() : shared().store->begin_read();
    store::Transaction& in = transaction ? *transaction : *own;
    if (plan.writes && !in.writing())
      throw Error(ErrorKind::Storage, "NG5101", "StorageError", "ReadOnly",
                  "the graph was opened read-only: this statement would change it");
    if (!plan.writes) {
      std::optional<TimeLayer> layer;
      if (!in_layer) layer.emplace(in, time.when);
      execute(plan, in, parameters, answer, table, profile);
      return;
    }
    move_stored_day(in, time.when.day);
    in.begin_statement();
    try {
      execute(plan, in, parameters, answer, table, profile);
      in.keep_statement();
    } catch (...) {
      in.undo_statement();
      throw;
    }
    if (own) own->commit();
  }

  void execute(const query::Plan& plan, store::Transaction& in, const Map& parameters,
               Answer& answer, Table& table, std::string* profile) {
    query::Context running = context(in.view(), parameters, answer);
    if (plan.writes) running.writer = &in.writer();
    running.profile = profile != nullptr;
    query::Execution execution(plan, running);
    for (Batch batch; execution.next(batch);) {
      if (plan.columns.empty()) continue;
      const std::size_t first = table.rows.size();
      append_rows(batch, plan, in.view(), table);
      running.book(bytes_of_rows(table, first), "the result");
    }
    if (profile) *profile = execution.profile();
  }

  Answer run_query(const ast::Statement& statement, const ast::Query& query,
                   const std::string& name, const Map& parameters, std::string_view cache_key) {
    Answer answer;
    std::unique_ptr<store::Transaction> reading;
    if (!transaction) reading = shared().store->begin_read();
    const store::GraphView& view = transaction ? transaction->view() : reading->view();

    query::Plan fresh;
    const query::Plan* chosen = &fresh;
    if (cache_key.empty()) {
      fresh = plan(query, view);
    } else {
      chosen = &cached(std::string(cache_key), query, view);
    }
    answer.warnings = chosen->warnings;
    if (statement.explain == ast::ExplainMode::Explain) {
      answer.is_plan = true;
      answer.tables.push_back(plan_table(query::explain(*chosen)));
      return answer;
    }
    if (chosen->writes && (time.asked || in_layer)) throw write_at_other_time();
    reading.reset();
    Table table{.name = name, .columns = {}, .rows = {}};
    for (const query::OutputColumn& column : chosen->columns) table.columns.push_back(column.name);
    const bool profiling = statement.explain == ast::ExplainMode::Profile;
    std::string profile;
    run_plan(*chosen, parameters, answer, table, profiling ? &profile : nullptr);
    if (profiling) {
      answer.is_plan = true;
      answer.tables.push_back(plan_table(profile));
    } else if (!chosen->columns.empty()) {
      answer.tables.push_back(std::move(table));
    }
    return answer;
  }

  const query::Plan& cached(const std::string& text, const ast::Query& query,
                            const store::GraphView& view) {
    const Fingerprint now = fingerprint(shared().generation, view);
    auto found = plans.find(text);
    if (found != plans.end() && found->second.fingerprint == now) return found->second.plan;
    query::Plan made = plan(query, view);
    if (plans.size() >= max_cached_plans) plans.clear();
    CachedPlan& entry = plans[text];
    entry = {now, std::move(made)};
    return entry.plan;
  }

  /// All queries of a sentence read one snapshot, as a transaction of their own when none is open.
  template <class Work>
  Answer in_one_snapshot(Work work) {
    if (transaction) return at_time(work);
    transaction = shared().store->begin_read();
    try {
      Answer answer = at_time(work);
      transaction.reset();
      return answer;
    } catch (...) {
      transaction.reset();
      throw;
    }
  }

  /// References, too, are looked up as of the day asked for.
  template <class Work>
  Answer at_time(Work work) {
    const TimeLayer layer(*transaction, time.when);
    in_layer = layer.entered();
    try {
      Answer answer = work();
      in_layer = false;
      return answer;
    } catch (...) {
      in_layer = false;
      throw;
    }
  }

  Answer run_domain(const ast::Statement& statement, const Map& parameters) {
    return in_one_snapshot([&] { return run_rewritten(statement, parameters); });
  }

  /// EXPORT: its query says which things; exporters write them.
  Answer run_export(const ast::Statement& statement, const Map& parameters) {
    if (statement.explain != ast::ExplainMode::None) return run_domain(statement, parameters);
    if (!shared().exporting) throw not_available("EXPORT");
    return in_one_snapshot([&] {
      ExportRequest request{.view = transaction->view(),
                            .when = time.when,
                            .at_other_time = time.asked,
                            .nodes = std::nullopt,
                            .format = std::nullopt,
                            .into = statement.into,
                            .cancelled = &cancelled};
      if (statement.format) request.format = statement.format->text;
      if (!std::get<ast::Export>(statement.node).selection) return shared().exporting(request);
      const Answer selected = run_rewritten(statement, parameters);
      request.nodes.emplace();
      for (const std::vector<Value>& row : selected.tables.front().rows)
        if (row.front().type() == Type::Node) request.nodes->push_back(row.front().as_node());
      std::sort(request.nodes->begin(), request.nodes->end());
      Answer answer = shared().exporting(request);
      answer.warnings.insert(answer.warnings.begin(), selected.warnings.begin(),
                             selected.warnings.end());
      return answer;
    });
  }

  /// A reference that finds nothing, or several things, is an error at its place in the statement.
  void check_references(const Rewriting& rewriting) {
    for (const WrittenReference& reference : rewriting.references) {
      try {
        resolve_reference(reference.text, transaction->view());
      } catch (Error& error) {
        throw std::move(error).at(reference.place);
      }
    }
  }

  Answer run_rewritten(const ast::Statement& statement, const Map& parameters) {
    const std::unique_ptr<Vocabulary> vocabulary =
        make_vocabulary(transaction->view(), Date{time.when.day});
    Rewriting rewriting = rewrite(statement, *vocabulary);
    check_references(rewriting);
    Answer answer;
    answer.presentation = rewriting.presentation;
    const bool explaining = statement.explain == ast::ExplainMode::Explain;
    answer.is_plan = explaining;
    bool written = false;
    try {
      for (const NamedQuery& named : rewriting.queries) {
        written = named.written != nullptr;
        const ast::Query& query = written ? *named.written : named.query;
        if (explaining) answer.tables.push_back(plan_table(print(query) + ";"));
        Answer part = run_query(statement, query, named.name, parameters, {});
        for (Table& table : part.tables) answer.tables.push_back(std::move(table));
        for (std::string& warning : part.warnings) answer.warnings.push_back(std::move(warning));
        answer.is_plan = answer.is_plan || part.is_plan;
      }
    } catch (Error& error) {
      if (!written)
        error.has_span = false;  // it would be a place in the rewriting, which nobody wrote
      throw;
    }
    return answer;
  }

  Answer control(ast::TransactionControl what) {
    switch (what) {
      case ast::TransactionControl::Begin:
        if (transaction)
          throw misplaced("a transaction is open already: COMMIT or ROLLBACK ends it");
        transaction = database.options().read_only ? shared().store->begin_read() : begin_write();
        break;
      case ast::TransactionControl::Commit: {
        if (!transaction) throw misplaced("there is no open transaction: BEGIN opens one");
        std::unique_ptr<store::Transaction> ending = std::move(transaction);
        if (ending->writing()) ending->commit();
        break;
      }
      case ast::TransactionControl::Rollback:
        if (!transaction) throw misplaced("there is no open transaction: BEGIN opens one");
        transaction.reset();
        break;
    }
    return {};
  }

  template <class Change>
  Answer change_definitions(Change change) {
    std::unique_ptr<store::Transaction> own;
    if (!transaction) own = begin_write();
    store::Transaction& in = transaction ? *transaction : *own;
    in.begin_statement();
    try {
      change(in);
      in.keep_statement();
    } catch (...) {
      in.undo_statement();
      throw;
    }
    if (own) own->commit();
    return {};
  }

  Answer create_index(const ast::CreateIndex& wanted) {
    return change_definitions([&](store::Transaction& in) {
      store::IndexInfo index{
          .name = wanted.name ? wanted.name->text : wanted.label.text + "_" + wanted.property.text,
          .label = wanted.label.text,
          .property = wanted.property.text,
          .unique = wanted.unique};
      for (const store::IndexInfo& other : in.view().indexes())
        if (other.name == index.name) {
          if (wanted.if_not_exists) return;
          throw Error(ErrorKind::Semantic, "NG2902", "SyntaxError", "IndexExists",
                      "there is an index named " + index.name + " already")
              .hint("CREATE INDEX … IF NOT EXISTS leaves it as it is");
        }
      in.writer().create_index(index);
    });
  }

  Answer drop_index(const ast::DropIndex& unwanted) {
    return change_definitions([&](store::Transaction& in) {
      std::vector<std::string> names;
      for (const store::IndexInfo& index : in.view().indexes()) {
        if (index.name == unwanted.name.text) return in.writer().drop_index(index.name);
        names.push_back(index.name);
      }
      if (unwanted.if_exists) return;
      Error error(ErrorKind::Reference, "NG4100", "SyntaxError", "IndexNotFound",
                  "there is no index named " + unwanted.name.text);
      for (const std::string& near : nearest_names(unwanted.name.text, names))
        error.hints.push_back("did you mean " + near + "?");
      throw std::move(error).at(unwanted.name.span);
    });
  }

  Answer define(const ast::Statement& statement) {
    if (statement.explain != ast::ExplainMode::None)
      throw Error(ErrorKind::Semantic, "NG2917", "SyntaxError", "NothingToExplain",
                  "DEFINE only keeps a text: EXPLAIN RUN shows what it will do");
    return change_definitions([&](store::Transaction& in) {
      if (const auto* saved = std::get_if<ast::Define>(&statement.node))
        save_statement(*saved, in.view(), in.writer());
      else
        save_chain(std::get<ast::DefineChain>(statement.node), in.view(), in.writer());
    });
  }

  /// RUN: the saved statement, with the values of its parameters beside those of the session.
  Answer run_saved(const ast::Statement& outer, const ast::Run& call, const Map& parameters) {
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
    ++saved_depth;
    try {
      Answer answer = run(*saved.body, saved.body_text, values);
      --saved_depth;
      if (answer.presentation.kind ==
          Presentation::Kind::Rows)  // an answer for readers all the same
        answer.presentation = {Presentation::Kind::List, call.name.text, true};
      add_output(*saved.body, answer);
      return answer;
    } catch (Error& error) {
      --saved_depth;
      error.has_span = false;  // it would be a place in the saved text
      if (saved_depth == 0)
        error.hints.push_back("this is about the saved statement " + call.name.text);
      throw;
    }
  }

  ast::Statement find_saved(const ast::Name& name) {
    std::unique_ptr<store::Transaction> reading;
    if (!transaction) reading = shared().store->begin_read();
    const auto vocabulary = make_vocabulary(transaction ? transaction->view() : reading->view());
    std::vector<std::string> names;
    for (const Vocabulary::SavedStatement& saved : vocabulary->saved_statements()) {
      if (saved.name == name.text) return parse_statement(saved.text);
      names.push_back(saved.name);
    }
    Error error(ErrorKind::Reference, "NG4015", "SyntaxError", "UnknownStatement",
                "there is no saved statement " + name.text);
    for (const std::string& near : nearest_names(name.text, names))
      error.hints.push_back("did you mean " + near + "?");
    if (error.hints.empty()) error.hints.push_back("SHOW STATEMENTS lists them");
    throw std::move(error).at(name.span);
  }

  /// The session's parameters and those of the call, which come first.
  Map arguments_of(const ast::Define& saved, const ast::Run& call, const Map& parameters) {
    const std::string query = arguments_query(saved, call);
    if (query.empty()) return parameters;
    const ast::Statement asking = parse_statement(query);
    const Answer answer = run(asking, {}, parameters);
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

  void check_parameters(const Map& parameters) {
    std::unique_ptr<store::Transaction> reading;
    if (!transaction) reading = shared().store->begin_read();
    check_elements(parameters, transaction ? transaction->view() : reading->view());
  }

  Answer load(const ast::Load& statement) {
    if (!shared().load) throw not_available("LOAD");
    if (transaction) throw misplaced("LOAD has a transaction of its own: COMMIT or ROLLBACK first");
    return shared().load(database, statement.path);
  }

  Answer run(const ast::Statement& statement, std::string_view text, const Map& parameters) {
    time = time_of(statement, options);
    if (const auto* what = std::get_if<ast::TransactionControl>(&statement.node))
      return control(*what);
    if (const auto* index = std::get_if<ast::CreateIndex>(&statement.node))
      return create_index(*index);
    if (const auto* index = std::get_if<ast::DropIndex>(&statement.node)) return drop_index(*index);
    if (const auto* loading = std::get_if<ast::Load>(&statement.node)) return load(*loading);
    if (std::holds_alternative<ast::Export>(statement.node))
      return run_export(statement, parameters);
    if (const auto* call = std::get_if<ast::Run>(&statement.node))
      return run_saved(statement, *call, parameters);
    if (std::holds_alternative<ast::Define>(statement.node) ||
        std::holds_alternative<ast::DefineChain>(statement.node))
      return define(statement);
    if (const auto* query = std::get_if<ast::Query>(&statement.node))
      return run_query(statement, *query, "", parameters, text);
    return run_domain(statement, parameters);
  }
};

Session::Session(Database& database) : state_(std::make_unique<State>(database)) {}
Session::~Session() = default;

Answer Session::run(std::string_view text, const Map& parameters) {
  state_->cancelled = false;
  const ast::Statement statement = parse_statement(text);
  if (holds_elements(parameters)) state_->check_parameters(parameters);
  Answer answer = state_->run(statement, text, parameters);
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
