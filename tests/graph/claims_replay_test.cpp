// Every query at every time gives what a graph built from only the claims valid then gives: claims
// on generated histories, asked with AS OF and KNOWN BY, against plain graphs.

#include <gtest/gtest.h>

#include "graph/claims/in_force.hpp"
#include "graph/claims/resolve.hpp"
#include "graph/store/view.hpp"
#include "graph/time/presence.hpp"
#include "graph/time/stored_day.hpp"
#include "graph/value/period.hpp"
#include "graph/value/text.hpp"
#include "tests/support/claim_histories.hpp"

namespace normgraph::tests {
namespace {

store::PropertyList values(store::GraphWriter& writer, const NodeHistory& node, When when) {
  store::PropertyList list{{writer.intern_key("key"), Value::string(node.key)}};
  for (const auto& [name, value] : properties_in_force(node.claims, {}, Schema(), when))
    list.emplace_back(writer.intern_key(name), value);
  return list;
}
/// The graph of a stored day, with all claims.
std::unique_ptr<Database> with_claims(const History& history, std::int64_t stored) {
  auto database = empty_graph();
  const auto transaction = database->store().begin_write();
  transaction->begin_statement();
  const store::GraphView& view = transaction->view();
  store::GraphWriter& writer = transaction->writer();
  const When when{.day = stored};
  std::vector<NodeId> nodes;
  for (const NodeHistory& node : history.nodes) {
    const LabelId label = writer.intern_label(node.label);
    nodes.push_back(writer.create_node({&label, 1}, values(writer, node, when)));
    ElementClaims claims;
    claims.claims = node.claims;
    set_days(claims);
    writer.put_claims(ElementId::of(nodes.back()), claims);
  }
  for (const RelationshipHistory& each : history.relationships) {
    const RelationshipRef made =
        writer.create_relationship(writer.intern_type("R"), nodes[each.start], nodes[each.end],
                                   {{writer.intern_key("w"), Value::integer(each.weight)}});
    ElementClaims claims;
    claims.claims = each.claims;
    claims.start = made.start;
    claims.end = made.end;
    const auto start = view.claims(ElementId::of(made.start));
    const auto end = view.claims(ElementId::of(made.end));
    set_days(claims, &*start, &*end);
    writer.put_claims(ElementId::of(made.id), claims);
    if (!exists_by_claims(each.claims, when)) make_absent(view, writer, made);
  }
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (!exists_by_claims(history.nodes[i].claims, when)) make_absent(view, writer, nodes[i]);
  set_stored_day(writer, stored);
  transaction->keep_statement();
  transaction->commit();
  return database;
}
class Replay : public testing::TestWithParam<unsigned> {};

TEST_P(Replay, AsOfAndKnownBy) {
  Generator random(GetParam());
  const History history = random.history();
  const std::int64_t stored = random.day();
  const auto database = with_claims(history, stored);
  const auto session = database->session();
  session->options().today = Date{stored};
  compare(*session, "", history, {.day = stored});
  for (int i = 0; i < 6 && !HasFatalFailure(); ++i) {
    const When when{.day = random.day(), .known_by = random.day()};
    compare(*session, "AS OF " + date(when.day) + " ", history, {.day = when.day});
    compare(*session, "AS OF " + date(when.day) + " KNOWN BY " + date(when.known_by) + " ", history,
            when);
    compare(*session, "AS KNOWN ON " + date(when.day) + " ", history, {when.day, when.day});
    compare(*session, "KNOWN BY " + date(when.known_by) + " ", history, {stored, when.known_by});
  }
  EXPECT_TRUE(database->store().verify().empty());
}

TEST_P(Replay, TodayMovesOnAndWritesMoveTheStoredDay) {
  Generator random(GetParam() + 1000);
  const History history = random.history();
  const auto database = with_claims(history, random.day());
  const auto session = database->session();
  for (int i = 0; i < 5 && !HasFatalFailure(); ++i) {
    const std::int64_t today = random.day();
    session->options().today = Date{today};
    compare(*session, "", history, {.day = today});
    session->run("CREATE (x:Scratch {p: 1}) WITH x DELETE x");
    compare(*session, "", history, {.day = today});
    const std::int64_t other = random.day();
    compare(*session, "AS OF " + date(other) + " ", history, {.day = other});
  }
  const std::vector<std::string> problems = database->store().verify();
  EXPECT_TRUE(problems.empty()) << problems.front();
}

TEST_P(Replay, InsideATransaction) {
  Generator random(GetParam() + 2000);
  const History history = random.history();
  const std::int64_t stored = random.day();
  const auto database = with_claims(history, stored);
  const auto session = database->session();
  session->options().today = Date{stored};
  session->run("BEGIN");
  session->run("CREATE (:Scratch {key: 'new'})");
  const std::int64_t day = random.day();
  EXPECT_EQ(answer(*session, "AS OF " + date(day) + " MATCH (n:Scratch) RETURN n.key"), "new \n");
  session->run("MATCH (n:Scratch) DELETE n");
  compare(*session, "AS OF " + date(day) + " ", history, {.day = day});
  compare(*session, "", history, {.day = stored});
  session->run("ROLLBACK");
}
TEST_P(Replay, OptionsOfTheSessionAndSavedStatements) {
  Generator random(GetParam() + 4000);
  const History history = random.history();
  const std::int64_t stored = random.day();
  const auto database = with_claims(history, stored);
  const auto session = database->session();
  session->options().today = Date{stored};
  session->run("DEFINE links AS MATCH (a)-[r:R]->(b) RETURN a.key, r.w, b.key ORDER BY r.w");
  const When when{.day = random.day(), .known_by = random.day()};
  const auto plain = valid_at(history, when);
  const auto other = plain->session();
  const std::string links =
      answer(*other, "MATCH (a)-[r:R]->(b) RETURN a.key, r.w, b.key ORDER BY r.w");
  EXPECT_EQ(answer(*session,
                   "AS OF " + date(when.day) + " KNOWN BY " + date(when.known_by) + " RUN links"),
            links);
  session->options().as_of = Date{when.day};
  session->options().known_by = Date{when.known_by};
  EXPECT_EQ(answer(*session, "RUN links"), links);
  compare(*session, "", history, when);
  EXPECT_THROW(session->run("CREATE ()"), Error);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Replay, testing::Range(1u, 25u));

TEST(OtherTimes, RelationshipsThatEndedFollowWhatIsSaidOfTheirEndsLater) {
  const auto database = empty_graph();
  const auto session = database->session();
  const auto today = [&](const char* day) {
    session->options().today = Date{parse_period(day).first};
  };
  today("2026-11-21");
  session->run("CREATE ({key: 'a'})-[:R]->({key: 'b'})");
  session->run("MATCH ()-[r:R]->() DELETE r EFFECTIVE 2026-01-01 SOURCE 's'");
  session->run("MATCH (b {key: 'b'}) DELETE b EFFECTIVE 2025-06-01 SOURCE 's'");
  today("2025-08-01");
  session->run("CREATE (:Scratch)");  // the stored day is between the two ends now
  const std::string links = "MATCH ()-[r:R]->() RETURN count(r)";
  EXPECT_EQ(answer(*session, links), "0 \n");
  EXPECT_EQ(answer(*session, "AS OF 2025-03-01 " + links), "1 \n");
  EXPECT_EQ(answer(*session, "AS OF 2025-06-01 " + links), "0 \n");
}

TEST(OtherTimes, CannotBeWritten) {
  const auto database = empty_graph();
  const auto session = database->session();
  try {
    session->run("AS OF 2025-05-08 CREATE (:X)");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "NG2903");
  }
  EXPECT_EQ(answer(*session, "MATCH (x:X) RETURN count(x)"), "0 \n");
}

TEST(OtherTimes, TodayIsTheDayAskedFor) {
  const auto session = empty_graph();
  const auto asking = session->session();
  EXPECT_EQ(answer(*asking, "AS OF 2025-05 RETURN date()"), "2025-05-31 \n");
  EXPECT_EQ(answer(*asking, "AS OF 2025-Q1 RETURN date()"), "2025-03-31 \n");
}

TEST(OtherTimes, DaysThatDoNotExist) {
  const auto database = empty_graph();
  const auto session = database->session();
  for (const char* text : {"AS OF 2025-02-30 RETURN 1", "KNOWN BY 2025-13 RETURN 1"})
    EXPECT_THROW(session->run(text), Error) << text;
}

}  // namespace
}  // namespace normgraph::tests
