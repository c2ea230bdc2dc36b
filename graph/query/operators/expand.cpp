// Expand: one relationship on from a node, to any neighbour.

#include <algorithm>

#include "graph/query/operators/expand_base.hpp"
#include "graph/query/operators/factories.hpp"

namespace normgraph::query {
namespace {

/// Lists longer than a batch are taken up again where it was full. With conditions on the
/// relationship or its end it stands for the filters above as well. Where one match is enough
/// (EXISTS), it goes over its rows in rounds, from each a few neighbours, so that what is above can
/// tell which rows need no more.
class ExpandAll final : public ExpandBase {
 public:
  using ExpandBase::ExpandBase;
  ExpandAll(const FilteredExpand& filtered, Build& build, OperatorPtr input)
      : ExpandBase(*filtered.top, *filtered.expand, build, std::move(input)),
        conditions_(filtered.conditions),
        shared_(build.argument || build.handed) {}

  std::string describe(const PlanWords& words) const override {
    return "Expand " + words.pattern(expand_) +
           (conditions_ ? " where " + conditions_->text() : std::string());
  }

 private:
  /// Once ends and relationships can be told, those that are not allowed become no rows; but where
  /// lists are short, a whole batch is told at once.
  void begin_batch() override {
    if (told_ || !conditions_ || !conditions_->ready()) return;
    finds_nothing_ = conditions_->nothing_allowed();
    if (short_lists_) return;
    told_ = true;
    if (!conditions_->reads_no_more()) return;
    wants_node_ = wants_node_ && is_read_above(expand_.to);
    wants_relationship_ = wants_relationship_ && is_read_above(expand_.relationship);
  }
  bool is_read_above(Slot slot) const {
    return std::find(node().live.begin(), node().live.end(), slot) != node().live.end();
  }
  void end_batch(Batch& batch) override {
    if (!conditions_) return;
    batch.selection = told_ ? conditions_->keep_others(batch, batch.selection, context())
                            : conditions_->keep(batch, context());
  }

  void begin_input() override {
    constexpr double few_neighbours = 4;
    if (conditions_) short_lists_ = adjacency_.mean_degree() < few_neighbours;
    next_look_ = 0;
    in_rounds_ = stops_early();
    allowance_ = unlimited;
    round_ = first_round;
    left_.clear();
    begun_.clear();
  }

  bool once_more() override {
    if (left_.empty()) return false;
    begun_.swap(left_);
    left_.clear();
    resumed_ = 0;
    std::vector<std::uint32_t> rows;
    for (const Place& place : begun_) rows.push_back(place.row);
    source_.selection = Selection(std::move(rows));
    round_ = std::min(round_ * 4, batch_rows);
    return true;
  }

  /// Some nodes in ascending order, whose lists lie side by side.
  std::size_t rows_without_results(std::size_t position) override {
    constexpr std::size_t together = 16;
    if (!told_ || in_rounds_ || position < next_look_) return 0;
    next_look_ = position + together;
    const Selection& rows = source_.selection;
    if (next_look_ > rows.size() || adjacency_.list_count() != 1) return 0;
    for (std::size_t i = position; i + 1 < next_look_; ++i)
      if (from_[rows[i]] >= from_[rows[i + 1]]) return 0;
    const NodeId last = from_[rows[next_look_ - 1]];
    if (last == no_node) return 0;
    const bool none = conditions_->none_allowed(adjacency_.list(from_[rows[position]], 0),
                                                adjacency_.list(last, 0));
    return none ? together : 0;
  }

  bool expand_row(std::uint32_t row) override {
    if (finds_nothing_) return true;
    if (!in_rounds_) return expand_lists(row);
    if (!begun_.empty()) resume(row);
    allowance_ = round_;
    if (!expand_lists(row)) left_.push_back({row, list_, next_});
    return true;
  }

  /// Rows come in the order in which they were left.
  void resume(std::uint32_t row) {
    while (begun_[resumed_].row != row) ++resumed_;
    list_ = begun_[resumed_].list;
    next_ = begun_[resumed_].next;
  }

  bool expand_lists(std::uint32_t row) {
    for (; list_ < adjacency_.list_count(); ++list_, next_ = 0) {
      const NeighbourList list = adjacency_.list(from_[row], list_);
      if (!add_list(row, list)) return false;
    }
    return true;
  }

  /// False when the batch was full before the end of the list.
  bool add_list(std::uint32_t row, const NeighbourList& list) {
    if (told_) return add_allowed(row, list);
    if (used_.none() && !list.skip_loops) return add_all(row, list);
    for (; next_ < list.size(); ++next_, --allowance_) {
      if (room() == 0) return false;
      if (list.skips(next_) || used_.contains(list.id(next_))) continue;
      add(row, list.neighbour(next_), list.relationship(next_));
    }
    return true;
  }

  bool add_allowed(std::uint32_t row, const NeighbourList& list) {
    while (next_ < list.size()) {
      if (room() == 0) return false;
      const std::size_t end = std::min(list.size(), next_ + room());
      conditions_->allowed(list, next_, end, places_);
      allowance_ -= end - next_;
      next_ = end;
      if (!used_.none() || list.skip_loops)
        std::erase_if(places_, [&](std::uint32_t place) {
          return list.skips(place) || used_.contains(list.id(place));
        });
      rows_.resize(rows_.size() + places_.size(), row);
      if (wants_node_)
        for (const std::uint32_t place : places_) nodes_.push_back(list.neighbour(place));
      if (wants_relationship_)
        for (const std::uint32_t place : places_)
          relationships_.push_back(list.relationship(place));
    }
    return true;
  }

  /// Nothing to test: whole stretches at once.
  bool add_all(std::uint32_t row, const NeighbourList& list) {
    const std::size_t count = std::min(list.size() - next_, room());
    rows_.resize(rows_.size() + count, row);
    if (wants_node_) {
      const auto first = list.neighbours.nodes.begin() + static_cast<std::ptrdiff_t>(next_);
      nodes_.insert(nodes_.end(), first, first + static_cast<std::ptrdiff_t>(count));
    }
    if (wants_relationship_)
      for (std::size_t i = next_; i < next_ + count; ++i)
        relationships_.push_back(list.relationship(i));
    next_ += count;
    allowance_ -= count;
    return next_ == list.size();
  }

  /// How many neighbours may be looked at before the batch is full, or the row's turn is over.
  std::size_t room() const { return std::min(allowance_, batch_rows - rows_.size()); }

  void leave_row() override { list_ = next_ = 0; }
  /// Inner plans and copies of chains go on with what they have asked so far; another run does not.
  void forget() override {
    left_.clear();
    if (conditions_ && !shared_) conditions_->begin_again();
  }
  bool keeps_nothing() const override { return !conditions_ || !conditions_->ready(); }

  const std::shared_ptr<ExpandConditions> conditions_;  // null: there are none
  const bool shared_ = false;
  bool told_ = false;  // by conditions_->allowed
  bool finds_nothing_ = false, short_lists_ = false;
  std::vector<std::uint32_t> places_;
  std::size_t next_look_ = 0;  // position of the row from which on rows are told at once again
  std::size_t list_ = 0, next_ = 0;  // the list of the present row, and where to go on in it

  struct Place {
    std::uint32_t row;
    std::size_t list, next;
  };
  static constexpr std::size_t first_round = 2, unlimited = std::size_t(-1);
  bool in_rounds_ = false;
  std::size_t round_ = first_round;    // neighbours of a row in this round
  std::size_t allowance_ = unlimited;  // of them, those of the present row that are left
  std::vector<Place> begun_, left_;    // rows of this round and of the next one
  std::size_t resumed_ = 0;            // in begun_
};

}  // namespace

OperatorPtr make_expand(const PlanNode& node, Build& build) {
  const auto& expand = std::get<Expand>(node.op);
  if (OperatorPtr intersect = make_intersect(node, build)) return intersect;
  if (expand.relationship_bound) return make_expand_along(node, build);
  if (expand.to_bound) return make_expand_into(node, build);
  return make_expand_all(node, build, make_operator(*node.input, build));
}

OperatorPtr make_expand_all(const PlanNode& node, Build& build, OperatorPtr input) {
  return std::make_unique<ExpandAll>(node, build, std::move(input));
}

OperatorPtr make_expand_where(const FilteredExpand& filtered, Build& build, OperatorPtr input) {
  return std::make_unique<ExpandAll>(filtered, build, std::move(input));
}

}  // namespace normgraph::query
