// The engine's side of a benchmark against other databases, through the public face:
//   normgraph-bench version
//   normgraph-bench load CSVDIR DB
//   normgraph-bench query DB QUERIES.json ID#VARIANT,…
//   normgraph-bench cold DB QUERIES.json
//   normgraph-bench loops DB         against loops written by hand over arrays
//   normgraph-bench growth CSVDIR DB CSVDIR DB …      times at several sizes of the corpus
// Answers are JSON lines: times in milliseconds, and a check sum of the rows, so that the answers
// of several engines can be compared (docs/performance.md).

#include <sys/resource.h>

#include <algorithm>
#include <boost/uuid/detail/sha1.hpp>
#include <chrono>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "graph/database.hpp"
#include "graph/value/text.hpp"
#include "loaders/loader.hpp"
#include "tests/benchmarks/growth.hpp"
#include "tests/benchmarks/loops.hpp"

namespace {

using nlohmann::json;
using normgraph::Answer;
using normgraph::Database;
using normgraph::Map;
using normgraph::Session;
using normgraph::Type;
using normgraph::Value;
using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

std::string text_of(const Value& value) {
  if (value.is_null()) return "";
  if (value.type() == Type::Float &&
      value.as_float() == static_cast<double>(static_cast<std::int64_t>(value.as_float())))
    return std::to_string(static_cast<std::int64_t>(value.as_float()));
  return normgraph::to_text(value);
}

std::string row_text(const std::vector<Value>& row) {
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i) line += (i ? "|" : "") + text_of(row[i]);
  return line;
}

std::string check_sum(std::vector<std::string> rows) {
  std::sort(rows.begin(), rows.end());
  boost::uuids::detail::sha1 hash;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i) hash.process_byte('\n');
    hash.process_bytes(rows[i].data(), rows[i].size());
  }
  boost::uuids::detail::sha1::digest_type digest;
  hash.get_digest(digest);
  std::ostringstream text;
  text << std::hex;
  for (int i = 0; i < 2; ++i) {
    text.width(8);
    text.fill('0');
    text << digest[i];
  }
  return text.str().substr(0, 12);
}

json read_json(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  return json::parse(in);
}

std::string query_text(const json& query, std::size_t variant) {
  const json& texts = query.contains("normgraph") ? query["normgraph"] : query["cypher"];
  return texts.at(variant).get<std::string>();
}

/// One query, or one prepared text for each of many ids.
class Task {
 public:
  Task(Session& session, const json& query, std::size_t variant)
      : session_(session), text_(query_text(query, variant)) {
    if (query.contains("many"))
      for (const json& id : query["many"])
        parameters_.push_back(Map{{"id", Value::string(id.get<std::string>())}});
    else
      parameters_.emplace_back();
  }

  /// Runs, fetches every value, and keeps the rows' texts when asked.
  std::size_t run(std::vector<std::string>* rows) {
    std::size_t count = 0;
    for (const Map& parameters : parameters_) {
      const Answer answer = session_.run(text_, parameters);
      for (const auto& row : answer.tables.at(0).rows) {
        ++count;
        if (rows) rows->push_back(row_text(row));
      }
    }
    return count;
  }

 private:
  Session& session_;
  std::string text_;
  std::vector<Map> parameters_;
};

std::size_t runs_for(double first) {
  if (first < 50) return 41;
  if (first < 300) return 11;
  if (first < 1500) return 7;
  return first < 8000 ? 5 : 2;
}

void print(const json& line) { std::cout << line.dump() << std::endl; }

void measure(Session& session, const json& query, std::size_t variant) {
  const std::string name = query["id"].get<std::string>() + "#" + std::to_string(variant);
  print({{"start", name}});
  try {
    Task task(session, query, variant);
    std::vector<std::string> rows;
    const auto start = Clock::now();
    const std::size_t count = task.run(&rows);
    const double first = milliseconds_since(start);
    const std::string sum = check_sum(rows);
    print({{"first", name}, {"first_ms", first}, {"rows", count}, {"sum", sum}});
    if (first < 1500) task.run(nullptr);
    std::vector<double> times;
    for (std::size_t i = 0, n = runs_for(first); i < n; ++i) {
      const auto begin = Clock::now();
      task.run(nullptr);
      times.push_back(milliseconds_since(begin));
    }
    std::sort(times.begin(), times.end());
    print({{"id", query["id"]},
           {"variant", variant},
           {"first_ms", first},
           {"median", times[times.size() / 2]},
           {"min", times.front()},
           {"n", times.size()},
           {"rows", count},
           {"sum", sum},
           {"head", rows.empty() ? "" : rows.front()}});
  } catch (const std::exception& error) {
    print({{"id", query["id"]}, {"variant", variant}, {"error", error.what()}});
  }
}

int run_queries(const std::string& path, const std::string& list, const std::string& ids) {
  const auto start = Clock::now();
  Database database({.path = path, .memory = false, .read_only = true});
  const auto session = database.session();
  print({{"open_ms", milliseconds_since(start)}});
  const json queries = read_json(list);
  std::stringstream wanted(ids);
  for (std::string id; std::getline(wanted, id, ',');) {
    const std::size_t hash = id.find('#');
    for (const json& query : queries)
      if (query["id"] == id.substr(0, hash))
        measure(*session, query, hash == std::string::npos ? 0 : std::stoul(id.substr(hash + 1)));
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  print({{"rss_mb", usage.ru_maxrss / 1024}});
  return 0;
}

int run_cold(const std::string& path, const std::string& list) {
  Database database({.path = path, .memory = false, .read_only = true});
  const json queries = read_json(list);
  const Answer answer = database.session()->run(query_text(queries.at(0), 0));
  for (const auto& row : answer.tables.at(0).rows) std::cout << row_text(row) << "\n";
  return 0;
}

int run_load(const std::string& folder, const std::string& path) {
  Database database({.path = path, .memory = false, .read_only = false});
  const normgraph::loaders::Report report = normgraph::loaders::load(database, folder);
  for (const auto& problem : report.problems)
    std::cerr << problem.file << ":" << problem.line << ": " << problem.message << "\n";
  return report.failed() ? 3 : 0;
}

}  // namespace

int main(int count, char** words) try {
  const std::vector<std::string> arguments(words + 1, words + count);
  const std::string command = arguments.empty() ? "" : arguments[0];
  if (command == "version") {
    print({{"version", NORMGRAPH_VERSION}, {"threads", std::thread::hardware_concurrency()}});
    return 0;
  }
  if (command == "load" && arguments.size() == 3) return run_load(arguments[1], arguments[2]);
  if (command == "query" && arguments.size() == 4)
    return run_queries(arguments[1], arguments[2], arguments[3]);
  if (command == "cold" && arguments.size() == 3) return run_cold(arguments[1], arguments[2]);
  if (command == "loops" && arguments.size() == 2)
    return normgraph::benchmarks::compare_with_loops(arguments[1]) == 0 ? 0 : 3;
  if (command == "growth" && arguments.size() >= 3 && arguments.size() % 2 == 1) {
    std::vector<normgraph::benchmarks::CorpusSize> sizes;
    for (std::size_t i = 1; i < arguments.size(); i += 2)
      sizes.push_back({arguments[i], arguments[i + 1]});
    normgraph::benchmarks::print_growth(sizes);
    return 0;
  }
  std::cerr << "usage: normgraph-bench version | load CSVDIR DB | query DB QUERIES.json IDS | cold "
               "DB QUERIES.json | loops DB | growth CSVDIR DB…\n";
  return 2;
} catch (const std::exception& error) {
  std::cerr << "normgraph-bench: " << error.what() << "\n";
  return 1;
}
