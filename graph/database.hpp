#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/error.hpp"
#include "graph/result.hpp"
#include "graph/value/value.hpp"

namespace normgraph {

namespace store {
class Store;
}
class Database;
struct ExportRequest;

/// What holds for the statements of a session until it is changed.
struct SessionOptions {
  std::optional<Date> today;      // none: the local date
  std::optional<Date> as_of;      // what AS OF says, for statements that do not say it
  std::optional<Date> known_by;   // the same for KNOWN BY
  bool assume = false;            // as if every statement said ASSUME DURATIONS
  double timeout_seconds = 0;     // 0: none
  std::int64_t memory_limit = 0;  // bytes; 0: none
};

/// One user's conversation with a database: statements one after the other, and an explicit
/// transaction from BEGIN to COMMIT or ROLLBACK. Not thread-safe, except for cancel().
class Session {
 public:
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Parses, rewrites, binds, plans and runs exactly one statement. Outside an explicit transaction
  /// it commits by itself. Throws Error; then the statement has changed nothing.
  Answer run(std::string_view text, const Map& parameters = {});
  /// Ends the running statement with a cancellation error; callable from a signal handler.
  void cancel() noexcept;
  bool in_transaction() const;
  SessionOptions& options();

 private:
  friend class Database;
  explicit Session(Database& database);
  struct State;
  std::unique_ptr<State> state_;
};

struct DatabaseOptions {
  std::string path;
  bool memory = false;
  bool read_only = false;
};

/// An open graph. Sessions must not outlive it. Thread-safe.
class Database {
 public:
  /// Opens a graph file, or creates an empty one. Throws Error{Storage}.
  explicit Database(const DatabaseOptions& options);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  std::unique_ptr<Session> session();
  /// Empties a graph in memory, names and procedures included. Throws Error on any other. No
  /// session may be running a statement or be inside a transaction.
  void reset();
  /// Defines a procedure backed by a table (cli.md): a call filters the rows on its arguments.
  /// `signature`: "test.my.proc(name :: STRING?, id :: INTEGER?) :: (city :: STRING?)".
  void define_procedure(const std::string& signature, const std::vector<std::string>& columns,
                        const std::vector<std::vector<Value>>& rows);
  const DatabaseOptions& options() const;
  /// For loaders: writing transactions over the store.
  store::Store& store();
  /// How LOAD 'file' reaches loaders, which this folder may not know. Set by the program.
  using LoadHook = std::function<Answer(Database&, const std::string& path)>;
  void on_load(LoadHook hook);
  /// The same for EXPORT (graph/export_request.hpp).
  using ExportHook = std::function<Answer(const ExportRequest&)>;
  void on_export(ExportHook hook);

 private:
  friend class Session;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace normgraph
