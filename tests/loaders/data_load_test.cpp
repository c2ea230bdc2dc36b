// Loading a folder of data files into a graph: whole or not at all, and a newer version over an
// older one.

#include <gtest/gtest.h>

#include "data_files.hpp"
#include "graph/database.hpp"
#include "graph/store/view.hpp"
#include "graph/value/temporal/parse.hpp"
#include "graph/value/text.hpp"
#include "loaders/data_version.hpp"
#include "loaders/loader.hpp"

namespace normgraph::loaders {
namespace {

using test::DataFolder;

class DataLoad : public testing::Test {
 protected:
  DataLoad() : database(DatabaseOptions{.path = "", .memory = true, .read_only = false}) {}

  /// On a fixed day: what holds depends on it.
  Report load(const std::string& path, const Progress& progress = {}) {
    return loaders::load(database, path, progress, parse_date("2026-11-22"));
  }
  std::unique_ptr<store::Transaction> read() { return database.store().begin_read(); }
  static NodeId node(const store::GraphView& view, const std::string& key) {
    const auto found = view.lookup(no_label, view.find_key("key"), Value::string(key));
    return found && found->size() == 1 ? found->front() : no_node;
  }
  std::string property(const std::string& key, const char* name) {
    const auto transaction = read();
    const store::GraphView& view = transaction->view();
    const NodeId found = node(view, key);
    if (found == no_node) return "no node";
    return to_text(view.node_property(view.find_key(name), found));
  }
  std::uint64_t relationships(const char* type) {
    const auto transaction = read();
    const TypeId id = transaction->view().find_type(type);
    return id == no_type ? 0 : transaction->view().relationship_count(id);
  }

  Database database;
  DataFolder folder;
};

TEST_F(DataLoad, WritesWhatTheFilesSay) {
  const Report report = load(folder.path());
  EXPECT_FALSE(report.failed());
  EXPECT_EQ(report.nodes, 4u);
  EXPECT_EQ(report.relationships, 1u);
  EXPECT_EQ(property("art:9", "number"), "9");
  EXPECT_EQ(property("art:9", "sources"), "['S1']");
  EXPECT_EQ(property("wi:1", "stage"), "40.20");
  EXPECT_EQ(property("wi:1", "stage_since"), "2026-05-07");
  EXPECT_EQ(property("wi:1", "confidence"), "low");
  EXPECT_EQ(relationships("SUPPORTS"), 1u);
  const auto transaction = read();
  const store::GraphView& view = transaction->view();
  EXPECT_TRUE(view.has_label(node(view, "art:9"), view.find_label("Provision")));
  EXPECT_TRUE(view.metadata("schema"));
  EXPECT_EQ(loaded_version(database)->version, "1.0");
  EXPECT_EQ(loaded_version(database)->day, "2026-10-09");
}

TEST_F(DataLoad, ShowsProgress) {
  std::vector<double> shares;
  load(folder.path(), [&](double share, const std::string&) { shares.push_back(share); });
  ASSERT_FALSE(shares.empty());
  EXPECT_TRUE(std::is_sorted(shares.begin(), shares.end()));
  EXPECT_EQ(shares.back(), 1.0);
}

TEST_F(DataLoad, AProblemLoadsNothing) {
  folder.add_facts("{}\n");
  const Report report = load(folder.path());
  EXPECT_TRUE(report.failed());
  EXPECT_EQ(report.nodes, 0u);
  EXPECT_EQ(read()->view().node_count(), 0u);
  EXPECT_FALSE(loaded_version(database));
}

TEST_F(DataLoad, MissingFolder) {
  try {
    load("/nowhere/at/all");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "NG7001");
  }
}

TEST_F(DataLoad, WhatDoesNotExistTodayIsLeftOut) {
  folder.add_facts(
      R"({"label": "Article", "key": "art:old", "source": ["S1"], "exists": [{"to": "2020-01-01", "source": ["S1"]}]}
{"type": "SUPPORTS", "from": "wi:1", "to": "art:old", "source": ["S1"]}
)");
  EXPECT_FALSE(load(folder.path()).failed());
  EXPECT_EQ(property("art:old", "key"), "no node");
  EXPECT_EQ(relationships("SUPPORTS"), 1u);
}

TEST_F(DataLoad, ANewerVersionTakesThePlaceOfTheOlder) {
  load(folder.path());
  const auto session = database.session();
  session->run("MATCH (a {key: 'art:9'}) SET a.mine = 1 CREATE (a)<-[:MINE]-(:Note {text: 'x'})");
  folder.write("VERSION", "2.0 2026-11-01\n");
  folder.write("facts.jsonl",
               R"({"label": "Source", "key": "S1", "set": {"kind": "primary"}}
{"label": "Article", "key": "art:9", "set": {"number": 9, "since": "2027-12-02"}, "source": ["S1"]}
)");
  const Report report = load(folder.path());
  ASSERT_FALSE(report.failed());
  EXPECT_EQ(property("art:9", "since"), "2027-12-02");
  EXPECT_EQ(property("art:9", "title"), "null");  // no longer in the data
  EXPECT_EQ(property("art:9", "mine"), "1");      // the user's
  EXPECT_EQ(property("S2", "key"), "no node");
  EXPECT_EQ(property("wi:1", "key"), "no node");
  EXPECT_EQ(relationships("SUPPORTS"), 0u);
  EXPECT_EQ(relationships("MINE"), 1u);
  EXPECT_EQ(loaded_version(database)->version, "2.0");
}

TEST_F(DataLoad, WhatUsersLinkedStays) {
  load(folder.path());
  database.session()->run("MATCH (a {key: 'art:9'}) CREATE (a)<-[:MINE]-(:Note)");
  folder.write("facts.jsonl", R"({"label": "Source", "key": "S1", "set": {"kind": "primary"}})");
  const Report report = load(folder.path());
  EXPECT_FALSE(report.failed());
  ASSERT_EQ(report.problems.size(), 1u);
  EXPECT_TRUE(report.problems[0].warning);
  EXPECT_EQ(property("art:9", "number"), "9");
}

TEST_F(DataLoad, AKeyOfTheUserIsNotTaken) {
  database.session()->run("CREATE (:Note {key: 'art:9'})");
  const Report report = load(folder.path());
  ASSERT_EQ(report.problems.size(), 1u);
  EXPECT_EQ(report.problems[0].line, 3u);
  EXPECT_EQ(report.problems[0].field, "key");
  EXPECT_EQ(read()->view().node_count(), 1u);
}

TEST_F(DataLoad, ASingleFileUsesTheSchemaOfTheGraph) {
  load(folder.path());
  folder.write("more.jsonl",
               R"({"label": "Article", "key": "art:10", "set": {"number": 10}, "source": ["S1"]}
{"type": "SUPPORTS", "from": "wi:1", "to": "art:10", "source": ["S2"]}
)");
  EXPECT_FALSE(load(folder.path() + "/more.jsonl").failed());
  EXPECT_EQ(property("art:10", "number"), "10");
  EXPECT_EQ(relationships("SUPPORTS"), 2u);
  // It is not part of the shipped data: loading that again leaves it.
  EXPECT_FALSE(load(folder.path()).failed());
  EXPECT_EQ(property("art:10", "number"), "10");
}

TEST_F(DataLoad, TheShippedDataLoads) {
  const Report report = load(NORMGRAPH_SOURCE_DIR "/data");
  for (const Problem& problem : report.problems)
    ADD_FAILURE() << problem.file << ":" << problem.line << " " << problem.message;
  EXPECT_EQ(property("deadline:chapter3-annex3", "date"), "2027-12-02");
  EXPECT_EQ(property("deadline:chapter3-annex3", "moved_from"), "2026-08-02");
  EXPECT_EQ(property("deadline:D018", "moved_from"), "null");
  EXPECT_EQ(property("wi:18286", "designation"), "EN 18286:2026");
  EXPECT_EQ(property("wi:18286", "stage"), "60.60");
  EXPECT_EQ(property("wi:18228", "stage"), "40.60");
  EXPECT_EQ(property("wi:18228", "stage_since"), "2026-07-30");
  EXPECT_EQ(property("wi:18229-2-until-2026-06", "designation"), "null");
  EXPECT_EQ(property("M/613", "relation_to_predecessor"), "repeals and replaces");
  EXPECT_EQ(property("M/593/1", "in_force"), "false");
  EXPECT_EQ(property("aia:art:9", "applies_from"), "2027-12-02");
}

TEST_F(DataLoad, NamesOfTheSchemaAreKnownWithoutAnInstance) {
  load(NORMGRAPH_SOURCE_DIR "/data");
  const Answer answer =
      database.session()->run("MATCH (c:Citation)-[:CITATION_OF]->() RETURN c.decision");
  EXPECT_TRUE(answer.tables.at(0).rows.empty());
  EXPECT_TRUE(answer.warnings.empty());
}

}  // namespace
}  // namespace normgraph::loaders
