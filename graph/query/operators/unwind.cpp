// Unwind: a row for each item of a list; none for null; a value that is no list is its only item.

#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/factories.hpp"

namespace normgraph::query {
namespace {

class UnwindOperator final : public Operator {
 public:
  UnwindOperator(const PlanNode& node, Build& build)
      : Operator(node, build), unwind_(std::get<Unwind>(node.op)), carrier_(node, build) {}

 private:
  bool produce(Batch& batch) override {
    items_.clear();
    ordinals_.clear();
    rows_.clear();
    while (items_.size() < batch_rows && (on_row() || (rows_.empty() && next_input())))
      unwind_row();
    if (items_.empty()) return false;
    carrier_.gather(source_, rows_, batch);
    put(batch, unwind_.item, typed_where_uniform(std::move(items_)));
    if (unwind_.ordinal != no_slot) put(batch, unwind_.ordinal, Vector::of(std::move(ordinals_)));
    return true;
  }

  bool next_input() {
    if (!input_->next(source_)) return false;
    lists_ = unwind_.list->evaluate(source_, source_.selection, context());
    position_ = 0;
    item_ = 0;
    return true;
  }
  bool on_row() const { return position_ < source_.selection.size(); }

  /// Items of the present row, as many as fit; goes on to the next row at the end.
  void unwind_row() {
    if (!on_row()) return;
    const std::uint32_t row = source_.selection[position_];
    const Value value = satisfied(source_, row) ? Value() : lists_.value(row);
    if (value.type() != Type::List) {
      if (!value.is_null()) add(value, row);
      return next_row();
    }
    const List& list = value.as_list();
    while (item_ < list.size() && items_.size() < batch_rows) add(list[item_], row);
    if (item_ == list.size()) next_row();
  }

  void add(const Value& item, std::uint32_t row) {
    items_.push_back(item);
    rows_.push_back(row);
    if (unwind_.ordinal != no_slot)
      ordinals_.push_back(unwind_.first_ordinal + static_cast<std::int64_t>(item_));
    ++item_;
  }
  void next_row() {
    item_ = 0;
    ++position_;
  }

  void reset() override {
    source_.selection = Selection();
    position_ = 0;
    item_ = 0;
  }

  const Unwind& unwind_;
  Carrier carrier_;
  Batch source_;
  Vector lists_;
  std::size_t position_ = 0;  // in the selection of source_
  std::size_t item_ = 0;      // in the list of the present row
  std::vector<Value> items_;
  std::vector<std::int64_t> ordinals_;
  std::vector<std::uint32_t> rows_;  // of source_, one for each item
};

}  // namespace

OperatorPtr make_unwind(const PlanNode& node, Build& build) {
  return std::make_unique<UnwindOperator>(node, build);
}

}  // namespace normgraph::query
