#include "graph/store/layer.hpp"

#include <algorithm>
#include <iterator>

#include "graph/value/compare.hpp"

namespace normgraph::store {

// ---- CellLog ----

void CellLog::set(std::uint64_t id, const Value& value) {
  least_ = std::min(least_, id);
  most_ = std::max(most_, id);
  entries_.push_back({id, value});
}

const Value* CellLog::find(std::uint64_t id) const {
  if (id < least_ || id > most_) return nullptr;
  for (; seen_ < entries_.size(); ++seen_) newest_[entries_[seen_].id] = seen_;
  const auto found = newest_.find(id);
  return found == newest_.end() ? nullptr : &entries_[found->second].value;
}

const std::vector<std::uint64_t>* CellLog::with_hash(std::size_t hash) const {
  for (; hashed_ < entries_.size(); ++hashed_) {
    const Entry& entry = entries_[hashed_];
    if (!entry.value.is_null()) hashes_[normgraph::hash(entry.value)].push_back(entry.id);
  }
  const auto found = hashes_.find(hash);
  return found == hashes_.end() ? nullptr : &found->second;
}

void CellLog::append(CellLog&& later) {
  if (entries_.empty()) {
    *this = std::move(later);
    return;
  }
  least_ = std::min(least_, later.least_);
  most_ = std::max(most_, later.most_);
  std::ranges::move(later.entries_, std::back_inserter(entries_));
}

// ---- RelationshipLog ----

std::uint64_t RelationshipLog::add(NodeId start, NodeId end) {
  added_.push_back({start, end});
  return limit() - 1;
}

void RelationshipLog::remove(const RelationshipRef& relationship) {
  if (removed_ordinals_.insert(relationship.id.ordinal()).second) removed_.push_back(relationship);
}

const RelationshipLog::AtNode* RelationshipLog::at(NodeId node, Direction direction) const {
  auto& [out, in] = nodes_;
  for (; added_seen_ < added_.size(); ++added_seen_) {
    out[added_[added_seen_].start].added.push_back(first_ + added_seen_);
    in[added_[added_seen_].end].added.push_back(first_ + added_seen_);
  }
  for (; removed_seen_ < removed_.size(); ++removed_seen_) {
    const RelationshipRef& gone = removed_[removed_seen_];
    out[gone.start].removed.push_back(gone.id.ordinal());
    in[gone.end].removed.push_back(gone.id.ordinal());
  }
  const auto& nodes = direction == Direction::Out ? out : in;
  const auto found = nodes.find(node);
  return found == nodes.end() ? nullptr : &found->second;
}

void RelationshipLog::append(RelationshipLog&& later) {
  std::ranges::copy(later.added_, std::back_inserter(added_));
  for (const RelationshipRef& gone : later.removed_) remove(gone);
}

// ---- Layer: nodes ----

bool Layer::find_labels(NodeId node, LabelSetCode& code) const {
  if (node >= first_node_) {
    if (node >= node_limit()) return false;
    code = created_[node - first_node_];
    return true;
  }
  if (changed_.empty()) return false;
  const auto found = changed_.find(node);
  if (found == changed_.end()) return false;
  code = found->second;
  return true;
}

void Layer::add_node(LabelSetCode code) {
  touched_ = true;
  created_.push_back(code);
}

void Layer::set_labels(NodeId node, LabelSetCode code) {
  touched_ = true;
  if (node >= first_node_) {
    created_[node - first_node_] = code;
    return;
  }
  changed_[node] = code;
  changed_words_.insert(node / 64);
}

// ---- Layer: the rest ----

const CellLog* Layer::find_cells(ColumnId column) const {
  const auto found = cells_.find(column);
  return found == cells_.end() ? nullptr : &found->second;
}

CellLog& Layer::cells(ColumnId column) {
  touched_ = true;
  return cells_[column];
}

const RelationshipLog* Layer::find_relationships(TypeId type) const {
  const auto found = relationships_.find(type);
  return found == relationships_.end() ? nullptr : &found->second;
}

RelationshipLog& Layer::relationships(TypeId type, std::uint64_t first) {
  touched_ = true;
  return relationships_.try_emplace(type, first).first->second;
}

void Layer::set_metadata(std::string_view name, std::string_view text) {
  touched_ = true;
  metadata_.insert_or_assign(std::string(name), std::string(text));
}

void Layer::put_claims(ElementId element, std::optional<ElementClaims> claims) {
  touched_ = true;
  claims_.insert_or_assign(element, std::move(claims));
}

void Layer::create_index(const IndexInfo& index) {
  touched_ = true;
  created_indexes_.push_back(index);
}

void Layer::drop_index(std::string_view name) {
  touched_ = true;
  if (std::erase_if(created_indexes_, [&](const IndexInfo& i) { return i.name == name; }) == 0)
    dropped_indexes_.emplace_back(name);
}

void Layer::fold(Layer&& later) {
  if (later.empty()) return;
  touched_ = true;
  created_.insert(created_.end(), later.created_.begin(), later.created_.end());
  for (const auto& [node, code] : later.changed_) set_labels(node, code);
  node_delta += later.node_delta;
  for (const auto& [label, delta] : later.label_delta) label_delta[label] += delta;
  for (auto& [column, log] : later.cells_) cells_[column].append(std::move(log));
  for (auto& [type, log] : later.relationships_) {
    const auto [place, added] = relationships_.try_emplace(type, std::move(log));
    if (!added) place->second.append(std::move(log));
  }
  for (auto& [element, claims] : later.claims_) claims_[element] = std::move(claims);
  for (auto& [name, text] : later.metadata_) metadata_[name] = std::move(text);
  for (const std::string& name : later.dropped_indexes_) drop_index(name);
  for (IndexInfo& index : later.created_indexes_) created_indexes_.push_back(std::move(index));
}

}  // namespace normgraph::store
