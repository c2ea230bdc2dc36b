#include <random>

#include "tests/grammar/grammar_test_support.hpp"
#include "tests/support/random_ast.hpp"

// Printing a tree and reading it again gives the same tree. Trees are compared by their text, since
// that shows every part of them.

namespace normgraph {
namespace {

TEST(RoundTrip, RandomTreesReadBack) {
  for (std::uint32_t seed = 0; seed < 3000; ++seed) {
    const std::string printed = print(RandomAst(seed).statement());
    try {
      ASSERT_EQ(print(parse_statement(printed)), printed) << "seed " << seed;
    } catch (const Error& error) {
      FAIL() << "seed " << seed << "\n" << printed << "\n" << render(error, printed);
    }
  }
}

const std::vector<std::string> texts = {
    "match (a:A|B {x: 1})-[r:T*1..3 {y: 2}]->(b) where a.x > 3 and not (a)-->(b) or b:C return a.x "
    "as x, count(*) order by x desc limit 3",
    "merge (a:X {k: $k}) on create set a.n = 1, a += {z: [1, 2.5e3, 'q\\n']} on match set a:Y "
    "remove a.w return a",
    "unwind [x in range(1, 3) where x % 2 = 0 | x ^ 2] as y with distinct y where y is not null "
    "return [(a)-->(b) where a.v | b.v]",
    "call { match (n) return n limit 1 } with n call p.q(n.x) yield r as s foreach (i in [1] | "
    "create (:I {v: i})) return *",
    "return case x when 1 then 'a' else \"b\" end, all(v in l where v <> 2), reduce(s = 0, v in l "
    "| s + v), exists { (a)--(b) }, l[1..2]",
    "as of 2025-05-08 gaps in articles 8..15 of \"AI Act\" along coverage at least 40.20 due "
    "2026-Q3~ format csv into 'x.csv'",
    "trace article 10(2) to prEN ISO/IEC 42001:2023/A1:2025 via CITES, ANSWERS all",
    "timeline of work items where status = 'x' from [2024..2025-02] to 2028 next 6 months group by "
    "working group",
    "define late($a, $b = 3) as changes of WG4 since 2025-05 until 2026",
    "match p = any shortest ((x)-[:T]->(y) where x.v){1,5}(z), shortestPath((a)-[*]-(b)) filter p "
    "is null let q = 0x1F return q"};

/// One random change: a stretch removed, doubled or swapped with one of another text.
std::string mutate(std::mt19937& random, std::string text) {
  const auto below = [&](std::size_t n) {
    return n == 0 ? 0 : static_cast<std::size_t>(random()) % n;
  };
  for (std::size_t changes = 1 + below(3); changes > 0; --changes) {
    const std::size_t from = below(text.size());
    const std::size_t length = below(12);
    const std::string& other = texts[below(texts.size())];
    const std::string piece = other.substr(below(other.size()), below(12));
    switch (below(4)) {
      case 0:
        text.erase(from, length);
        break;
      case 1:
        text.insert(from, piece);
        break;
      case 2:
        text.replace(from, std::min(length, text.size() - from), piece);
        break;
      default:
        text.insert(from, text.substr(from, length));
        break;
    }
  }
  return text;
}

TEST(RoundTrip, MutatedTextsAreReadBackOrRefused) {
  std::mt19937 random(7);
  int read = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = mutate(random, texts[static_cast<std::size_t>(i) % texts.size()]);
    std::string printed;
    try {
      printed = print(parse_statement(text));
    } catch (const Error& error) {
      EXPECT_FALSE(error.message.empty());
      EXPECT_LE(error.span.offset + error.span.length, text.size()) << text;
      EXPECT_FALSE(render(error, text).empty());
      continue;
    }
    ++read;
    try {
      ASSERT_EQ(print(parse_statement(printed)), printed) << "from: " << text;
    } catch (const Error& error) {
      FAIL() << text << "\nprints as\n" << printed << "\n" << render(error, printed);
    }
  }
  EXPECT_GT(read, 500);  // otherwise the test would say nothing
}

}  // namespace
}  // namespace normgraph
