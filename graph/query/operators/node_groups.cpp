#include "graph/query/operators/node_groups.hpp"

#include "graph/query/expression/shape.hpp"

namespace normgraph::query {
namespace {

constexpr std::uint32_t not_known = 0xFFFFFFFFu;
/// With the place among the unknown rows of the present batch.
constexpr std::uint32_t asked_for = 0x80000000u;

}  // namespace

Slot NodeGroups::node_of(const BoundExpression& expression, const Build& build) {
  if (build.writes || build.argument) return no_slot;
  SlotReads reads;
  add_reads(expression, reads);
  const std::vector<Slot> slots = slots_of(&expression);
  return reads.deterministic && slots.size() == 1 ? slots.front() : no_slot;
}

bool NodeGroups::at_work(std::size_t rows, const store::GraphView& view) {
  constexpr std::uint64_t enough_to_tell = 16 * batch_rows;
  if (given_up_) return false;
  seen_ += rows;
  if (seen_ < view.node_limit() / 16) return false;
  if (asked_ > enough_to_tell && found_ < asked_ / 4) {
    groups_ = {};
    given_up_ = true;
    return false;
  }
  if (groups_.empty()) groups_.assign(view.node_limit(), not_known);
  return true;
}

bool NodeGroups::find(const Batch& batch, const store::GraphView& view,
                      std::vector<std::uint32_t>& entries) {
  const Vector& column = batch.columns[node_];
  if (column.kind() != Vector::Kind::Node || column.is_constant()) return false;
  if (!at_work(batch.selection.size(), view)) return false;
  nodes_ = NodeColumn(column, batch.selection);
  entries.resize(batch.selection.size());
  waiting_.clear();
  std::vector<std::uint32_t> unknown;
  for (std::uint32_t i = 0; i < entries.size(); ++i) {
    const std::uint32_t row = batch.selection[i];
    const NodeId node = nodes_[row];
    std::uint32_t number = node < groups_.size() ? groups_[node] : not_known;
    if (number == not_known) {
      number = asked_for | static_cast<std::uint32_t>(unknown.size());
      if (node < groups_.size()) groups_[node] = number;
      unknown.push_back(row);
    }
    entries[i] = number;
    if (number & asked_for) waiting_.push_back(i);
  }
  asked_ += entries.size();
  found_ += entries.size() - unknown.size();
  unknown_ = Selection(std::move(unknown));
  return true;
}

void NodeGroups::learn(const std::vector<std::uint32_t>& groups,
                       std::vector<std::uint32_t>& entries) {
  for (const std::uint32_t i : waiting_) entries[i] = groups[entries[i] & ~asked_for];
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const NodeId node = nodes_[unknown_[i]];
    if (node < groups_.size()) groups_[node] = groups[i];
  }
}

}  // namespace normgraph::query
