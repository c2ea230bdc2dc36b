#include <vector>

#include "graph/query/aggregate/state.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/value/compare.hpp"

namespace normgraph::query {
namespace {

/// min() and max() by the total order of ORDER BY, so that mixed types have one too.
class Extreme final : public AggregateState {
 public:
  explicit Extreme(bool greatest) : greatest_(greatest) {}
  void resize(std::size_t groups) override { best_.resize(groups); }
  void update(const Input& input) override {
    ValueReader reader(*input.values);
    for (std::size_t i = 0; i < input.rows->size(); ++i) {
      const Value& value = reader[(*input.rows)[i]];
      Value& best = best_[input.groups[i]];
      if (best.is_null() || (greatest_ ? order(value, best) > 0 : order(value, best) < 0)) {
        best = value;
      }
    }
  }
  Value result(std::size_t group) const override { return best_[group]; }
  std::int64_t bytes() const override {
    return static_cast<std::int64_t>(best_.capacity() * sizeof(Value) * 2);
  }

 private:
  bool greatest_;
  std::vector<Value> best_;  // null: nothing yet
};

}  // namespace

AggregateStatePtr make_extreme(bool greatest) { return std::make_unique<Extreme>(greatest); }

}  // namespace normgraph::query
