// The optimised plan and the plan in the order of the text must give the same rows, whatever the
// query: queries and graphs are generated, from fixed seeds.

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/graph/planner_support.hpp"

namespace normgraph::query::tests {
namespace {

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  void fill(MemoryGraph& graph) {
    std::vector<NodeId> nodes;
    for (int i = 0; i < 7; ++i) {
      std::vector<std::string> labels;
      if (chance(70)) labels.push_back(pick({"A", "B", "C"}));
      if (chance(20)) labels.push_back("D");
      nodes.push_back(
          graph.node(labels, {{"key", Value::string("n" + std::to_string(i))},
                              {"v", Value::integer(static_cast<std::int64_t>(number(3)))}}));
    }
    for (int i = 0; i < 11; ++i)
      graph.relationship(nodes[number(7)], pick({"R", "S"}), nodes[number(7)],
                         {{"w", Value::integer(static_cast<std::int64_t>(number(3)))}});
  }

  std::string query() {
    variables_.clear();
    relationships_ = 0;
    std::string text = "MATCH " + pattern() + condition();
    if (chance(30)) text += " OPTIONAL MATCH " + path() + condition();
    if (chance(25)) text += " MATCH " + path() + condition();
    return text + " " + result();
  }

 private:
  std::size_t number(std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_);
  }
  bool chance(std::size_t percent) { return number(100) < percent; }
  std::string pick(const std::vector<std::string>& of) { return of[number(of.size())]; }

  std::string node() {
    std::string name;
    if (chance(75)) {
      name = pick({"a", "b", "c", "d"});
      variables_.insert(name);
    }
    std::string text = "(" + name;
    if (chance(30)) text += ":" + pick({"A", "B", "C", "D", "A|B", "!C"});
    if (chance(10)) text += " {key: 'n" + std::to_string(number(7)) + "'}";
    if (chance(10)) text += text.back() == '}' ? "" : " {v: " + std::to_string(number(3)) + "}";
    return text + ")";
  }
  std::string step() {
    std::string inside;
    if (chance(30)) inside += "r" + std::to_string(relationships_++);
    if (chance(60)) inside += ":" + pick({"R", "S", "R|S"});
    if (chance(20)) inside += pick({"*1..2", "*0..2", "*2", "*..3"});
    if (chance(10)) inside += " {w: " + std::to_string(number(3)) + "}";
    const std::string middle = "-[" + inside + "]-";
    switch (number(3)) {
      case 0:
        return middle + ">";
      case 1:
        return "<" + middle;
      default:
        return middle;
    }
  }
  std::string path() {
    std::string text = node();
    for (std::size_t steps = number(3); steps > 0; --steps) text += step() + node();
    return text;
  }
  std::string pattern() { return chance(30) ? path() + ", " + path() : path(); }

  std::string variable() {
    if (variables_.empty()) return {};
    return pick(std::vector<std::string>(variables_.begin(), variables_.end()));
  }
  std::string condition() {
    const std::string x = variable(), y = variable();
    if (x.empty() || chance(40)) return {};
    const std::string one = simple_condition(x, y);
    return " WHERE " + (chance(40) ? one + pick({" AND ", " OR "}) + simple_condition(y, x) : one);
  }
  std::string simple_condition(const std::string& x, const std::string& y) {
    switch (number(6)) {
      case 0:
        return x + ".v " + pick({"=", "<", ">=", "<>"}) + " " + y + ".v";
      case 1:
        return x + ".key = 'n" + std::to_string(number(7)) + "'";
      case 2:
        return x + ":" + pick({"A", "B", "D"});
      case 3:
        return pick({"", "NOT "}) + "(" + x + ")" +
               pick({"-->()", "<-[:R]-(:A)", "-[:S*1..2]-(" + y + ")"});
      case 4:
        return pick({"", "NOT "}) + "EXISTS { MATCH (" + x + ")-->(z) WHERE z.v > 0 RETURN z }";
      default:
        return "COUNT { (" + x + ")-[:R]-() } " + pick({"=", "<"}) + " 2";
    }
  }
  std::string result() {
    std::string columns;
    for (const std::string& name : variables_)
      columns += (columns.empty() ? "" : ", ") + name + ".key";
    if (columns.empty() || chance(30)) return "RETURN count(*)";
    if (chance(30)) return "RETURN " + columns + ", count(*)";
    return std::string("RETURN ") + (chance(20) ? "DISTINCT " : "") + columns;
  }

  std::mt19937 random_;
  std::set<std::string> variables_;
  int relationships_ = 0;
};

TEST(PlannerRandom, OptimisedAndNaivePlansAgree) {
  int compared = 0;
  for (unsigned seed = 1; seed <= 40; ++seed) {
    Generator generator(seed);
    MemoryGraph graph;
    generator.fill(graph);
    for (int i = 0; i < 40; ++i) {
      const std::string query = generator.query();
      std::vector<std::string> naive, optimised;
      try {
        naive = rows_of(query, graph, false);
      } catch (const Error& error) {
        // A name used for two things, for instance: then both must refuse.
        EXPECT_THROW(rows_of(query, graph), Error) << query << "\n" << error.message;
        continue;
      }
      ASSERT_NO_THROW(optimised = rows_of(query, graph)) << query;
      ASSERT_EQ(optimised, naive) << "seed " << seed << ": " << query << "\n"
                                  << explain(query, graph);
      ++compared;
    }
  }
  EXPECT_GT(compared, 1000);
}

}  // namespace
}  // namespace normgraph::query::tests
