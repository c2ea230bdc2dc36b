#include <algorithm>
#include <cmath>
#include <vector>

#include "graph/query/aggregate/state.hpp"
#include "graph/query/expression/errors.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/value/compare.hpp"

namespace normgraph::query {
namespace {

/// Standard deviation. Integers are summed up exactly, whatever their order; other numbers in one
/// pass by Welford's recurrence, which does not lose digits.
class Deviation final : public AggregateState {
 public:
  explicit Deviation(bool of_sample) : of_sample_(of_sample) {}
  void resize(std::size_t groups) override { entries_.resize(groups); }
  void update(const Input& input) override {
    ValueReader reader(*input.values);
    for (std::size_t i = 0; i < input.rows->size(); ++i) {
      const std::uint32_t row = (*input.rows)[i];
      const Value& value = reader[row];
      if (!value.is_number()) {
        throw argument_value_error(of_sample_ ? "stDev" : "stDevP", value, "numbers");
      }
      Entry& entry = entries_[input.groups[i]];
      if (value.type() == Type::Integer && is_small(value.as_integer()))
        entry.integers.add(value.as_integer(), input.weight(row));
      else
        entry.others.add({1, value.as_number(), 0});
    }
  }
  bool takes_weights(const Vector& values) const override {
    return values.kind() == Vector::Kind::Integer &&
           std::ranges::all_of(values.integers(), is_small);
  }
  bool adds_up(const Vector& values) const override { return takes_weights(values); }
  void merge(std::size_t group, AggregateState& from, std::size_t other_group) override {
    entries_[group].integers.add(static_cast<Deviation&>(from).entries_[other_group].integers);
  }
  Value result(std::size_t group) override {
    Moments all = entries_[group].integers.moments();
    all.add(entries_[group].others);
    const double divisor = all.count - (of_sample_ ? 1 : 0);
    return Value::real(divisor > 0 ? std::sqrt(all.squares / divisor) : 0.0);
  }
  std::int64_t bytes() const override {
    return static_cast<std::int64_t>(entries_.capacity() * sizeof(Entry));
  }

 private:
  /// The squares of 2^40 of these can be summed up in a WideInteger.
  static bool is_small(std::int64_t value) {
    constexpr std::int64_t limit = std::int64_t{1} << 31;
    return -limit <= value && value <= limit;
  }
  struct Moments {
    double count = 0, mean = 0, squares = 0;  // squares: of the distances from the mean
    /// Chan, Golub and LeVeque; of one number it is Welford's recurrence.
    void add(const Moments& other) {
      if (other.count == 0) return;
      const double both = count + other.count, distance = other.mean - mean;
      squares += other.squares + distance * distance * (count * other.count / both);
      mean += distance * (other.count / both);
      count = both;
    }
  };
  struct Sums {
    std::int64_t count = 0;
    WideInteger sum = 0, squares = 0;
    void add(std::int64_t value, std::int64_t weight) {
      count += weight;
      sum += WideInteger{value} * weight;
      squares += WideInteger{value} * value * weight;
    }
    void add(const Sums& other) {
      count += other.count;
      sum += other.sum;
      squares += other.squares;
    }
    Moments moments() const {
      if (count == 0) return {};
      // About a whole number near the mean, so that nothing is lost before the division.
      const WideInteger near = sum / count;
      const auto rest = static_cast<double>(sum - near * count);
      const auto of_all = static_cast<double>(count);
      const auto about_near = static_cast<double>(squares - 2 * near * sum + near * near * count);
      return {of_all, static_cast<double>(near) + rest / of_all, about_near - rest * rest / of_all};
    }
  };
  struct Entry {
    Sums integers;
    Moments others;
  };
  bool of_sample_;
  std::vector<Entry> entries_;
};

class Percentile final : public AggregateState {
 public:
  explicit Percentile(bool continuous) : continuous_(continuous) {}
  void resize(std::size_t groups) override { entries_.resize(groups); }
  void update(const Input& input) override {
    ValueReader percentiles(*input.parameter);
    const auto entry_of = [&](std::size_t i) -> Entry& {
      Entry& entry = entries_[input.groups[i]];
      if (entry.empty()) entry.percentile = checked(percentiles[(*input.rows)[i]]);
      return entry;
    };
    kept_ += input.rows->size();
    if (input.values->kind() == Vector::Kind::Integer) return add_integers(input, entry_of);
    ValueReader values(*input.values);
    for (std::size_t i = 0; i < input.rows->size(); ++i) {
      const Value& value = values[(*input.rows)[i]];
      Entry& entry = entry_of(i);
      if (!value.is_number()) throw argument_value_error(name(), value, "numbers");
      entry.others.push_back(value);
    }
  }
  bool takes_weights(const Vector& values) const override {
    return values.kind() == Vector::Kind::Integer;
  }
  bool adds_up(const Vector& values) const override { return takes_weights(values); }
  void merge(std::size_t group, AggregateState& from, std::size_t other_group) override {
    auto& other = static_cast<Percentile&>(from);
    Entry& more = other.entries_[other_group];
    Entry& entry = entries_[group];
    kept_ += more.integers.size();
    if (entry.empty()) {
      entry = std::move(more);
      return;
    }
    entry.integers.insert(entry.integers.end(), more.integers.begin(), more.integers.end());
  }
  Value result(std::size_t group) override {
    Entry& entry = entries_[group];
    if (entry.empty()) return {};
    if (!entry.others.empty()) return of_values(entry);
    const std::int64_t size = entry.size();
    return continuous_ ? interpolated(size, entry.percentile,
                                      [&](std::int64_t rank) {
                                        return static_cast<double>(entry.integer_at(rank));
                                      })
                       : Value::integer(entry.integer_at(nearest_rank(size, entry.percentile)));
  }
  std::int64_t bytes() const override {
    return static_cast<std::int64_t>(entries_.capacity() * sizeof(Entry) + kept_ * sizeof(Counted));
  }

 private:
  struct Counted {
    std::int64_t value, count;
  };
  struct Entry {
    std::vector<Counted> integers;
    std::vector<Value> others;
    double percentile = 0;

    bool empty() const { return integers.empty() && others.empty(); }
    std::int64_t size() const {
      std::int64_t size = 0;
      for (const Counted& each : integers) size += each.count;
      return size;
    }
    /// The one with `rank` before it, in order.
    std::int64_t integer_at(std::int64_t rank) {
      const auto less = [](const Counted& a, const Counted& b) { return a.value < b.value; };
      if (size() == static_cast<std::int64_t>(integers.size())) {
        std::nth_element(integers.begin(), integers.begin() + rank, integers.end(), less);
        return integers[static_cast<std::size_t>(rank)].value;
      }
      std::sort(integers.begin(), integers.end(), less);
      std::size_t i = 0;
      for (; rank >= integers[i].count; ++i) rank -= integers[i].count;
      return integers[i].value;
    }
  };

  template <class EntryOf>
  static void add_integers(const Input& input, EntryOf entry_of) {
    const std::span<const std::int64_t> numbers = input.values->integers();
    const bool constant = input.values->is_constant();
    for (std::size_t i = 0; i < input.rows->size(); ++i) {
      const std::uint32_t row = (*input.rows)[i];
      entry_of(i).integers.push_back({numbers[constant ? 0 : row], input.weight(row)});
    }
  }
  const char* name() const { return continuous_ ? "percentileCont" : "percentileDisc"; }
  double checked(const Value& percentile) const {
    if (!percentile.is_number()) {
      throw argument_type_error(name(), percentile, "a number from 0.0 to 1.0");
    }
    const double p = percentile.as_number();
    if (p >= 0 && p <= 1) return p;
    throw argument_range_error(std::string(name()) + "() takes a percentile from 0.0 to 1.0");
  }
  Value of_values(const Entry& entry) const {
    std::vector<Value> sorted = entry.others;
    for (const Counted& each : entry.integers)
      sorted.insert(sorted.end(), static_cast<std::size_t>(each.count), Value::integer(each.value));
    std::sort(sorted.begin(), sorted.end(),
              [](const Value& a, const Value& b) { return order(a, b) < 0; });
    const auto size = static_cast<std::int64_t>(sorted.size());
    const auto at = [&](std::int64_t rank) -> const Value& {
      return sorted[static_cast<std::size_t>(rank)];
    };
    return continuous_ ? interpolated(size, entry.percentile,
                                      [&](std::int64_t rank) { return at(rank).as_number(); })
                       : at(nearest_rank(size, entry.percentile));
  }
  /// Between the two values that the rank p * (n - 1) lies between.
  template <class NumberAt>
  static Value interpolated(std::int64_t size, double p, NumberAt number_at) {
    const double rank = p * static_cast<double>(size - 1);
    const double below = number_at(static_cast<std::int64_t>(std::floor(rank)));
    const double above = number_at(static_cast<std::int64_t>(std::ceil(rank)));
    return Value::real(below + (above - below) * (rank - std::floor(rank)));
  }
  /// The least value that at least the share p of all values does not exceed.
  static std::int64_t nearest_rank(std::int64_t size, double p) {
    const double rank = std::ceil(p * static_cast<double>(size));
    return rank < 1 ? 0 : static_cast<std::int64_t>(rank) - 1;
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
