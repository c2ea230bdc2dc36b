// How many relationships there are, without a row for each.

#include <numeric>

#include "graph/query/operators/expand_base.hpp"

namespace normgraph::query {
namespace {

class ExpandCount final : public ExpandBase {
 public:
  ExpandCount(const PlanNode& node, Build& build, Slot slot)
      : ExpandBase(node, build, make_operator(*node.input, build)), slot_(slot) {}
  ExpandCount(const FilteredExpand& filtered, Build& build, Slot slot)
      : ExpandBase(*filtered.top, *filtered.expand, build,
                   make_operator(*filtered.expand->input, build)),
        conditions_(filtered.conditions),
        wants_all_(!build.argument),
        slot_(slot) {
    if (wants_all_) conditions_->want_all();
  }

  std::string describe(const PlanWords& words) const override {
    return "Expand count " + words.pattern(expand_) +
           (conditions_ ? " where " + conditions_->text() : std::string());
  }

 private:
  void begin_input() override {
    if (!conditions_ || told_ || asked_) return;
    asked_ = wants_all_;
    told_ = wants_all_ ? conditions_->ask_all(context())
                       : conditions_->prepare(relationships_to_come(), context());
  }

  std::uint64_t relationships_to_come() const {
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < source_.selection.size(); ++i) {
      const NodeId from = from_[source_.selection[i]];
      if (from != no_node) count += adjacency_.degree(from);
    }
    return count;
  }

  bool expand_row(std::uint32_t row) override {
    if (full()) return false;
    const std::int64_t count = count_of(row);
    if (count == 0) return true;
    rows_.push_back(row);
    counts_.push_back(count);
    return true;
  }

  std::int64_t count_of(std::uint32_t row) {
    if (!conditions_ && expand_.direction != ExpandDirection::Both && used_.none())
      return static_cast<std::int64_t>(adjacency_.degree(from_[row]));
    std::size_t count = 0;
    for (std::size_t i = 0; i < adjacency_.list_count(); ++i) {
      const NeighbourList list = adjacency_.list(from_[row], i);
      const bool all_differ = used_.none() && !list.skip_loops;
      const auto known = told_ && all_differ ? conditions_->count_allowed(list) : std::nullopt;
      count += known ? *known : count_each(list);
    }
    return static_cast<std::int64_t>(count);
  }

  std::size_t count_each(const NeighbourList& list) {
    if (told_) {
      conditions_->allowed(list, 0, list.size(), places_);
    } else {
      places_.resize(list.size());
      std::iota(places_.begin(), places_.end(), 0u);
    }
    std::erase_if(places_, [&](std::uint32_t place) {
      return list.skips(place) || used_.contains(list.id(place));
    });
    return conditions_ && !told_ ? count_one_by_one(list) : places_.size();
  }

  /// A condition that fails for some element is asked only of those that are there.
  std::size_t count_one_by_one(const NeighbourList& list) {
    if (places_.empty()) return 0;
    std::vector<NodeId> nodes;
    std::vector<RelationshipRef> relationships;
    for (const std::uint32_t place : places_) {
      nodes.push_back(list.neighbour(place));
      relationships.push_back(list.relationship(place));
    }
    Batch batch;
    start_batch(batch, nodes.size());
    put(batch, expand_.to, Vector::of(std::move(nodes)));
    put(batch, expand_.relationship, Vector::of(std::move(relationships)));
    return conditions_->keep(batch, context()).size();
  }

  bool keeps_nothing() const override { return !conditions_; }
  void end_batch(Batch& batch) override {
    put(batch, slot_, Vector::of(std::move(counts_)));
    counts_.clear();
  }

  const std::shared_ptr<ExpandConditions> conditions_;  // null: there are none
  const bool wants_all_ = false;
  bool asked_ = false, told_ = false;  // by conditions_->allowed
  const Slot slot_;
  std::vector<std::int64_t> counts_;
  std::vector<std::uint32_t> places_;  // in a list
};

}  // namespace

OperatorPtr make_expand_count(const PlanNode& node, Build& build, Slot counts) {
  return std::make_unique<ExpandCount>(node, build, counts);
}

OperatorPtr make_expand_count(const FilteredExpand& filtered, Build& build, Slot counts) {
  return std::make_unique<ExpandCount>(filtered, build, counts);
}

}  // namespace normgraph::query
