#include <algorithm>
#include <array>

#include "graph/query/expression/element_batch.hpp"
#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/query/expression/rows.hpp"

namespace normgraph::query {
namespace {

using ast::QuantifierKind;

/// How many elements of one list gave true, false and null.
struct Count {
  std::uint64_t yes = 0, no = 0, unknown = 0;
};

Truth answer(QuantifierKind kind, const Count& count) {
  switch (kind) {
    case QuantifierKind::All:
      if (count.no > 0) return Truth::False;
      return count.unknown > 0 ? Truth::Null : Truth::True;
    case QuantifierKind::Any:
      if (count.yes > 0) return Truth::True;
      return count.unknown > 0 ? Truth::Null : Truth::False;
    case QuantifierKind::None:
      if (count.yes > 0) return Truth::False;
      return count.unknown > 0 ? Truth::Null : Truth::True;
    case QuantifierKind::Single:
      if (count.yes > 1) return Truth::False;
      return count.unknown > 0 ? Truth::Null : truth(count.yes == 1);
  }
  return Truth::Null;
}

constexpr std::array names = {"all", "any", "none", "single"};

/// all, any, none, single: the truth values of all elements are counted, then judged a list.
class Quantifier final : public BoundExpression {
 public:
  Quantifier(QuantifierKind kind, Symbol variable, BoundExpressionPtr list,
             BoundExpressionPtr where)
      : kind_(kind),
        variable_(std::move(variable)),
        list_(std::move(list)),
        where_(std::move(where)) {
    type = StaticType::Boolean;
    add_outer_slots(*where_, {variable_.slot}, outer_slots_);
  }
  Vector evaluate(const Batch& batch, const Selection& rows, Context& context) const override {
    if (rows.empty()) return all_null(batch.size);
    const Evaluated lists(*list_, batch, rows, context);
    return located(list_->span, [&] {
      const ElementBatch elements(*lists, rows, name(), context);
      std::vector<Count> counts(batch.size);
      for (std::size_t first = 0; first < elements.size(); first += batch_rows) {
        context.check("quantifier");
        const std::size_t size = std::min(batch_rows, elements.size() - first);
        const Batch inner = elements.batch(first, size, batch, outer_slots_, variable_.slot);
        add_counts(inner, elements, first, context, counts);
      }
      TruthColumn result(batch.size);
      for_each_row(rows, [&](std::uint32_t row) {
        result.set(row, lists->is_null(row) ? Truth::Null : answer(kind_, counts[row]));
      });
      return result.take();
    });
  }
  std::string text() const override {
    return std::string(name()) + "(" + name_text(variable_.name) + " IN " + list_->text() +
           " WHERE " + where_->text() + ")";
  }
  void visit_slots(const std::function<void(Slot)>& visit) const override {
    list_->visit_slots(visit);
    for (const Slot slot : outer_slots_) visit(slot);
  }
  bool parallel() const override { return list_->parallel() && where_->parallel(); }

 private:
  const char* name() const { return names[static_cast<std::size_t>(kind_)]; }
  void add_counts(const Batch& inner, const ElementBatch& elements, std::size_t first,
                  Context& context, std::vector<Count>& counts) const {
    const Evaluated truths(*where_, inner, inner.selection, context);
    for_each_row(inner.selection, [&](std::uint32_t row) {
      Count& count = counts[elements.outer_row(first + row)];
      const Truth truth = truth_of(*truths, row, "WHERE");
      ++(truth == Truth::True ? count.yes : truth == Truth::False ? count.no : count.unknown);
    });
  }

  QuantifierKind kind_;
  Symbol variable_;
  BoundExpressionPtr list_, where_;
  std::vector<Slot> outer_slots_;
};

}  // namespace

BoundExpressionPtr make_quantifier(ast::QuantifierKind kind, Symbol variable,
                                   BoundExpressionPtr list, BoundExpressionPtr where) {
  return std::make_unique<Quantifier>(kind, std::move(variable), std::move(list), std::move(where));
}

}  // namespace normgraph::query
