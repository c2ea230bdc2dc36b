// Full-text search beside SQLite's FTS5, in one process, in pairs:
//   search-bench TEXTS FOLDER      TEXTS: a text a line; FOLDER: where both files are made
// Both hold the texts already; measured are building the index, its size, and searches: the ten
// best and the number of hits (docs/performance.md). The words are chosen by how many texts have
// them.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "graph/database.hpp"
#include "graph/store/search/search_index.hpp"
#include "graph/store/view.hpp"
#include "graph/text/analysis.hpp"
#include "tests/benchmarks/sqlite.hpp"
#include "tests/benchmarks/turns.hpp"

namespace {

using namespace normgraph;
using namespace normgraph::benchmarks;
using Clock = std::chrono::steady_clock;

std::vector<std::string> read_lines(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) lines.push_back(line);
  return lines;
}

double megabytes(const std::string& path) {
  return static_cast<double>(std::filesystem::file_size(path)) / 1e6;
}

// ---- SQLite ----

void insert(Sqlite& sqlite, const std::vector<std::string>& texts) {
  sqlite.run("CREATE TABLE texts(id INTEGER PRIMARY KEY, x TEXT); BEGIN");
  sqlite3_stmt* statement = sqlite.prepared("INSERT INTO texts(x) VALUES(?)");
  for (const std::string& text : texts) {
    Sqlite::bind(statement, {text});
    for_each_row(statement, [](sqlite3_stmt*) {});
  }
  sqlite.run("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
}

/// Reads every column of a prepared search's rows; the number in the last one.
std::int64_t fts5(Sqlite& sqlite, const std::string& sql, const std::string& words) {
  sqlite3_stmt* statement = sqlite.prepared(sql);
  Sqlite::bind(statement, {words});
  std::int64_t last = 0;
  for_each_row(statement, [&](sqlite3_stmt* row) {
    last = sqlite3_column_int64(row, 0);
    if (sqlite3_column_count(row) > 1) sqlite3_column_double(row, 1);
  });
  return last;
}

// ---- Normgraph ----

void insert(store::Store& store, const std::vector<std::string>& texts) {
  const auto transaction = store.begin_write();
  const KeyId title = transaction->writer().intern_key("title");
  for (const std::string& text : texts)
    transaction->writer().create_node({}, {{title, Value::string(text)}});
  transaction->commit();
}

void build_index(store::Store& store) {
  const auto transaction = store.begin_write();
  transaction->writer().set_metadata(store::search_metadata,
                                     store::to_text({{"title", "english"}}));
  transaction->commit();
}

// ---- the words ----

struct Search {
  std::string name, words;
};

/// Common, middling and rare words, pairs, phrases and beginnings of what the texts hold.
std::vector<Search> choose_searches(const std::vector<std::string>& texts) {
  std::map<std::string, std::size_t> words, pairs;
  for (const std::string& text : texts) {
    std::string before;
    for (const std::string& word : text::words_of(text)) {
      ++words[word];
      if (!before.empty()) ++pairs[before + " " + word];
      before = word;
    }
  }
  std::vector<std::pair<std::size_t, std::string>> by_count, by_pairs;
  for (const auto& [word, count] : words)
    if (word.size() > 3) by_count.emplace_back(count, word);
  for (const auto& [pair, count] : pairs) by_pairs.emplace_back(count, pair);
  std::sort(by_count.rbegin(), by_count.rend());
  std::sort(by_pairs.rbegin(), by_pairs.rend());
  const auto word = [&](double place) {
    return by_count[static_cast<std::size_t>(place * static_cast<double>(by_count.size() - 1))]
        .second;
  };
  const auto pair = [&](double place) {
    return '"' +
           by_pairs[static_cast<std::size_t>(place * static_cast<double>(by_pairs.size() - 1))]
               .second +
           '"';
  };
  return {{"one word, common", word(0)},
          {"one word, middling", word(0.3)},
          {"one word, rare", word(1)},
          {"two words, common", word(0) + " " + by_count[1].second},
          {"two words, common and rare", word(0) + " " + word(0.9)},
          {"three words, common", word(0) + " " + by_count[1].second + " " + by_count[2].second},
          {"phrase, common", pair(0)},
          {"phrase, rare", pair(0.5)},
          {"beginning, common", word(0).substr(0, 2) + "*"},
          {"beginning, longer", word(0.3).substr(0, 4) + "*"}};
}

void print_times(const char* what, const Times& times) {
  std::printf("   %-22s %10.1f µs %10.1f µs   x %.1f\n", what, times.ours, times.theirs,
              times.theirs / times.ours);
}

void measure(Session& session, store::Store& store, Sqlite& sqlite, const Search& search) {
  const std::string best = "SELECT rowid, rank FROM t WHERE t MATCH ? ORDER BY rank LIMIT 10";
  const std::string count = "SELECT count(*) FROM t WHERE t MATCH ?";
  const auto rank = [&](std::size_t limit) {
    const auto reading = store.begin_read();
    store::SearchRequest request;
    request.items = store::parse_search(search.words);
    request.limit = limit;
    return limit > 0 ? reading->view().search_index()->rank(request).size()
                     : reading->view().search_index()->count(request);
  };
  const std::int64_t theirs = fts5(sqlite, count, search.words);
  std::printf("%s: %s   (hits %zu, FTS5 %lld)\n", search.name.c_str(), search.words.c_str(),
              static_cast<std::size_t>(rank(0)), static_cast<long long>(theirs));
  const Map parameters{{"words", Value::string(search.words)}};
  print_times("ten best, statement", in_turns(
                                         1,
                                         [&] {
                                           session.run(
                                               "CALL norm.search($words) YIELD node, score "
                                               "RETURN id(node) AS id, score LIMIT 10",
                                               parameters);
                                         },
                                         [&] { fts5(sqlite, best, search.words); }));
  print_times("ten best, engine",
              in_turns(
                  1, [&] { rank(10); }, [&] { fts5(sqlite, best, search.words); }));
  print_times("count", in_turns(
                           1, [&] { rank(0); }, [&] { fts5(sqlite, count, search.words); }));
}

int run(const std::string& texts_file, const std::string& folder) {
  const std::vector<std::string> texts = read_lines(texts_file);
  const std::string graph = folder + "/search.db", other = folder + "/fts5.db";
  for (const std::string& path : {graph, other})
    for (const char* end : {"", "-lock", "-writer", "-users", "-wal", "-shm"})
      std::filesystem::remove(path + end);
  Database database({.path = graph});
  insert(database.store(), texts);
  Sqlite sqlite(other);
  insert(sqlite, texts);
  const double graph_size = megabytes(graph), other_size = megabytes(other);
  auto start = Clock::now();
  build_index(database.store());
  const double ours = microseconds_since(start) / 1e6;
  start = Clock::now();
  sqlite.run(
      "CREATE VIRTUAL TABLE t USING fts5(x, content='texts', content_rowid='id', "
      "tokenize='porter unicode61 remove_diacritics 2'); "
      "INSERT INTO t(t) VALUES('rebuild'); INSERT INTO t(t) VALUES('optimize')");
  const double theirs = microseconds_since(start) / 1e6;
  sqlite.run("PRAGMA wal_checkpoint(TRUNCATE)");
  std::printf("%zu texts. Index: %.2f s, FTS5 %.2f s (x %.1f); %.1f MB, FTS5 %.1f MB (x %.1f)\n",
              texts.size(), ours, theirs, theirs / ours, megabytes(graph) - graph_size,
              megabytes(other) - other_size,
              (megabytes(other) - other_size) / (megabytes(graph) - graph_size));
  const auto session = database.session();
  for (const Search& search : choose_searches(texts))
    measure(*session, database.store(), sqlite, search);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: search-bench TEXTS FOLDER\n");
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
