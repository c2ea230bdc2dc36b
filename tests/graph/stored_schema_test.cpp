// The schema of a graph is remembered by its text: two graphs, or two schemas one after the other,
// never get each other's.

#include "graph/stored_schema.hpp"

#include <gtest/gtest.h>

#include <string>

#include "graph/database.hpp"

namespace normgraph {
namespace {

std::string schema_with(const std::string& label) {
  return R"({"labels": {")" + label + R"(": {"singular": "thing", "plural": "things"}}})";
}

void set_schema(Database& database, const std::string& text) {
  const auto transaction = database.store().begin_write();
  transaction->writer().set_metadata("schema", text);
  transaction->commit();
}

std::shared_ptr<const Schema> schema_of(Database& database) {
  const auto transaction = database.store().begin_read();
  return stored_schema(transaction->view());
}

DatabaseOptions in_memory() { return {.path = "", .memory = true, .read_only = false}; }

TEST(StoredSchema, FollowsEachGraphAndEachChange) {
  Database one(in_memory()), other(in_memory());
  EXPECT_TRUE(schema_of(one)->labels.empty());
  set_schema(one, schema_with("Act"));
  set_schema(other, schema_with("Code"));
  const auto act = schema_of(one);
  EXPECT_NE(act->find_label("Act"), nullptr);
  EXPECT_EQ(schema_of(one), act) << "read again although it is the same";
  EXPECT_NE(schema_of(other)->find_label("Code"), nullptr);
  EXPECT_EQ(schema_of(other)->find_label("Act"), nullptr);
  set_schema(one, schema_with("Law"));
  EXPECT_NE(schema_of(one)->find_label("Law"), nullptr);
  EXPECT_NE(act->find_label("Act"), nullptr) << "the earlier one stays as it was";
}

}  // namespace
}  // namespace normgraph
