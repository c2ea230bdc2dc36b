// Questions about one thing beside SQLite, in one process, in turns:
//   point-bench CSVFOLDER FOLDER      FOLDER: where both files are made, if they are not there
// Both hold the corpus (docs/performance.md), both have their statements prepared, and each
// statement is a transaction of its own. Their answers are compared.

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "graph/database.hpp"
#include "graph/value/text.hpp"
#include "loaders/csv/csv_reader.hpp"
#include "loaders/loader.hpp"
#include "tests/benchmarks/corpus_questions.hpp"
#include "tests/benchmarks/sqlite.hpp"
#include "tests/benchmarks/turns.hpp"

namespace {

using namespace normgraph;
using namespace normgraph::benchmarks;

// ---- the same data in SQLite ----

std::string read_file(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Runs a prepared statement for each record of a file, with its first fields.
void insert_records(Sqlite& sqlite, const std::string& file, const std::string& sql) {
  const std::string text = read_file(file);
  loaders::CsvReader reader(text);
  sqlite3_stmt* statement = sqlite.prepared(sql);
  const auto wanted = static_cast<std::size_t>(sqlite3_bind_parameter_count(statement));
  reader.next();  // the header
  while (reader.next()) {
    Sqlite::bind(statement, {reader.fields().begin(),
                             reader.fields().begin() + static_cast<std::ptrdiff_t>(wanted)});
    for_each_row(statement, [](sqlite3_stmt*) {});
  }
}

struct NodeTable {
  std::string label, columns;
};
const std::vector<NodeTable> node_tables{{"Regulation", "title, kind, date"},
                                         {"Article", "title, kind, date, number"},
                                         {"RequestItem", "title, kind, date"},
                                         {"WorkItem", "title, kind, stage, date, year"},
                                         {"Body", "title, kind"},
                                         {"Deadline", "title, kind, date"},
                                         {"Guideline", "title, kind, date"}};
const std::vector<std::string> relationship_tables{"CITES", "CONTAINS", "ADDRESSES", "ANSWERS"};

void add_nodes(Sqlite& sqlite, const std::string& folder, const NodeTable& table) {
  const auto columns = 1 + std::count(table.columns.begin(), table.columns.end(), ',');
  std::string places = "?1";
  for (int i = 0; i < columns; ++i) places += ", ?" + std::to_string(i + 2);
  sqlite.run("CREATE TABLE " + table.label + "(nid INTEGER PRIMARY KEY, id TEXT, " + table.columns +
             ")");
  const std::string file = folder + "/" + table.label + ".csv";
  insert_records(sqlite, file, "INSERT INTO node(id) VALUES(?1)");
  insert_records(sqlite, file,
                 "INSERT INTO " + table.label + "(nid, id, " + table.columns +
                     ") VALUES((SELECT nid FROM node WHERE id = ?1), " + places + ")");
  sqlite.run("CREATE UNIQUE INDEX by_id_" + table.label + " ON " + table.label + "(id)");
}

void add_relationships(Sqlite& sqlite, const std::string& folder, const std::string& type) {
  sqlite.run("CREATE TABLE " + type + "_(src INT, dst INT, PRIMARY KEY(src, dst)) WITHOUT ROWID");
  insert_records(sqlite, folder + "/" + type + ".csv",
                 "INSERT INTO " + type +
                     "_ VALUES((SELECT nid FROM node WHERE id = ?1), "
                     "(SELECT nid FROM node WHERE id = ?2))");
  sqlite.run("CREATE INDEX by_end_" + type + " ON " + type + "_(dst, src)");
}

void fill(Sqlite& sqlite, const std::string& folder) {
  sqlite.run("BEGIN; CREATE TABLE node(nid INTEGER PRIMARY KEY, id TEXT UNIQUE)");
  for (const NodeTable& table : node_tables) add_nodes(sqlite, folder, table);
  for (const std::string& type : relationship_tables) add_relationships(sqlite, folder, type);
  sqlite.run("ANALYZE; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
}

// ---- the questions ----

struct Question {
  CorpusQuestion ours;
  std::string sql;  // with ?1 for $id
};

/// Those of the corpus's questions that are about one thing.
std::vector<Question> questions(const std::string& csv) {
  const std::string select = "SELECT title, stage, date FROM workitem WHERE id = ?1";
  const std::map<std::string, std::string> sql{
      {"point look-up", select},
      {"1,000 point look-ups", select},
      {"what one item cites",
       "SELECT n.id FROM cites_ c JOIN node n ON n.nid = c.dst "
       "WHERE c.src = (SELECT nid FROM node WHERE id = ?1)"},
      {"gaps of one regulation",
       "SELECT a.id FROM regulation r JOIN contains_ c ON c.src = r.nid "
       "JOIN article a ON a.nid = c.dst WHERE r.id = ?1 AND NOT EXISTS (SELECT 1 "
       "FROM addresses_ d JOIN answers_ s ON s.dst = d.src JOIN workitem w ON w.nid = s.src "
       "WHERE d.dst = a.nid AND w.stage = 'published')"}};
  std::vector<Question> chosen;
  for (CorpusQuestion& each : corpus_questions(csv))
    if (const auto found = sql.find(each.name); found != sql.end())
      chosen.push_back({std::move(each), found->second});
  return chosen;
}

/// Everything that is asked, through the public face; the rows where they are wanted.
class Ours {
 public:
  Ours(Session& session, const CorpusQuestion& question) : session_(session), question_(question) {}
  void run(std::vector<std::string>* rows) const {
    for (const Map& parameters : question_.parameters) {
      const Answer answer = session_.run(question_.statement, parameters);
      if (!rows) continue;
      for (const auto& row : answer.tables.at(0).rows) {
        std::string& line = rows->emplace_back();
        for (const Value& value : row) line += (value.is_null() ? "" : to_text(value)) + "|";
      }
    }
  }

 private:
  Session& session_;
  const CorpusQuestion& question_;
};

/// The same in SQLite: every column of every row is read as text.
class Theirs {
 public:
  Theirs(Sqlite& sqlite, const Question& question) : statement_(sqlite.prepared(question.sql)) {
    for (const Map& parameters : question.ours.parameters)
      ids_.push_back(parameters.begin()->second.as_string());
  }
  void run(std::vector<std::string>* rows) const {
    for (const std::string& id : ids_) {
      Sqlite::bind(statement_, {id});
      for_each_row(statement_, [&](sqlite3_stmt* row) {
        if (rows) rows->emplace_back();
        for (int i = 0; i < sqlite3_column_count(row); ++i) {
          const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row, i));
          if (rows) rows->back() += std::string(text ? text : "") + "|";
        }
      });
    }
  }

 private:
  sqlite3_stmt* statement_;
  std::vector<std::string> ids_;
};

/// False when the answers differ.
bool compare(Session& session, Sqlite& sqlite, const Question& question) {
  const Ours ours(session, question.ours);
  const Theirs theirs(sqlite, question);
  std::vector<std::string> a, b;
  ours.run(&a);
  theirs.run(&b);
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  const int runs =
      question.ours.parameters.size() > 1 ? 1 : 200;  // the clock alone takes a share of 1 µs
  const Times times = in_turns(
      runs, [&] { ours.run(nullptr); }, [&] { theirs.run(nullptr); });
  std::printf("%-24s %6zu rows %10.2f µs   SQLite %10.2f µs   x %5.2f   %s\n", question.ours.name,
              a.size(), times.ours, times.theirs, times.theirs / times.ours,
              a == b ? "same answer" : "DIFFERENT ANSWERS");
  return a == b;
}

int run(const std::string& csv, const std::string& folder) {
  const std::string graph = folder + "/point.db", other = folder + "/point.sqlite";
  const bool there = std::filesystem::exists(graph) && std::filesystem::exists(other);
  if (!there)
    for (const std::string& path : {graph, other})
      for (const char* end : {"", "-lock", "-writer", "-users", "-wal", "-shm"})
        std::filesystem::remove(path + end);
  Database database({.path = graph});
  Sqlite sqlite(other);
  if (!there) {
    if (loaders::load(database, csv).failed()) throw std::runtime_error("cannot load " + csv);
    fill(sqlite, csv);
  }
  const auto session = database.session();
  bool same = true;
  for (const Question& question : questions(csv))
    same = compare(*session, sqlite, question) && same;
  return same ? 0 : 3;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: point-bench CSVFOLDER FOLDER\n");
    return 2;
  }
  try {
    return run(argv[1], argv[2]);
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.message.c_str());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
  }
  return 1;
}
