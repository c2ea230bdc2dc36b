#pragma once

// SQLite through its C API, for benchmarks beside it in one process.

#include <sqlite3.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace normgraph::benchmarks {

class Sqlite {
 public:
  /// Opens the file with room in memory for all of it. Errors are std::runtime_error, here and
  /// below.
  explicit Sqlite(const std::string& path);
  ~Sqlite();
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;

  /// Statements without results.
  void run(const std::string& sql);
  /// A statement that is kept; the same each time that the same text is asked for.
  sqlite3_stmt* prepared(const std::string& sql);
  /// Puts the texts in place of its `?`. They must outlive the run.
  static void bind(sqlite3_stmt* statement, const std::vector<std::string_view>& texts);

 private:
  sqlite3* db_ = nullptr;
  std::map<std::string, sqlite3_stmt*> statements_;
};

/// Calls `visit(statement)` for each row, and makes the statement ready to run again.
template <class Visit>
void for_each_row(sqlite3_stmt* statement, Visit visit) {
  while (sqlite3_step(statement) == SQLITE_ROW) visit(statement);
  sqlite3_reset(statement);
}

}  // namespace normgraph::benchmarks
