// Merge: for each row in turn the matches of a pattern, or else the pattern's elements are made.
// The pattern is matched again for each row, so that a row finds what the rows before it made.

#include <algorithm>

#include "graph/query/operators/errors.hpp"
#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/updating_operator.hpp"

namespace normgraph::query {
namespace {

class MergeOperator final : public UpdatingOperator {
 public:
  MergeOperator(const PlanNode& node, Build& build)
      : UpdatingOperator(node, build),
        merge_(std::get<Merge>(node.op)),
        terms_(merge_.claim),
        carrier_(node, build),
        match_(*merge_.match, merge_.row, build.context),
        creator_(merge_.elements, terms_),
        on_create_(merge_.on_create, terms_),
        on_match_(merge_.on_match, terms_) {
    find_property_maps();
  }

  void visit_inner(const std::function<void(Operator&)>& visit) override { visit(match_.root()); }

 private:
  /// The property maps that can be tested for nulls before the pattern is matched.
  void find_property_maps() {
    for (const NewElement& element : merge_.elements) {
      const BoundExpression* map =
          std::visit([](const auto& e) { return e.properties.get(); }, element);
      if (!map) continue;
      const std::vector<Slot> slots = slots_of(map);
      if (std::none_of(slots.begin(), slots.end(), [&](Slot s) { return introduced(s); }))
        property_maps_.emplace_back(map);
    }
  }
  bool introduced(Slot slot) const {
    return std::find(merge_.introduced.begin(), merge_.introduced.end(), slot) !=
           merge_.introduced.end();
  }

  void update(std::vector<Batch>& batches) override {
    for (Batch& batch : batches) {
      results_ = Results();
      results_.columns.resize(merge_.introduced.size());
      for (std::size_t i = 0; i < batch.selection.size(); ++i) {
        context().check(name());
        merge_row(batch, batch.selection[i]);
      }
      batch = joined(batch);
    }
  }

  void merge_row(const Batch& batch, std::uint32_t row) {
    refuse_nulls(batch, row);
    match_.start(batch, Selection(std::vector<std::uint32_t>{row}));
    std::size_t found = 0;
    const std::size_t first = results_.rows.size();
    for (Batch matched; match_.next(matched);)
      for (std::size_t i = 0; i < matched.selection.size(); ++i, ++found)
        add_result(row, matched, matched.selection[i]);
    if (found == 0) return create(batch, row);
    if (on_match_.none()) return;
    for (std::size_t i = first; i < results_.rows.size(); ++i)
      on_match_.update(row_with_result(batch, i), 0, writer(), context());
  }

  void refuse_nulls(const Batch& batch, std::uint32_t row) {
    for (const RowExpression& properties : property_maps_) {
      const Value map = properties.value(batch, row, context());
      if (map.type() != Type::Map) continue;
      for (const auto& [key, value] : map.as_map())
        if (value.is_null()) throw merge_with_null(key);
    }
  }

  void create(const Batch& batch, std::uint32_t row) {
    Batch one;
    gather_whole_row(batch, row, one);
    creator_.create(one, writer(), context());
    add_result(row, one, 0);
    if (!on_create_.none()) on_create_.update(one, 0, writer(), context());
  }

  static void gather_whole_row(const Batch& batch, std::uint32_t row, Batch& one) {
    start_batch(one, 1);
    for (Slot slot = 0; slot < batch.columns.size(); ++slot)
      if (bound(batch, slot)) put(one, slot, batch.columns[slot].gather({&row, 1}));
  }

  Batch row_with_result(const Batch& batch, std::size_t result) const {
    Batch one;
    gather_whole_row(batch, results_.rows[result], one);
    for (std::size_t i = 0; i < merge_.introduced.size(); ++i)
      put(one, merge_.introduced[i], Vector::constant(results_.columns[i][result], 1));
    return one;
  }

  void add_result(std::uint32_t row, const Batch& from, std::uint32_t from_row) {
    results_.rows.push_back(row);
    for (std::size_t i = 0; i < merge_.introduced.size(); ++i) {
      const Slot slot = merge_.introduced[i];
      results_.columns[i].push_back(bound(from, slot) ? from.columns[slot].value(from_row)
                                                      : Value());
    }
  }

  /// The results beside the rows that they come from.
  Batch joined(const Batch& batch) {
    Batch result;
    carrier_.gather(batch, results_.rows, result);
    for (std::size_t i = 0; i < merge_.introduced.size(); ++i)
      put(result, merge_.introduced[i], typed_where_uniform(std::move(results_.columns[i])));
    return result;
  }

  /// What the rows of one batch gave.
  struct Results {
    std::vector<std::uint32_t> rows;          // of the batch
    std::vector<std::vector<Value>> columns;  // for each introduced slot
  };

  const Merge& merge_;
  ClaimTermsOfRow terms_;
  Carrier carrier_;
  InnerPlan match_;
  ElementCreator creator_;
  RowUpdater on_create_, on_match_;
  std::vector<RowExpression> property_maps_;
  Results results_;
};

}  // namespace

OperatorPtr make_merge(const PlanNode& node, Build& build) {
  return std::make_unique<MergeOperator>(node, build);
}

}  // namespace normgraph::query
