#include <algorithm>
#include <cmath>
#include <vector>

#include "graph/query/aggregate/state.hpp"
#include "graph/query/expression/errors.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/value/compare.hpp"

namespace normgraph::query {
namespace {

/// Standard deviation in one pass by Welford's recurrence, which does not lose digits.
class Deviation final : public AggregateState {
 public:
  explicit Deviation(bool of_sample) : of_sample_(of_sample) {}
  void resize(std::size_t groups) override { entries_.resize(groups); }
  void update(const Input& input) override {
    ValueReader reader(*input.values);
    for (std::size_t i = 0; i < input.rows->size(); ++i) {
      const Value& value = reader[(*input.rows)[i]];
      if (!value.is_number()) {
        throw argument_value_error(of_sample_ ? "stDev" : "stDevP", value, "numbers");
      }
      entries_[input.groups[i]].add(value.as_number());
    }
  }
  Value result(std::size_t group) override {
    const Entry& entry = entries_[group];
    const double divisor = entry.count - (of_sample_ ? 1 : 0);
    return Value::real(divisor > 0 ? std::sqrt(entry.squares / divisor) : 0.0);
  }
  std::int64_t bytes() const override {
    return static_cast<std::int64_t>(entries_.capacity() * sizeof(Entry));
  }

 private:
  struct Entry {
    double count = 0, mean = 0, squares = 0;
    void add(double value) {
      count += 1;
      const double from_old_mean = value - mean;
      mean += from_old_mean / count;
      squares += from_old_mean * (value - mean);
    }
  };
  bool of_sample_;
  std::vector<Entry> entries_;
};

class Percentile final : public AggregateState {
 public:
  explicit Percentile(bool continuous) : continuous_(continuous) {}
  void resize(std::size_t groups) override { entries_.resize(groups); }
  void update(const Input& input) override {
    ValueReader values(*input.values), percentiles(*input.parameter);
    for (std::size_t i = 0; i < input.rows->size(); ++i) {
      const std::uint32_t row = (*input.rows)[i];
      Entry& entry = entries_[input.groups[i]];
      if (entry.values.empty()) entry.percentile = checked(percentiles[row]);
      const Value& value = values[row];
      if (!value.is_number()) throw argument_value_error(name(), value, "numbers");
      entry.values.push_back(value);
    }
    kept_ += input.rows->size();
  }
  Value result(std::size_t group) override {
    const Entry& entry = entries_[group];
    if (entry.values.empty()) return {};
    std::vector<Value> sorted = entry.values;
    std::sort(sorted.begin(), sorted.end(),
              [](const Value& a, const Value& b) { return order(a, b) < 0; });
    return continuous_ ? interpolated(sorted, entry.percentile)
                       : nearest_rank(sorted, entry.percentile);
  }
  std::int64_t bytes() const override {
    return static_cast<std::int64_t>(entries_.capacity() * sizeof(Entry) + kept_ * sizeof(Value));
  }

 private:
  struct Entry {
    std::vector<Value> values;
    double percentile = 0;
  };
  const char* name() const { return continuous_ ? "percentileCont" : "percentileDisc"; }
  double checked(const Value& percentile) const {
    if (!percentile.is_number()) {
      throw argument_type_error(name(), percentile, "a number from 0.0 to 1.0");
    }
    const double p = percentile.as_number();
    if (p >= 0 && p <= 1) return p;
    throw argument_range_error(std::string(name()) + "() takes a percentile from 0.0 to 1.0");
  }
  /// Between the two values that the rank p * (n - 1) lies between.
  static Value interpolated(const std::vector<Value>& sorted, double p) {
    const double rank = p * static_cast<double>(sorted.size() - 1);
    const double below = sorted[static_cast<std::size_t>(std::floor(rank))].as_number();
    const double above = sorted[static_cast<std::size_t>(std::ceil(rank))].as_number();
    return Value::real(below + (above - below) * (rank - std::floor(rank)));
  }
  /// The least value that at least the share p of all values does not exceed.
  static Value nearest_rank(const std::vector<Value>& sorted, double p) {
    const double rank = std::ceil(p * static_cast<double>(sorted.size()));
    return sorted[rank < 1 ? 0 : static_cast<std::size_t>(rank) - 1];
  }

  bool continuous_;
  std::size_t kept_ = 0;
  std::vector<Entry> entries_;
};

}  // namespace

AggregateStatePtr make_deviation(bool of_sample) { return std::make_unique<Deviation>(of_sample); }
AggregateStatePtr make_percentile(bool continuous) {
  return std::make_unique<Percentile>(continuous);
}

}  // namespace normgraph::query
