#pragma once

// What the operators that find nodes for each row of their input have in common: rows in turn, and
// the nodes gathered beside them.

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/operator.hpp"

namespace normgraph::query {

class NodeFinder : public Operator {
 public:
  /// `found`: the slot of the nodes.
  NodeFinder(const PlanNode& node, Build& build, Slot found)
      : Operator(node, build), carrier_(node, build), slot_(found) {}

 protected:
  /// New rows are in source_. False: for none of them anything can be found.
  virtual bool begin_input() = 0;
  /// Adds the next nodes of a row, the position-th that is selected, at most `most`. True: these
  /// were the last.
  virtual bool find(std::uint32_t row, std::size_t position, std::size_t most,
                    std::vector<NodeId>& nodes) = 0;
  /// The present row is done, or no longer wanted.
  virtual void leave_row() {}
  /// Nothing of an earlier run counts any more.
  virtual void forget() {}

  /// Takes what fits of nodes that were found at once; true: there are no more.
  static bool take(std::span<const NodeId>& found, std::size_t most, std::vector<NodeId>& nodes) {
    const std::size_t count = std::min(found.size(), most);
    nodes.insert(nodes.end(), found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count));
    found = found.subspan(count);
    return found.empty();
  }

  Batch source_;

 private:
  bool produce(Batch& batch) override {
    nodes_.clear();
    rows_.clear();
    while (nodes_.size() < batch_rows && (on_row() || (rows_.empty() && next_input()))) step();
    if (nodes_.empty()) return false;
    carrier_.gather(source_, rows_, batch);
    put(batch, slot_, Vector::of(std::move(nodes_)));
    return true;
  }

  bool on_row() const { return position_ < source_.selection.size(); }
  bool next_input() {
    if (!input_->next(source_)) return false;
    position_ = begin_input() ? 0 : source_.selection.size();
    return true;
  }

  void step() {
    if (!on_row()) return;
    const std::uint32_t row = source_.selection[position_];
    const bool done =
        satisfied(source_, row) || find(row, position_, batch_rows - nodes_.size(), nodes_);
    rows_.resize(nodes_.size(), row);
    if (!done) return;
    leave_row();
    ++position_;
  }

  void reset() override {
    source_.selection = Selection();
    position_ = 0;
    leave_row();
    forget();
  }

  Carrier carrier_;
  const Slot slot_;
  std::size_t position_ = 0;  // in the selection of source_
  std::vector<NodeId> nodes_;
  std::vector<std::uint32_t> rows_;  // of source_, one for each node
};

}  // namespace normgraph::query
