#include <vector>

#include "graph/query/aggregate/state.hpp"

namespace normgraph::query {
namespace {

class Count final : public AggregateState {
 public:
  void resize(std::size_t groups) override { counts_.resize(groups); }
  void update(const Input& input) override {
    if (input.weights.empty())
      for (const std::uint32_t group : input.groups) ++counts_[group];
    else
      for (std::size_t i = 0; i < input.groups.size(); ++i)
        counts_[input.groups[i]] += input.weights[(*input.rows)[i]];
  }
  bool takes_weights(const Vector&) const override { return true; }
  void merge(std::size_t group, const Partial& partial) override {
    counts_[group] += partial.count;
  }
  bool adds_up(const Vector&) const override { return true; }
  void merge(std::size_t group, AggregateState& other, std::size_t of) override {
    counts_[group] += static_cast<Count&>(other).counts_[of];
  }
  Vector results(std::size_t first, std::size_t count) override {
    const auto begin = counts_.begin() + static_cast<std::ptrdiff_t>(first);
    return Vector::of(std::vector<std::int64_t>(begin, begin + static_cast<std::ptrdiff_t>(count)));
  }
  std::int64_t bytes() const override {
    return static_cast<std::int64_t>(counts_.capacity() * sizeof(std::int64_t));
  }

 private:
  std::vector<std::int64_t> counts_;
};

}  // namespace

AggregateStatePtr make_count() { return std::make_unique<Count>(); }

}  // namespace normgraph::query
