#pragma once

#include <map>

#include "graph/store/index_key.hpp"
#include "graph/store/layout.hpp"
#include "graph/store/overlay.hpp"
#include "graph/store/view.hpp"

namespace normgraph::store {

/// The graph of one transaction: what GraphView promises, answered from an overlay.
class OverlayView final : public GraphView {
 public:
  explicit OverlayView(const Overlay& overlay) : overlay_(overlay), snapshot_(overlay.snapshot()) {}

  LabelId find_label(std::string_view name) const override;
  TypeId find_type(std::string_view name) const override;
  KeyId find_key(std::string_view name) const override;
  const std::string& label_name(LabelId label) const override;
  const std::string& type_name(TypeId type) const override;
  const std::string& key_name(KeyId key) const override;
  std::size_t label_count() const override;
  std::size_t type_count() const override;
  std::size_t key_count() const override;

  const Overlay& overlay() const { return overlay_; }

  NodeId node_limit() const override { return overlay_.node_limit(); }
  bool exists(NodeId node) const override { return overlay_.label_set(node) != no_label_set; }
  std::uint64_t node_count() const override;
  std::uint64_t node_count(LabelId label) const override;
  NodeId scan(LabelId label, NodeId from, std::size_t limit,
              std::vector<NodeId>& out) const override;
  bool has_label(NodeId node, LabelId label) const override;
  void has_label(std::span<const NodeId> nodes, LabelId label,
                 std::span<std::uint8_t> out) const override;
  std::vector<LabelId> labels(NodeId node) const override;

  std::uint64_t relationship_count(TypeId type) const override;
  Neighbours neighbours(NodeId node, TypeId type, Direction direction) const override;
  std::size_t degree(NodeId node, TypeId type, Direction direction) const override;
  bool exists(RelationshipId relationship) const override;
  AdjacencyReader adjacency(TypeId type, Direction direction) const override;

  ColumnStatistics node_statistics(KeyId key) const override;
  ColumnStatistics relationship_statistics(TypeId type, KeyId key) const override;
  DegreeStatistics degree_statistics(TypeId type, Direction direction) const override;

  Vector node_property(KeyId key, std::span<const NodeId> nodes) const override;
  Vector relationship_property(KeyId key,
                               std::span<const RelationshipRef> relationships) const override;
  Value node_property(KeyId key, NodeId node) const override;
  Value relationship_property(KeyId key, RelationshipId relationship) const override;
  Map node_properties(NodeId node) const override;
  Map relationship_properties(RelationshipId relationship) const override;

  std::vector<IndexInfo> indexes() const override;
  std::optional<std::vector<NodeId>> lookup(LabelId label, KeyId key,
                                            const Value& value) const override;
  std::unique_ptr<SearchIndex> search_index() const override;
  std::optional<std::vector<NodeId>> lookup_range(LabelId label, KeyId key,
                                                  const ValueRange& range) const override;
  std::unique_ptr<NodeOrder> nodes_in_order(LabelId label, KeyId key) const override;
  std::optional<ElementClaims> claims(ElementId element) const override;
  std::vector<ElementId> changing_claims(std::int64_t first, std::int64_t last) const override;
  std::vector<ElementId> known_claims(std::int64_t first, std::int64_t last) const override;
  std::vector<ElementId> unsettled_claims(std::int64_t day) const override;
  std::optional<std::string> metadata(std::string_view name) const override;

 private:
  std::uint64_t words_of(NodeId first, LabelId label, std::uint64_t stored) const;
  Map properties(ColumnOwner owner, std::uint64_t id) const;
  std::vector<ElementId> with_days(RecordKind list, std::int64_t first, std::int64_t last) const;
  bool is_dropped(const std::string& index) const;
  bool matches(NodeId node, LabelId label, KeyId key, const Value& value) const;
  void find_stored(const StoredIndex& index, std::string_view bytes,
                   std::vector<NodeId>& out) const;
  bool find_between(const StoredIndex& index, const IndexStretch& stretch, std::size_t most,
                    std::vector<NodeId>& out) const;
  void find_written(LabelId label, KeyId key, const Value& value, std::vector<NodeId>& out) const;
  std::vector<NodeId> find_by_scan(LabelId label, KeyId key, const Value& value) const;

  const Overlay& overlay_;
  const Snapshot& snapshot_;
};

}  // namespace normgraph::store
