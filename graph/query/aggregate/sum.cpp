#include <optional>
#include <vector>

#include "graph/query/aggregate/state.hpp"
#include "graph/query/expression/errors.hpp"
#include "graph/query/expression/nodes.hpp"
#include "graph/query/expression/operation.hpp"

namespace normgraph::query {
namespace {

/// A sum of integers as long as all are integers, else of floats; or of durations.
class RunningSum {
 public:
  void add(const Value& value, const char* function) {
    switch (value.type()) {
      case Type::Integer:
        return add_integer(value.as_integer(), function);
      case Type::Float:
        return add_float(value.as_float(), function);
      case Type::Duration:
        if (numbers_ > 0) throw mixed(function);
        duration_ = duration_ ? calculate(ast::BinaryOperator::Add, *duration_, value) : value;
        return;
      default:
        throw argument_value_error(function, value, "numbers or durations");
    }
  }
  void add_integer(std::int64_t value, const char* function) {
    if (duration_) throw mixed(function);
    ++numbers_;
    if (is_float_) {
      float_ += static_cast<double>(value);
    } else if (__builtin_add_overflow(integer_, value, &integer_)) {
      throw integer_overflow(std::string(function) + "()");
    }
  }
  void add_float(double value, const char* function) {
    if (duration_) throw mixed(function);
    ++numbers_;
    if (!is_float_) float_ = static_cast<double>(integer_);
    is_float_ = true;
    float_ += value;
  }
  /// What was added up elsewhere, of numbers.
  void add(const RunningSum& other, const char* function) {
    if (other.numbers_ == 0) return;
    if (other.is_float_)
      add_float(other.float_, function);
    else
      add_integer(other.integer_, function);
  }
  Value value() const {
    if (duration_) return *duration_;
    return is_float_ ? Value::real(float_) : Value::integer(integer_);
  }

 private:
  static Error mixed(const char* function) {
    return operand_type_error(std::string(function) + "() cannot add numbers and durations");
  }

  std::int64_t integer_ = 0, numbers_ = 0;
  double float_ = 0;
  bool is_float_ = false;
  std::optional<Value> duration_;
};

/// As long as only integers come, an integer a group.
class Sum final : public AggregateState {
 public:
  void resize(std::size_t groups) override {
    if (sums_.empty())
      integers_.resize(groups);
    else
      sums_.resize(groups);
  }
  void update(const Input& input) override {
    const Vector& values = *input.values;
    if (values.kind() == Vector::Kind::Integer && sums_.empty()) return update_integers(input);
    take_any();
    ValueReader reader(values);
    for (std::size_t i = 0; i < input.rows->size(); ++i) {
      const std::uint32_t row = (*input.rows)[i];
      RunningSum& sum = sums_[input.groups[i]];
      if (values.kind() == Vector::Kind::Integer)
        sum.add_integer(times(values.integers()[values.at(row)], input.weight(row)), "sum");
      else if (values.kind() == Vector::Kind::Float)
        sum.add_float(values.floats()[values.at(row)], "sum");
      else
        sum.add(reader[row], "sum");
    }
  }
  bool takes_weights(const Vector& values) const override {
    return values.kind() == Vector::Kind::Integer;
  }
  bool adds_up(const Vector& values) const override { return takes_weights(values); }
  void merge(std::size_t group, AggregateState& from, std::size_t other_group) override {
    auto& other = static_cast<Sum&>(from);
    if (sums_.empty() && other.sums_.empty()) {
      if (other.integers_[other_group].any) integers_[group].add(other.integers_[other_group].sum);
      return;
    }
    take_any();
    other.take_any();
    sums_[group].add(other.sums_[other_group], "sum");
  }
  void merge(std::size_t group, const Partial& partial) override {
    if (partial.sum > INT64_MAX || partial.sum < INT64_MIN) throw integer_overflow("sum()");
    const auto sum = static_cast<std::int64_t>(partial.sum);
    if (sums_.empty())
      integers_[group].add(sum);
    else
      sums_[group].add_integer(sum, "sum");
  }
  Value result(std::size_t group) override {
    return sums_.empty() ? Value::integer(integers_[group].sum) : sums_[group].value();
  }
  std::int64_t bytes() const override {
    return static_cast<std::int64_t>(sums_.capacity() * sizeof(RunningSum) +
                                     integers_.capacity() * sizeof(IntegerSum));
  }

 private:
  struct IntegerSum {
    std::int64_t sum = 0;
    bool any = false;  // something was added
    void add(std::int64_t value) {
      if (__builtin_add_overflow(sum, value, &sum)) throw integer_overflow("sum()");
      any = true;
    }
  };

  static std::int64_t times(std::int64_t value, std::int64_t weight) {
    if (__builtin_mul_overflow(value, weight, &value)) throw integer_overflow("sum()");
    return value;
  }
  void update_integers(const Input& input) {
    const Vector& values = *input.values;
    for (std::size_t i = 0; i < input.rows->size(); ++i) {
      const std::uint32_t row = (*input.rows)[i];
      integers_[input.groups[i]].add(times(values.integers()[values.at(row)], input.weight(row)));
    }
  }
  void take_any() {
    if (!sums_.empty()) return;
    sums_.resize(integers_.size());
    for (std::size_t group = 0; group < integers_.size(); ++group)
      if (integers_[group].any) sums_[group].add_integer(integers_[group].sum, "sum");
    integers_ = {};
  }

  std::vector<IntegerSum> integers_;
  std::vector<RunningSum> sums_;  // empty: nothing but integers so far
};

/// Integers are added as floats: the mean of large ones must not overflow.
class Average final : public AggregateState {
 public:
  void resize(std::size_t groups) override { entries_.resize(groups); }
  void update(const Input& input) override {
    if (input.values->kind() == Vector::Kind::Integer) return update_integers(input);
    ValueReader reader(*input.values);
    for (std::size_t i = 0; i < input.rows->size(); ++i) {
      const Value& value = reader[(*input.rows)[i]];
      Entry& entry = entries_[input.groups[i]];
      ++entry.count;
      if (value.is_number()) {
        entry.sum.add_float(value.as_number(), "avg");
      } else {
        entry.sum.add(value, "avg");
      }
    }
  }
  bool takes_weights(const Vector& values) const override {
    return values.kind() == Vector::Kind::Integer;
  }
  bool adds_up(const Vector& values) const override { return takes_weights(values); }
  void merge(std::size_t group, AggregateState& other, std::size_t of) override {
    const Entry& entry = static_cast<Average&>(other).entries_[of];
    entries_[group].count += entry.count;
    entries_[group].sum.add(entry.sum, "avg");
  }
  void merge(std::size_t group, const Partial& partial) override {
    entries_[group].count += partial.count;
    entries_[group].sum.add_float(static_cast<double>(partial.sum), "avg");
  }
  Value result(std::size_t group) override {
    const Entry& entry = entries_[group];
    if (entry.count == 0) return {};
    return calculate(ast::BinaryOperator::Divide, entry.sum.value(), Value::integer(entry.count));
  }
  std::int64_t bytes() const override {
    return static_cast<std::int64_t>(entries_.capacity() * sizeof(Entry));
  }

 private:
  void update_integers(const Input& input) {
    const Vector& values = *input.values;
    for (std::size_t i = 0; i < input.rows->size(); ++i) {
      const std::uint32_t row = (*input.rows)[i];
      const auto value = static_cast<double>(values.integers()[values.at(row)]);
      const std::int64_t weight = input.weight(row);
      Entry& entry = entries_[input.groups[i]];
      entry.count += weight;
      entry.sum.add_float(value * static_cast<double>(weight), "avg");
    }
  }

  struct Entry {
    RunningSum sum;
    std::int64_t count = 0;
  };
  std::vector<Entry> entries_;
};

}  // namespace

AggregateStatePtr make_sum() { return std::make_unique<Sum>(); }
AggregateStatePtr make_average() { return std::make_unique<Average>(); }

}  // namespace normgraph::query
