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
    if (input.values->kind() == Vector::Kind::String) return update_strings(input);
    if (input.values->kind() == Vector::Kind::Date)
      return update_numbers(input, Type::Date,
                            [](const Value& best) { return best.as_date().days; });
    if (input.values->kind() == Vector::Kind::Integer)
      return update_numbers(input, Type::Integer,
                            [](const Value& best) { return best.as_integer(); });
    ValueReader reader(*input.values);
    for (std::size_t i = 0; i < input.rows->size(); ++i) {
      const Value& value = reader[(*input.rows)[i]];
      Value& best = best_[input.groups[i]];
      if (best.is_null() || is_better(order(value, best))) best = value;
    }
  }
  bool takes_weights(const Vector&) const override { return true; }  // they change nothing
  void merge(std::size_t group, const Partial& partial) override {
    Value& best = best_[group];
    if (best.is_null() || is_better(order(partial.extreme, best))) best = partial.extreme;
  }
  /// Equal values are the same there, whichever came first: not so 1 and 1.0.
  bool adds_up(const Vector& values) const override {
    return values.kind() == Vector::Kind::Integer || values.kind() == Vector::Kind::Date ||
           values.kind() == Vector::Kind::String;
  }
  void merge(std::size_t group, AggregateState& other, std::size_t of) override {
    Value& found = static_cast<Extreme&>(other).best_[of];
    Value& best = best_[group];
    if (found.is_null()) return;
    if (best.is_null() || is_better(order(found, best))) best = std::move(found);
  }
  Value result(std::size_t group) override { return best_[group]; }
  std::int64_t bytes() const override {
    return static_cast<std::int64_t>(best_.capacity() * sizeof(Value) * 2);
  }

 private:
  /// Makes a value only of a number that is better than those before it.
  template <class NumberOf>
  void update_numbers(const Input& input, Type type, NumberOf number_of) {
    const Vector& values = *input.values;
    const auto numbers = values.integers();
    for (std::size_t i = 0; i < input.rows->size(); ++i) {
      const std::uint32_t row = (*input.rows)[i];
      Value& best = best_[input.groups[i]];
      if (best.type() == type) {
        const std::int64_t number = numbers[values.at(row)], found = number_of(best);
        if (greatest_ ? number <= found : number >= found) continue;
      } else if (!best.is_null() && !is_better(order(values.value(row), best))) {
        continue;
      }
      best = values.value(row);
    }
  }
  bool is_better(int comparison) const { return greatest_ ? comparison > 0 : comparison < 0; }
  /// Makes a value only of a string that is better than those before it.
  void update_strings(const Input& input) {
    const Vector& values = *input.values;
    for (std::size_t i = 0; i < input.rows->size(); ++i) {
      const std::uint32_t row = (*input.rows)[i];
      Value& best = best_[input.groups[i]];
      const bool compares = best.type() == Type::String;
      const int comparison =
          compares ? values.strings()[values.at(row)].compare(best.as_string()) : 0;
      if (compares ? is_better(comparison)
                   : best.is_null() || is_better(order(values.value(row), best))) {
        best = values.value(row);
      }
    }
  }

  bool greatest_;
  std::vector<Value> best_;  // null: nothing yet
};

}  // namespace

AggregateStatePtr make_extreme(bool greatest) { return std::make_unique<Extreme>(greatest); }

}  // namespace normgraph::query
