#include "graph/store/unique.hpp"

#include <unordered_map>

#include "graph/store/index_key.hpp"

namespace normgraph::store {

namespace {

std::string shown(const Value& value) {
  switch (value.type()) {
    case Type::String:
      return "'" + value.as_string() + "'";
    case Type::Integer:
      return std::to_string(value.as_integer());
    case Type::Boolean:
      return value.as_boolean() ? "true" : "false";
    case Type::Float:
      return std::to_string(value.as_float());
    default:
      return "of the same date";
  }
}

}  // namespace

void refuse_duplicate(const IndexInfo& index, const Value& value) {
  const std::string whose = index.label.empty() ? "node" : "node :" + index.label;
  Error error(ErrorKind::Storage, "NG5101", "ConstraintValidationFailed",
              "ConstraintValidationFailed",
              "there is already a " + whose + " with " + index.property + " " + shown(value));
  error.phase = "runtime";
  error.hints.push_back("take another " + index.property + ", or MERGE in place of CREATE");
  throw error;
}

namespace {

class UniqueCheck {
 public:
  UniqueCheck(const OverlayView& view, const Layer& layer, const IndexInfo& index)
      : view_(view), layer_(layer), index_(index) {
    label_ = index.label.empty() ? no_label : view.find_label(index.label);
    key_ = view.find_key(index.property);
  }

  void run(bool is_new) {
    if (key_ == no_key || (!index_.label.empty() && label_ == no_label)) return;
    if (is_new) return check_all();
    if (const CellLog* log = layer_.find_cells({node_owner, key_}))
      for (const auto& entry : log->entries()) check_value(static_cast<NodeId>(entry.id));
    if (label_ == no_label) return;
    for (const auto& [node, code] : layer_.changed())
      if (code != no_label_set) check_value(node);
  }

 private:
  bool in_index(NodeId node) const {
    return label_ == no_label ? view_.exists(node) : view_.has_label(node, label_);
  }

  void check_value(NodeId node) const {
    const Value value = view_.node_property(key_, node);
    if (value.is_null() || !is_indexable(value) || !in_index(node)) return;
    const auto found = view_.lookup(label_, key_, value);
    if (found && found->size() > 1) refuse_duplicate(index_, value);
  }

  void check_all() const {
    std::vector<NodeId> nodes;
    view_.scan(label_, 0, SIZE_MAX / 2, nodes);
    std::unordered_map<std::string, NodeId> seen;
    for (const NodeId node : nodes) {
      const Value value = view_.node_property(key_, node);
      if (value.is_null() || !is_indexable(value)) continue;
      if (!seen.emplace(index_bytes(value), node).second) refuse_duplicate(index_, value);
    }
  }

  const OverlayView& view_;
  const Layer& layer_;
  const IndexInfo& index_;
  LabelId label_;
  KeyId key_;
};

}  // namespace

void check_unique(const OverlayView& view, const Layer& layer) {
  for (const IndexInfo& index : view.indexes()) {
    if (!index.unique) continue;
    bool is_new = false;
    for (const IndexInfo& created : layer.created_indexes())
      is_new = is_new || created.name == index.name;
    UniqueCheck(view, layer, index).run(is_new);
  }
}

}  // namespace normgraph::store
