#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

#include "tests/support/store_fixture.hpp"

// Several processes on one file: readers while another writes, and the writer lock.

namespace normgraph::store {
namespace {

/// Runs a function in a process of its own, whose exit status is 0 when it returned true.
pid_t in_process(const std::function<bool()>& work) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  bool good = false;
  try {
    good = work();
  } catch (...) {
  }
  ::_exit(good ? 0 : 1);
}

bool ended_well(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// Each commit adds two nodes with the same number and an edge between them.
void add_pair(Store& store) {
  const auto write = store.begin_write();
  GraphWriter& writer = write->writer();
  const KeyId number = writer.intern_key("number");
  const auto n = static_cast<std::int64_t>(write->view().node_count() / 2);
  const NodeId a = writer.create_node({}, {{number, Value::integer(n)}});
  const NodeId b = writer.create_node({}, {{number, Value::integer(n)}});
  writer.create_relationship(writer.intern_type("PAIR"), a, b, {});
  write->commit();
}

/// A snapshot must hold whole pairs only, and never fewer than before.
bool read_pairs(const std::string& path, std::uint64_t until) {
  const auto store = open_store({.path = path, .read_only = true});
  std::uint64_t before = 0;
  while (before < until) {
    const auto read = store->begin_read();
    const GraphView& view = read->view();
    const std::uint64_t nodes = view.node_count();
    if (nodes % 2 != 0 || nodes < before) return false;
    if (nodes > 0 && view.relationship_count(0) != nodes / 2) return false;
    for (NodeId node = 0; node < view.node_limit(); ++node)
      if (view.node_property(0, node).as_integer() != node / 2) return false;
    before = nodes;
  }
  return true;
}

TEST(Processes, ReadersSeeWholeCommitsWhileTwoWritersTakeTurns) {
  const TemporaryFolder folder;
  const std::string path = folder.file("g");
  open_store({.path = path});
  std::vector<pid_t> children;
  for (int i = 0; i < 2; ++i) children.push_back(in_process([&] { return read_pairs(path, 120); }));
  for (int i = 0; i < 2; ++i)
    children.push_back(in_process([&] {
      const auto store = open_store({.path = path});
      for (int n = 0; n < 30; ++n) add_pair(*store);
      return true;
    }));
  for (const pid_t child : children) EXPECT_TRUE(ended_well(child));
  EXPECT_TRUE(open_store({.path = path})->verify().empty());
}

TEST(Processes, AWaitingWriterCanBeCancelledAndIsToldWhoWrites) {
  const TemporaryFolder folder;
  const std::string path = folder.file("g");
  const auto store = open_store({.path = path});
  const auto write = store->begin_write();
  const std::string holder = "process " + std::to_string(::getpid());
  const pid_t child = in_process([&] {
    const auto other = open_store({.path = path});
    int polls = 0;
    const auto enough = [](void* count) { return ++*static_cast<int*>(count) > 3; };
    try {
      other->begin_write(enough, &polls);
    } catch (const Error& error) {
      return error.code == "NG5011" && error.message.find(holder) != std::string::npos;
    }
    return false;
  });
  EXPECT_TRUE(ended_well(child));
}

TEST(Processes, OneProcessMayOpenAFileTwice) {
  const TemporaryFolder folder;
  const auto first = open_store({.path = folder.file("g")});
  const auto second = open_store({.path = folder.file("g")});
  add_pair(*first);
  EXPECT_EQ(second->begin_read()->view().node_count(), 2u);
  add_pair(*second);
  EXPECT_EQ(first->begin_read()->view().node_count(), 4u);
}

TEST(Processes, AKilledReaderDoesNotKeepOldPagesForever) {
  const TemporaryFolder folder;
  const std::string path = folder.file("g");
  const auto store = open_store({.path = path});
  add_pair(*store);
  EXPECT_TRUE(ended_well(in_process([&] {
    auto* read = open_store({.path = path}).release()->begin_read().release();
    return read->view().node_count() == 2;  // ends without giving its snapshot back
  })));
  for (int i = 0; i < 10; ++i) add_pair(*open_store({.path = path}));
  EXPECT_EQ(store->begin_read()->view().node_count(), 22u);
}

}  // namespace
}  // namespace normgraph::store
