#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>

#include "tests/support/store_fixture.hpp"

// A process that writes is killed at a random moment: every transaction that it acknowledged must
// be there whole, and of the one under way all or nothing.

namespace normgraph::store {
namespace {

constexpr int nodes_a_transaction = 3;

/// Transaction n makes three nodes with `of` = n in a ring, and gives the first node `last` = n.
void write_one(Store& store, std::int64_t n) {
  const auto write = store.begin_write();
  write->begin_statement();
  GraphWriter& writer = write->writer();
  const KeyId of = writer.intern_key("of"), text = writer.intern_key("text");
  const LabelId label = writer.intern_label("L" + std::to_string(n % 5));
  const TypeId type = writer.intern_type("NEXT");
  NodeId nodes[nodes_a_transaction];
  for (NodeId& node : nodes)
    node = writer.create_node(
        std::array{label},
        {{of, Value::integer(n)},
         {text, Value::string(std::string(static_cast<std::size_t>(500 + n % 7000), 'x'))}});
  for (int i = 0; i < nodes_a_transaction; ++i)
    writer.create_relationship(type, nodes[i], nodes[(i + 1) % nodes_a_transaction],
                               {{of, Value::integer(n)}});
  writer.set_property(NodeId{0}, writer.intern_key("last"), Value::integer(n));
  write->keep_statement();
  write->commit();
}

[[noreturn]] void write_until_killed(const std::string& path, std::int64_t from, int pipe) {
  try {
    const auto store = open_store({.path = path});
    for (std::int64_t n = from;; ++n) {
      write_one(*store, n);
      if (::write(pipe, &n, sizeof(n)) != sizeof(n)) ::_exit(1);
    }
  } catch (...) {
    ::_exit(2);
  }
}

/// Checks the graph, and returns how many transactions are in it.
std::int64_t check_whole(const std::string& path) {
  const auto store = open_store({.path = path});
  EXPECT_EQ(store->verify(), std::vector<std::string>{});
  const auto read = store->begin_read();
  const GraphView& view = read->view();
  const auto count = static_cast<std::int64_t>(view.node_count()) / nodes_a_transaction;
  EXPECT_EQ(view.node_count() % nodes_a_transaction, 0u);
  if (count == 0) return 0;
  const KeyId of = view.find_key("of");
  for (NodeId node = 0; node < view.node_limit(); ++node) {
    EXPECT_EQ(view.node_property(of, node).as_integer(), node / nodes_a_transaction);
    const Neighbours next = view.neighbours(node, 0, Direction::Out);
    EXPECT_EQ(next.size(), 1u);
    EXPECT_EQ(next.nodes[0] / nodes_a_transaction, node / nodes_a_transaction);
    EXPECT_EQ(view.relationship_property(of, RelationshipId::of(0, next.ordinal(0))).as_integer(),
              node / nodes_a_transaction);
  }
  EXPECT_EQ(view.node_property(view.find_key("last"), NodeId{0}).as_integer(), count - 1);
  return count;
}

TEST(KilledWriter, LosesNothingThatItAcknowledged) {
  const TemporaryFolder folder;
  const std::string path = folder.file("g");
  std::mt19937 random(std::random_device{}());
  std::int64_t there = 0;
  for (int round = 0; round < 15 && !HasFailure(); ++round) {
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    const pid_t child = ::fork();
    if (child == 0) write_until_killed(path, there, pipe[1]);
    ::close(pipe[1]);
    ::usleep(static_cast<useconds_t>(random() % 120000));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself";
    std::int64_t acknowledged = there, n = 0;
    while (::read(pipe[0], &n, sizeof(n)) == sizeof(n)) acknowledged = n + 1;
    ::close(pipe[0]);
    const std::int64_t found = check_whole(path);
    EXPECT_GE(found, acknowledged);
    EXPECT_LE(found, acknowledged + 1);  // at most the one whose acknowledgement did not get out
    there = found;
  }
}

}  // namespace
}  // namespace normgraph::store
