#include "tests/benchmarks/sqlite.hpp"

#include <stdexcept>

namespace normgraph::benchmarks {

Sqlite::Sqlite(const std::string& path) {
  if (sqlite3_open(path.c_str(), &db_) != SQLITE_OK) throw std::runtime_error("sqlite3_open");
  run("PRAGMA journal_mode=WAL; PRAGMA cache_size=-400000; PRAGMA mmap_size=4000000000");
}

Sqlite::~Sqlite() {
  for (auto& [text, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(db_);
}

void Sqlite::run(const std::string& sql) {
  char* error = nullptr;
  if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, &error) != SQLITE_OK)
    throw std::runtime_error(error ? error : "sqlite3_exec");
}

sqlite3_stmt* Sqlite::prepared(const std::string& sql) {
  sqlite3_stmt*& statement = statements_[sql];
  if (!statement && sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(db_));
  return statement;
}

void Sqlite::bind(sqlite3_stmt* statement, const std::vector<std::string_view>& texts) {
  for (std::size_t i = 0; i < texts.size(); ++i)
    sqlite3_bind_text(statement, static_cast<int>(i + 1), texts[i].data(),
                      static_cast<int>(texts[i].size()), nullptr);
}

}  // namespace normgraph::benchmarks
