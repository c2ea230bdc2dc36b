#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

#include "graph/store/layer.hpp"
#include "graph/store/snapshot.hpp"

namespace normgraph::store {

/// A snapshot and the layers above it, merged on reading. The one mechanism for everything that is
/// not in the file: the statement's writes lie over the transaction's. What no layer touches is
/// read straight from the snapshot.
class Overlay {
 public:
  explicit Overlay(const Snapshot& snapshot) : snapshot_(snapshot) {}
  Overlay(const Overlay&) = delete;
  Overlay& operator=(const Overlay&) = delete;

  const Snapshot& snapshot() const { return snapshot_; }
  bool empty() const { return layers_.empty(); }
  /// Bottom first.
  const std::vector<std::unique_ptr<Layer>>& layers() const { return layers_; }
  /// The layer that takes writes; made when there is none.
  Layer& top();
  void push();
  /// A layer made earlier over the same snapshot, with the label sets that it uses.
  void push(const Layer& layer, const LabelSets& label_sets);
  /// Folds the top layer into the one below it.
  void fold();
  /// Drops the top layer and the names that came with it.
  void drop();
  std::size_t depth() const { return layers_.size(); }
  /// Drops all layers. Nobody may read what came from them any more.
  void clear();
  /// Gives back what only readers of this moment may still use.
  void forget_dropped();

  // ---- names: those of the catalog, then those of this transaction ----
  NameTable new_labels, new_types, new_keys;
  const LabelSets& label_sets() const {
    return label_sets_ ? *label_sets_ : snapshot_.catalog().label_sets;
  }
  LabelSetCode label_set_code(const std::vector<LabelId>& labels);

  // ---- nodes ----
  NodeId node_limit() const;
  LabelSetCode label_set(NodeId node) const;
  bool changes_word(std::uint32_t word) const;

  // ---- relationships ----
  /// Whether a layer adds or removes relationships of the type.
  bool touches(TypeId type) const;
  std::uint64_t ordinal_limit(TypeId type) const;
  bool exists(RelationshipId relationship) const;
  Neighbours neighbours(NodeId node, TypeId type, Direction direction) const;
  std::size_t degree(NodeId node, TypeId type, Direction direction) const;

  // ---- properties ----
  bool touches(ColumnId column) const;
  /// The value in the layers; null pointer: they have none, ask the snapshot.
  const Value* find_cell(ColumnId column, std::uint64_t id) const;
  Value property(ColumnId column, std::uint64_t id) const;
  /// For readers of the layers' logs, whose lookups are made on reading.
  std::unique_lock<std::mutex> lock() const { return std::unique_lock(mutex_); }

 private:
  /// The list of a touched node, joined from the snapshot and the layers.
  struct MergedList {
    std::vector<NodeId> nodes;
    std::vector<std::uint64_t> ordinals;
    std::size_t added = 0, removed = 0;  // entries of the layers that are in it
    bool built = false;
  };
  struct ListId {
    NodeId node;
    TypeId type;
    Direction direction;
    friend bool operator==(const ListId&, const ListId&) = default;
  };
  struct ListHash {
    std::size_t operator()(const ListId& id) const noexcept {
      return (std::uint64_t{id.node} << 17 | std::uint64_t{id.type} << 1 |
              static_cast<std::uint64_t>(id.direction)) *
             0x9E3779B97F4A7C15u;
    }
  };
  using AtNodes = std::vector<std::pair<const RelationshipLog*, const RelationshipLog::AtNode*>>;
  AtNodes touching(NodeId node, TypeId type, Direction direction) const;
  void merge(MergedList& list, const Neighbours& stored, const AtNodes& parts,
             Direction direction) const;
  void append(MergedList& list, NodeId node, std::uint64_t ordinal) const;
  void retire(MergedList& list) const;
  void forget_lists();

  const Snapshot& snapshot_;
  std::vector<std::unique_ptr<Layer>> layers_;
  std::vector<std::unique_ptr<Layer>> dropped_;  // their strings may still be in use
  std::optional<LabelSets> label_sets_;          // the catalog's and more

  mutable std::mutex mutex_;  // guards the lists and the logs' lookups, for parallel readers
  mutable std::unordered_map<ListId, MergedList, ListHash> lists_;
  // Buffers that lists have outgrown, while a reader may still hold a span of them.
  mutable std::deque<MergedList> retired_;
};

}  // namespace normgraph::store
