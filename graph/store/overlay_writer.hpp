#pragma once

#include "graph/store/overlay.hpp"
#include "graph/store/view.hpp"

namespace normgraph::store {

/// What GraphWriter promises: every change goes to the top layer of an overlay.
class OverlayWriter final : public GraphWriter {
 public:
  explicit OverlayWriter(Overlay& overlay) : overlay_(overlay) {}

  LabelId intern_label(std::string_view name) override;
  TypeId intern_type(std::string_view name) override;
  KeyId intern_key(std::string_view name) override;
  NodeId create_node(std::span<const LabelId> labels, const PropertyList& properties) override;
  RelationshipRef create_relationship(TypeId type, NodeId start, NodeId end,
                                      const PropertyList& properties) override;
  void set_property(NodeId node, KeyId key, const Value& value) override;
  void set_property(RelationshipId relationship, KeyId key, const Value& value) override;
  bool add_label(NodeId node, LabelId label) override;
  bool remove_label(NodeId node, LabelId label) override;
  void delete_node(NodeId node) override;
  void delete_relationship(RelationshipRef relationship) override;
  void restore_node(NodeId node, std::span<const LabelId> labels) override;
  void put_claims(ElementId element, std::optional<ElementClaims> claims) override;
  void create_index(const IndexInfo& index) override;
  void drop_index(std::string_view name) override;
  void set_metadata(std::string_view name, std::string_view text) override;

 private:
  void set(ColumnId column, std::uint64_t id, const Value& value);
  void relabel(NodeId node, LabelSetCode before, const std::vector<LabelId>& labels);
  void count_labels(LabelSetCode code, int change);

  Overlay& overlay_;
};

}  // namespace normgraph::store
