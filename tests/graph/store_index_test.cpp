#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "graph/store/index_run.hpp"
#include "graph/store/layout.hpp"
#include "tests/support/store_fixture.hpp"

// Indexes over many commits: the same nodes as in a map, by value and by range.

namespace normgraph::store {
namespace {

/// Values that share long beginnings, some of them longer than what an index keeps of a text.
Value random_text(std::mt19937& random) {
  static const std::string common(300, 'c');
  std::string text = random() % 3 == 0 ? common : "";
  text += "item/" + std::to_string(random() % 2000);
  if (random() % 50 == 0) text.append(200 + random() % 50, static_cast<char>('a' + random() % 3));
  if (random() % 50 == 0) text.push_back('\0');
  return Value::string(text);
}

class StoreIndex : public testing::Test {
 protected:
  StoreIndex() {
    const auto write = store_->begin_write();
    label_ = write->writer().intern_label("Item");
    key_ = write->writer().intern_key("text");
    write->writer().create_index({"texts", "Item", "text", false});
    write->commit();
  }

  void change_once(Transaction& write, std::mt19937& random) {
    GraphWriter& writer = write.writer();
    if (values_.empty() || random() % 3 == 0) {
      const Value value = random_text(random);
      values_[writer.create_node(std::array{label_}, {{key_, value}})] = value;
      return;
    }
    const auto found = values_.lower_bound(
        static_cast<NodeId>(random() % (std::uint64_t{values_.rbegin()->first} + 1)));
    switch (random() % 4) {
      case 0:
        writer.delete_node(found->first);
        break;
      case 1:
        writer.remove_label(found->first, label_);
        break;
      case 2:
        writer.set_property(found->first, key_, Value());
        break;
      default:
        found->second = random_text(random);
        writer.set_property(found->first, key_, found->second);
        return;
    }
    values_.erase(found);
  }

  std::vector<NodeId> expected_in(const std::string& low, const std::string& high) const {
    std::vector<NodeId> nodes;
    for (const auto& [node, value] : values_)
      if (value.as_string() >= low && value.as_string() <= high) nodes.push_back(node);
    return nodes;
  }

  void expect_lookups(std::mt19937& random) const {
    const auto read = store_->begin_read();
    for (int i = 0; i < 60; ++i) {
      const Value value = random_text(random);
      const std::string text(value.as_string());
      EXPECT_EQ(read->view().lookup(label_, key_, value), expected_in(text, text));
      const Value high = Value::string(text + "5");
      const auto in_range = read->view().lookup_range(label_, key_, {value, high});
      if (!in_range) continue;  // most nodes are in it
      for (const NodeId node : expected_in(text, text + "5"))
        EXPECT_TRUE(std::ranges::binary_search(*in_range, node)) << node;
    }
  }

  const std::unique_ptr<Store> store_ = open_store({.memory = true});
  LabelId label_ = no_label;
  KeyId key_ = no_key;
  std::map<NodeId, Value> values_;  // of nodes with label and property
};

TEST_F(StoreIndex, RandomCommitsAgreeWithAMap) {
  std::mt19937 random(11);
  for (const int changes : {3000, 1, 5, 400, 1, 2000, 50, 50, 3000}) {
    const auto write = store_->begin_write();
    for (int i = 0; i < changes; ++i) change_once(*write, random);
    write->commit();
    expect_lookups(random);
    EXPECT_EQ(store_->verify(), std::vector<std::string>{});
  }
}

TEST_F(StoreIndex, AnIndexThatIsEmptiedFindsNothingAndFillsAgain) {
  std::mt19937 random(12);
  for (int round = 0; round < 3; ++round) {
    {
      const auto write = store_->begin_write();
      for (int i = 0; i < 500; ++i) {
        const Value value = random_text(random);
        values_[write->writer().create_node(std::array{label_}, {{key_, value}})] = value;
      }
      write->commit();
    }
    expect_lookups(random);
    const auto write = store_->begin_write();
    for (const auto& [node, value] : values_) write->writer().delete_node(node);
    values_.clear();
    write->commit();
    expect_lookups(random);
    EXPECT_EQ(store_->verify(), std::vector<std::string>{});
  }
}

TEST(IndexRun, EntriesThatShareTheirBeginningsTakeFewBytes) {
  std::vector<std::string> entries;
  for (NodeId node = 0; node < 10000; ++node)
    entries.push_back(index_entry("REG-" + std::to_string(1000000 + node), node));
  std::size_t bytes = 0, runs = 0;
  std::vector<std::string> found;
  write_index_runs(7, entries, [&](const std::string& key, RecordWriter run) {
    EXPECT_EQ(key, index_prefix(7) + entries[found.size()]);
    EXPECT_LE(run.bytes().size(), index_run_bytes);
    bytes += key.size() + run.bytes().size();
    ++runs;
    for (IndexRun each(run.bytes()); each.next();) found.push_back(each.entry());
  });
  EXPECT_EQ(found, entries);
  EXPECT_GT(runs, 50u);
  EXPECT_LT(bytes, entries.size() * 11);
}

TEST(IndexRun, SeeksLikeABinarySearchOverAllEntries) {
  std::mt19937 random(13);
  const auto word = [&] {  // of few letters, and often longer than what neighbours can share
    std::string text(random() % 4 == 0 ? 250 + random() % 10 : random() % 6, 'a');
    for (int i = 0; i < 3; ++i) text.push_back(static_cast<char>('a' + random() % 2));
    return text;
  };
  for (int round = 0; round < 200; ++round) {
    std::vector<std::string> entries;
    for (std::size_t i = random() % 30; i-- > 0;)
      entries.push_back(index_entry(word(), static_cast<NodeId>(random() % 3)));
    std::ranges::sort(entries);
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
    std::vector<std::string> runs;
    write_index_runs(0, entries, [&](const std::string&, RecordWriter run) {
      runs.push_back(std::move(run.bytes()));
    });
    const std::string wanted = word();
    std::vector<std::string> found;
    for (const std::string& run : runs) {
      IndexRun each(run);
      for (bool more = each.seek(wanted); more; more = each.next()) found.push_back(each.entry());
    }
    entries.erase(entries.begin(), std::ranges::lower_bound(entries, wanted));
    EXPECT_EQ(found, entries) << wanted;
  }
}

TEST(IndexRun, BytesThatAreNoRunAreRefused) {
  RecordWriter run;
  run.put(std::uint8_t{9});  // shares nine bytes with nothing
  run.put(std::uint16_t{4});
  run.put_bytes("abcd");
  IndexRun wrong(run.bytes());
  EXPECT_THROW(wrong.next(), Error);
  RecordWriter cut;
  cut.put(std::uint8_t{0});
  cut.put(std::uint16_t{40});
  cut.put_bytes("abcd");
  IndexRun too_short(cut.bytes());
  EXPECT_THROW(too_short.next(), Error);
}

}  // namespace
}  // namespace normgraph::store
