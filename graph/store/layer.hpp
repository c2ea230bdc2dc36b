#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "graph/claims/claim.hpp"
#include "graph/ids.hpp"
#include "graph/store/layout.hpp"
#include "graph/store/node_segment.hpp"
#include "graph/store/view.hpp"
#include "graph/value/value.hpp"

// Differences from what lies below: from the snapshot, or from another layer. Everything is written
// to logs, in the order in which it happened; lookups into a log are made when somebody first reads
// it, so that a statement that only writes never pays for them.

namespace normgraph::store {

/// Property values set in a layer, for one column.
class CellLog {
 public:
  struct Entry {
    std::uint64_t id = 0;
    Value value;  // null: removed
  };

  void set(std::uint64_t id, const Value& value);
  /// The newest value of an element; null pointer: this layer has none.
  const Value* find(std::uint64_t id) const;
  /// Ids that were at some time given a value of this hash; some may have another one by now.
  const std::vector<std::uint64_t>* with_hash(std::size_t hash) const;
  /// Entries in the order of writing, none ever overwritten: vectors may point to their strings.
  const std::vector<Entry>& entries() const { return entries_; }
  void append(CellLog&& later);

 private:
  std::vector<Entry> entries_;
  std::uint64_t least_ = UINT64_MAX, most_ = 0;
  mutable std::unordered_map<std::uint64_t, std::size_t> newest_;
  mutable std::size_t seen_ = 0;  // entries that newest_ knows
  mutable std::unordered_map<std::size_t, std::vector<std::uint64_t>> hashes_;
  mutable std::size_t hashed_ = 0;  // entries that hashes_ knows
};

/// Relationships of one type, created and deleted in a layer.
class RelationshipLog {
 public:
  struct Ends {
    NodeId start = no_node, end = no_node;
  };
  /// What concerns one node, seen in one direction.
  struct AtNode {
    std::vector<std::uint64_t> added, removed;  // ordinals
  };

  explicit RelationshipLog(std::uint64_t first) : first_(first) {}
  std::uint64_t first() const { return first_; }
  /// One above the last ordinal given.
  std::uint64_t limit() const { return first_ + added_.size(); }
  std::uint64_t add(NodeId start, NodeId end);
  void remove(const RelationshipRef& relationship);
  bool is_removed(std::uint64_t ordinal) const { return removed_ordinals_.contains(ordinal); }
  /// Null: nothing in this layer touches the node.
  const AtNode* at(NodeId node, Direction direction) const;
  /// Of a relationship added here.
  Ends ends(std::uint64_t ordinal) const { return added_[ordinal - first_]; }

  const std::vector<Ends>& added() const { return added_; }
  const std::vector<RelationshipRef>& removed() const { return removed_; }
  void append(RelationshipLog&& later);

 private:
  std::uint64_t first_;
  std::vector<Ends> added_;
  std::vector<RelationshipRef> removed_;
  std::unordered_set<std::uint64_t> removed_ordinals_;
  mutable std::unordered_map<NodeId, AtNode> nodes_[2];  // by direction
  mutable std::size_t added_seen_ = 0, removed_seen_ = 0;
};

struct ColumnId {
  ColumnOwner owner = node_owner;
  KeyId key = 0;
  friend auto operator<=>(const ColumnId&, const ColumnId&) = default;
};

/// One layer: what a statement, or the earlier statements of a transaction, changed.
class Layer {
 public:
  explicit Layer(NodeId first_node) : first_node_(first_node) {}
  bool empty() const { return !touched_; }

  // ---- nodes ----
  NodeId first_node() const { return first_node_; }
  /// One above the last node created.
  NodeId node_limit() const { return first_node_ + static_cast<NodeId>(created_.size()); }
  /// By id from first_node() on; no_label_set: deleted again.
  const std::vector<LabelSetCode>& created() const { return created_; }
  /// Older nodes with other labels now; no_label_set: deleted.
  const std::unordered_map<NodeId, LabelSetCode>& changed() const { return changed_; }
  /// True when the layer says what labels the node has.
  bool find_labels(NodeId node, LabelSetCode& code) const;
  /// Whether an older node among 64 · word … + 63 was changed.
  bool changes_word(std::uint32_t word) const { return changed_words_.contains(word); }
  void add_node(LabelSetCode code);
  void set_labels(NodeId node, LabelSetCode code);

  std::int64_t node_delta = 0;
  std::unordered_map<LabelId, std::int64_t> label_delta;

  // ---- the rest ----
  const std::map<ColumnId, CellLog>& cells() const { return cells_; }
  const CellLog* find_cells(ColumnId column) const;
  CellLog& cells(ColumnId column);
  const std::map<TypeId, RelationshipLog>& relationships() const { return relationships_; }
  const RelationshipLog* find_relationships(TypeId type) const;
  /// `first`: the ordinal that the type's next relationship gets.
  RelationshipLog& relationships(TypeId type, std::uint64_t first);
  const std::map<std::string, std::string, std::less<>>& metadata() const { return metadata_; }
  void set_metadata(std::string_view name, std::string_view text);
  /// Replaced claims, by element; nullopt: removed.
  using ClaimsMap = std::map<ElementId, std::optional<ElementClaims>>;
  const ClaimsMap& claims() const { return claims_; }
  void put_claims(ElementId element, std::optional<ElementClaims> claims);
  const std::vector<IndexInfo>& created_indexes() const { return created_indexes_; }
  const std::vector<std::string>& dropped_indexes() const { return dropped_indexes_; }
  void create_index(const IndexInfo& index);
  void drop_index(std::string_view name);
  /// A name was added while this layer was on top.
  void touch() { touched_ = true; }

  /// Puts a later layer's changes over this one's.
  void fold(Layer&& later);

  // How many new names, and label sets in all, there were when the layer began.
  std::size_t labels_before = 0, types_before = 0, keys_before = 0, label_sets_before = 0;

 private:
  bool touched_ = false;
  NodeId first_node_;
  std::vector<LabelSetCode> created_;
  std::unordered_map<NodeId, LabelSetCode> changed_;
  std::unordered_set<std::uint32_t> changed_words_;
  std::map<ColumnId, CellLog> cells_;
  std::map<TypeId, RelationshipLog> relationships_;
  std::map<std::string, std::string, std::less<>> metadata_;
  ClaimsMap claims_;
  std::vector<IndexInfo> created_indexes_;
  std::vector<std::string> dropped_indexes_;
};

}  // namespace normgraph::store
