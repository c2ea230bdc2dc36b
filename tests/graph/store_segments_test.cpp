#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <random>

#include "graph/store/adjacency_segment.hpp"
#include "graph/store/column_segment.hpp"

// Segments to bytes and back: every way in which ordinals are stored, and texts of one length.

namespace normgraph::store {
namespace {

struct Relationship {
  NodeId start, end;
};

/// What lists in the other direction hold when relationships were numbered in this order.
AdjacencyLists lists_by_end(const std::vector<Relationship>& relationships, NodeId ends) {
  std::vector<std::vector<NeighbourEntry>> by_end(ends);
  for (std::size_t i = 0; i < relationships.size(); ++i)
    by_end[relationships[i].end].push_back({relationships[i].start, i});
  AdjacencyLists lists;
  for (auto& list : by_end) {
    std::ranges::sort(list);
    lists.entries.insert(lists.entries.end(), list.begin(), list.end());
    lists.offsets.push_back(static_cast<std::uint32_t>(lists.entries.size()));
  }
  return lists;
}

/// Encodes and reads back; the head of what was written.
AdjacencyHeader expect_same(const AdjacencyLists& lists, std::size_t* bytes = nullptr) {
  const auto sources = static_cast<std::uint32_t>(lists.sources());
  RecordWriter record = encode_adjacency(0, sources, lists, 0, sources);
  if (bytes) *bytes = record.bytes().size();
  const AdjacencySegment segment{AlignedRecord(record.bytes())};
  for (NodeId source = 0; source < sources; ++source) {
    const auto expected = lists.list(source);
    if (!segment.has_list(source)) {
      EXPECT_TRUE(expected.empty());
      continue;
    }
    const Neighbours found = segment.list(source);
    EXPECT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found.nodes[i], expected[i].node);
      EXPECT_EQ(found.ordinal(i), expected[i].ordinal) << source << ": " << i;
    }
  }
  return segment.header();
}

std::vector<Relationship> sorted_relationships(std::mt19937& random, NodeId starts, NodeId ends,
                                               unsigned most) {
  std::vector<Relationship> relationships;
  for (NodeId start = 0; start < starts; ++start) {
    std::vector<NodeId> found(random() % (most + 1));
    for (NodeId& end : found) end = static_cast<NodeId>(random() % ends);
    std::ranges::sort(found);
    for (const NodeId end : found) relationships.push_back({start, end});
  }
  return relationships;
}

TEST(AdjacencySegment, OrdinalsOfASortedLoadTakeAtMostTwoBytes) {
  std::mt19937 random(1);
  const auto lists = lists_by_end(sorted_relationships(random, 200000, 1024, 2), 1024);
  std::size_t bytes = 0;
  const AdjacencyHeader head = expect_same(lists, &bytes);
  EXPECT_LE(head.ordinal_width, 2);
  EXPECT_GT(head.stretches, 1u);
  EXPECT_LT(bytes, lists.entries.size() * 6 + lists.sources() * 4 + 1000);
}

TEST(AdjacencySegment, OrdinalsInOrderAreNotStored) {
  AdjacencyLists lists;
  for (NodeId source = 0; source < 64; ++source) {
    for (NodeId i = 0; i < source % 4; ++i) lists.entries.push_back({i, 70 + lists.entries.size()});
    lists.offsets.push_back(static_cast<std::uint32_t>(lists.entries.size()));
  }
  EXPECT_EQ(expect_same(lists).ordinal_width, 0);
}

TEST(AdjacencySegment, FewRelationshipsTakeOneByte) {
  std::mt19937 random(2);
  const AdjacencyHeader head =
      expect_same(lists_by_end(sorted_relationships(random, 60, 512, 3), 512));
  EXPECT_EQ(head.ordinal_width, 1);
  EXPECT_EQ(head.stretches, 1u);
}

TEST(AdjacencySegment, OrdinalsInNoOrderTakeWhatTheLargestNeeds) {
  std::mt19937 random(3);
  for (const std::uint64_t most : {200ull, 60000ull, 4000000000ull, 1000000000000ull}) {
    AdjacencyLists lists;
    for (NodeId source = 0; source < 256; ++source) {
      std::vector<NeighbourEntry> list(random() % 5);
      for (NeighbourEntry& entry : list)
        entry = {static_cast<NodeId>(random()), (std::uint64_t{random()} << 20 | random()) % most};
      std::ranges::sort(list);
      lists.entries.insert(lists.entries.end(), list.begin(), list.end());
      lists.offsets.push_back(static_cast<std::uint32_t>(lists.entries.size()));
    }
    EXPECT_EQ(expect_same(lists).ordinal_width, most == 200          ? 1
                                                : most == 60000      ? 2
                                                : most == 4000000000 ? 4
                                                                     : 8);
  }
}

TEST(AdjacencySegment, LateRelationshipsAmongSortedOnesStayRight) {
  std::mt19937 random(4);
  for (int round = 0; round < 20; ++round) {
    auto relationships = sorted_relationships(random, 5000, 128, 3);
    for (int late = 0; late < round; ++late)
      relationships.push_back(
          {static_cast<NodeId>(random() % 3000000000), static_cast<NodeId>(random() % 128)});
    expect_same(lists_by_end(relationships, 128));
  }
}

TEST(AdjacencySegment, ParallelRelationshipsHaveTheirOwnOrdinals) {
  std::vector<Relationship> relationships;
  for (NodeId start = 0; start < 3000; ++start)
    for (int i = 0; i < 3; ++i) relationships.push_back({start, start / 100});
  expect_same(lists_by_end(relationships, 32));
}

TEST(AdjacencySegment, StretchesThatDoNotReachAllNeighboursAreReadWithoutHarm) {
  std::mt19937 random(5);
  const auto lists = lists_by_end(sorted_relationships(random, 200000, 1024, 2), 1024);
  RecordWriter record = encode_adjacency(0, 1024, lists, 0, 1024);
  AdjacencyHeader head;
  std::memcpy(&head, record.bytes().data() + record_hash_size, sizeof(head));
  head.first_stretch += 1000;
  std::memcpy(record.bytes().data() + record_hash_size, &head, sizeof(head));
  const AdjacencySegment segment{AlignedRecord(record.bytes())};
  for (NodeId source = 0; source < 1024; ++source)
    EXPECT_LT(segment.list(source).ordinal(0), head.base + 65536);
}

TEST(ColumnSegment, TextsOfTheSameLengthHaveNoOffsets) {
  for (const std::uint32_t step : {1u, 3u, 40u}) {  // all have one, a bitmap, a list
    std::vector<std::string> texts;
    for (std::uint32_t i = 0; i < 256; ++i) texts.push_back("WI-" + std::to_string(1000 + i));
    std::vector<PlacedCell> cells;
    for (std::uint32_t i = 0; i < texts.size(); i += step)
      cells.push_back({i, {StoredType::String, 0, texts[i]}});
    RecordWriter record = encode_column(0, 256, cells);
    const ColumnSegment segment{AlignedRecord(record.bytes())};
    EXPECT_EQ(segment.header().encoding, ColumnEncoding::Fixed);
    for (std::uint32_t i = 0, slot = 0; i < texts.size(); ++i) {
      ASSERT_EQ(segment.find(i, slot), i % step == 0);
      if (i % step == 0) {
        EXPECT_EQ(segment.bytes(slot), texts[i]);
      }
    }
    texts[0] += "x";
    cells[0].cell.bytes = texts[0];
    RecordWriter longer = encode_column(0, 256, cells);
    EXPECT_EQ(ColumnSegment{AlignedRecord(longer.bytes())}.header().encoding, ColumnEncoding::Text);
  }
}

}  // namespace
}  // namespace normgraph::store
