// What claims cost: the same graph without and with claims, and the same queries today and AS OF
// other days, in one run (docs/performance.md).
//   normgraph-claims-bench [NODES]

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "graph/claims/resolve.hpp"
#include "graph/database.hpp"
#include "graph/store/view.hpp"
#include "graph/time/stored_day.hpp"
#include "graph/value/period.hpp"
#include "graph/value/text.hpp"

namespace {

using namespace normgraph;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t today = 20000, days = 1000;  // changes lie on the days before today
constexpr int rounds = 15;

Claim claim(const std::string& property, const Value& value, std::int64_t from) {
  Claim made;
  made.property = property;
  made.value = value;
  if (from != always_known) made.from = period_of_day(Date{from});
  made.sources = {"S1"};
  return made;
}

/// Nodes with a value, five relationships each; with `claims` a tenth of the values has changed
/// once, and a twentieth of the relationships began to exist, each on a day of its own.
void fill(Database& database, std::int64_t nodes, bool with_claims) {
  const auto transaction = database.store().begin_write();
  store::GraphWriter& writer = transaction->writer();
  std::mt19937_64 random(7);
  const auto below = [&](std::int64_t limit) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(limit));
  };
  const LabelId label = writer.intern_label("Item");
  const TypeId type = writer.intern_type("CITES");
  const KeyId key = writer.intern_key("key"), p = writer.intern_key("p");
  for (std::int64_t i = 0; i < nodes; ++i) {
    const Value value = Value::integer(below(100));
    const NodeId node = writer.create_node(
        {&label, 1}, {{key, Value::string("item:" + std::to_string(i))}, {p, value}});
    const std::int64_t day = today - below(days);
    if (!with_claims || i % 10 != 0) continue;
    ElementClaims all;
    all.claims = {claim("p", Value::integer(-1), always_known), claim("p", value, day)};
    set_days(all);
    writer.put_claims(ElementId::of(node), all);
  }
  for (std::int64_t i = 0; i < nodes * 5; ++i) {
    const auto start = static_cast<NodeId>(i / 5), end = static_cast<NodeId>(below(nodes));
    const RelationshipRef made = writer.create_relationship(type, start, end, {});
    const std::int64_t day = today - below(days);
    if (!with_claims || i % 20 != 0) continue;
    ElementClaims all;
    all.claims = {claim("", Value(), day)};
    all.start = start;
    all.end = end;
    set_days(all);
    writer.put_claims(ElementId::of(made.id), all);
  }
  if (with_claims) set_stored_day(writer, today);
  transaction->commit();
  database.session()->run("CREATE INDEX FOR (n:Item) ON (n.p)");
}

struct Query {
  const char* name;
  const char* text;
  int repeats;  // of short ones, in one measurement
};
constexpr Query queries[] = {
    {"one item by its key", "MATCH (n {key: 'item:77'}) RETURN n.p", 200},
    {"items by index, counted", "MATCH (n:Item {p: 42}) RETURN count(*)", 20},
    {"sum of a value over all items", "MATCH (n:Item) RETURN sum(n.p)", 1},
    {"ways of two citations, counted", "MATCH (:Item)-[:CITES]->()-[:CITES]->() RETURN count(*)",
     1},
    {"reached in up to four citations",
     "MATCH (n {key: 'item:77'})-[:CITES*1..4]->(m) RETURN count(DISTINCT m)", 1},
};

double run(Session& session, const std::string& prefix, const Query& query) {
  const std::string text = prefix + query.text;
  const Clock::time_point start = Clock::now();
  for (int i = 0; i < query.repeats; ++i) session.run(text);
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count() / query.repeats;
}

double median(std::vector<double> times) {
  std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
  return times[rounds / 2];
}

std::string as_of(std::int64_t day) { return "AS OF " + to_text(Value::date(Date{day})) + " "; }

}  // namespace

int main(int argc, char** argv) {
  const std::int64_t nodes = argc > 1 ? std::atoll(argv[1]) : 50000;
  Database plain({.path = "", .memory = true}), claims({.path = "", .memory = true});
  fill(plain, nodes, false);
  fill(claims, nodes, true);
  const auto without = plain.session(), with = claims.session();
  without->options().today = with->options().today = Date{today};
  // The first question about a day finds out what differs; it is measured by itself.
  const auto first = [&](std::int64_t day) { return run(*with, as_of(day), {"", "RETURN 1", 1}); };
  std::printf("first question about yesterday %.2f ms, about %d days ago %.2f ms\n",
              first(today - 1), static_cast<int>(days), first(today - days));
  std::printf("%-34s %12s %8s %10s %10s\n", "milliseconds", "no claims", "claims", "yesterday",
              "long ago");
  for (const Query& query : queries) {
    std::vector<double> times[4];
    for (int i = 0; i < rounds; ++i) {  // in turn, so that what else the machine does hits all
      times[0].push_back(run(*without, "", query));
      times[1].push_back(run(*with, "", query));
      times[2].push_back(run(*with, as_of(today - 1), query));
      times[3].push_back(run(*with, as_of(today - days), query));
    }
    const double base = median(times[0]);
    std::printf("%-34s %12.4f %8.2f %10.2f %10.2f\n", query.name, base, median(times[1]) / base,
                median(times[2]) / base, median(times[3]) / base);
  }
}
