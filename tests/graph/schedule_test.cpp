// Schedules of work items by a small process, read from the definitions of a graph.

#include "graph/process/schedule.hpp"

#include <gtest/gtest.h>

#include "graph/database.hpp"
#include "graph/value/period.hpp"

namespace normgraph {
namespace {

class ScheduleTest : public testing::Test {
 protected:
  void define(const std::string& process) {
    const auto transaction = database_.store().begin_write();
    transaction->writer().set_metadata("definitions", "{\"process\": " + process + "}");
    transaction->commit();
  }
  Value ask(const std::string& query) {
    const Answer answer = session_->run(query);
    return answer.tables.at(0).rows.at(0).at(0);
  }
  std::string text(const std::string& query) {
    const Value value = ask(query);
    return value.type() == Type::Period ? to_text(value.as_period()) : "null";
  }
  std::string code_of(const std::string& query) {
    try {
      session_->run(query);
    } catch (const Error& error) {
      return error.code;
    }
    return "";
  }
  void SetUp() override { session_->options().today = Date{20'000}; }  // 2024-10-04

  Database database_{DatabaseOptions{.path = "", .memory = true}};
  std::unique_ptr<Session> session_ = database_.session();
};

constexpr const char* steps =
    "{\"templates\": {\"made\": {\"for\": {\"kind\": [\"a\", \"b\"]}, \"steps\": [{\"stage\": "
    "\"20\"}, {\"stage\": \"30\", \"step\": \"rule\"}, {\"stage\": \"done\", \"assumed\": "
    "{\"least\": \"P1M\", \"most\": \"P2M\"}}]}}}";

TEST_F(ScheduleTest, DurationsAreThoseOfNodes) {
  define(steps);
  session_->run("CREATE (:Rule {key: 'rule', least: duration('P10D'), most: duration('P20D')})");
  session_->run(
      "CREATE (:Item {kind: 'b', stage: stage('20.00'), stage_since: date('2024-10-01')})");
  EXPECT_EQ(text("MATCH (i:Item) RETURN forecast(i, '30')"), "[2024-10-11..2024-10-21]");
  EXPECT_EQ(text("MATCH (i:Item) RETURN forecast(i, 'done')"), "2024-10-11/");
  EXPECT_EQ(text("ASSUME DURATIONS MATCH (i:Item) RETURN forecast(i, 'done')"),
            "[2024-11-11..2024-12-21]");
  session_->options().assume = true;
  EXPECT_TRUE(ask("MATCH (i:Item) RETURN milestone(i, 'done').assumed").as_boolean());
  EXPECT_FALSE(ask("MATCH (i:Item) RETURN milestone(i, '30').assumed").as_boolean());
}

TEST_F(ScheduleTest, WhatIsNotReportedIsStillToCome) {
  define(steps);
  session_->run("CREATE (:Rule {key: 'rule', least: duration('P1D'), most: duration('P30D')})");
  session_->run(
      "CREATE (:Item {kind: 'a', stage: stage('20.00'), stage_since: date('2024-09-20')})");
  EXPECT_EQ(text("MATCH (i:Item) RETURN forecast(i, '30')"), "[2024-10-04..2024-10-20]");
  session_->run("MATCH (i:Item) SET i.stage_since = date('2024-01-01')");
  EXPECT_TRUE(ask("MATCH (i:Item) RETURN forecast(i, '30')").is_null());  // its time has passed
}

TEST_F(ScheduleTest, OtherThingsHaveNone) {
  EXPECT_TRUE(ask("CREATE (i:Item {kind: 'a'}) RETURN schedule(i)").as_list().empty());
  define(steps);
  EXPECT_TRUE(ask("CREATE (i:Item {kind: 'c'}) RETURN schedule(i)").as_list().empty());
  EXPECT_TRUE(ask("CREATE (i:Item {kind: 'a'}) RETURN forecast(i, 'nothing')").is_null());
  EXPECT_TRUE(ask("CREATE (i:Item {kind: 'a'}) RETURN forecast(i, 'done')").is_null());
}

TEST_F(ScheduleTest, BackwardsFromADeadline) {
  define(steps);
  session_->run("CREATE (:Rule {key: 'rule', least: duration('P10D'), most: duration('P20D')})");
  session_->run("CREATE (:Item {kind: 'a', stage: stage('20')})");
  const std::string latest =
      "MATCH (i:Item) RETURN [s IN schedule(i, date('2025-06-30')) | "
      "toString(s.latest) + ' ' + coalesce(toString(s.safe), '-')]";
  const auto texts = [&](const std::string& query) {
    std::string all;
    const Value list = ask(query);
    for (const Value& text : list.as_list()) all += text.as_string() + ", ";
    return all;
  };
  EXPECT_EQ(texts(latest), "2025-06-20 -, 2025-06-30 -, 2025-06-30 2025-06-30, ");
  EXPECT_EQ(texts("ASSUME DURATIONS " + latest),
            "2025-05-20 2025-04-10, 2025-05-30 2025-04-30, 2025-06-30 2025-06-30, ");
}

TEST_F(ScheduleTest, AProcessThatCannotBeReadIsAnError) {
  session_->run("CREATE (:Item {kind: 'a'})");
  for (const char* wrong :
       {"3", "{\"templates\": {\"x\": 1}}", "{\"templates\": {\"x\": {\"steps\": []}}}",
        "{\"templates\": {\"x\": {\"steps\": [{\"step\": \"s\"}]}}}",
        "{\"templates\": {\"x\": {\"steps\": [{\"stage\": \"a\", \"assumed\": {\"least\": "
        "\"long\"}}]}}}",
        "{\"setbacks\": [{}]}", "{\"reached\": {\"cited\": {\"path\": [3]}}}",
        "{\"deadlines\": {\"path\": [\"A\"], \"where\": {\"x\": []}}}"}) {
    define(wrong);
    EXPECT_EQ(code_of("MATCH (i:Item) RETURN forecast(i, 'done')"), "NG4020") << wrong;
  }
}

}  // namespace
}  // namespace normgraph
