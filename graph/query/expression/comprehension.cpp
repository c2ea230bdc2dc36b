#include <algorithm>

#include "graph/query/expression/element_batch.hpp"
#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/query/expression/rows.hpp"

namespace normgraph::query {
namespace {

/// `[x IN list WHERE p | e]`: all lists of a batch at once, their elements in batches.
class ListComprehension final : public BoundExpression {
 public:
  ListComprehension(Symbol variable, BoundExpressionPtr list, BoundExpressionPtr where,
                    BoundExpressionPtr projection)
      : variable_(std::move(variable)),
        list_(std::move(list)),
        where_(std::move(where)),
        projection_(std::move(projection)) {
    type = StaticType::List;
    element = projection_ ? projection_->type : list_->element;
    if (where_) add_outer_slots(*where_, {variable_.slot}, outer_slots_);
    if (projection_) add_outer_slots(*projection_, {variable_.slot}, outer_slots_);
  }
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    if (rows.empty()) return all_null(batch.size);
    const Evaluated lists(*list_, batch, rows, context);
    return located(list_->span, [&] {
      const ElementBatch elements(*lists, rows, "a list comprehension", context);
      std::vector<List> answers(batch.size);
      for (std::size_t first = 0; first < elements.size(); first += batch_rows) {
        context.check("list comprehension");
        const std::size_t count = std::min(batch_rows, elements.size() - first);
        const Batch inner = elements.batch(first, count, batch, outer_slots_, variable_.slot);
        add_answers(inner, elements, first, context, answers);
      }
      std::vector<Value> values(batch.size);
      for_each_row(rows, [&](std::uint32_t row) {
        if (!lists->is_null(row)) values[row] = Value::list(std::move(answers[row]));
      });
      return Vector::of(std::move(values));
    });
  }
  std::string text() const override {
    std::string result = "[" + name_text(variable_.name) + " IN " + list_->text();
    if (where_) result += " WHERE " + where_->text();
    if (projection_) result += " | " + projection_->text();
    return result + "]";
  }
  void visit_slots(const std::function<void(Slot)>& visit) const override {
    list_->visit_slots(visit);
    for (const Slot slot : outer_slots_) visit(slot);
  }
  bool parallel() const override {
    return list_->parallel() && (!where_ || where_->parallel()) &&
           (!projection_ || projection_->parallel());
  }

 private:
  void add_answers(const Batch& inner, const ElementBatch& elements, std::size_t first,
                   Context& context, std::vector<List>& answers) const {
    Selection kept = inner.selection;
    if (where_) kept = evaluate_filter(*where_, inner, kept, context);
    if (kept.empty()) return;
    Vector projected;
    if (projection_) projected = Evaluated(*projection_, inner, kept, context).take();
    const Vector& values = projection_ ? projected : inner.columns[variable_.slot];
    context.book(static_cast<std::int64_t>(kept.size() * sizeof(Value)), "a list comprehension");
    for_each_row(kept, [&](std::uint32_t row) {
      answers[elements.outer_row(first + row)].push_back(values.value(row));
    });
  }

  Symbol variable_;
  BoundExpressionPtr list_, where_, projection_;
  std::vector<Slot> outer_slots_;
};

}  // namespace

BoundExpressionPtr make_list_comprehension(Symbol variable, BoundExpressionPtr list,
                                           BoundExpressionPtr where,
                                           BoundExpressionPtr projection) {
  return std::make_unique<ListComprehension>(std::move(variable), std::move(list), std::move(where),
                                             std::move(projection));
}

}  // namespace normgraph::query
