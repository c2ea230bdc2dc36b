// collect(): the values stay in the columns in which they came, and are put in the order of their
// groups when the lists are asked for.

#include <algorithm>
#include <vector>

#include "graph/parallel.hpp"
#include "graph/query/aggregate/state.hpp"
#include "graph/value/footprint.hpp"

namespace normgraph::query {
namespace {

class Collect final : public AggregateState {
 public:
  void resize(std::size_t groups) override { groups_ = groups; }
  void update(const Input& input) override {
    Vector values = input.values->gather(selected(*input.rows));
    bytes_ += bytes_as_list(values);
    const bool small = !columns_.empty() && columns_.back().piece == input.piece &&
                       columns_.back().groups.size() + input.groups.size() <= batch_rows;
    if (small) {
      Column& column = columns_.back();
      column.values.append(values);
      column.groups.insert(column.groups.end(), input.groups.begin(), input.groups.end());
    } else {
      columns_.push_back(
          {input.piece, std::move(values), {input.groups.begin(), input.groups.end()}});
    }
  }
  bool adds_up(const Vector&) const override { return true; }
  void merge_all(AggregateState& from, std::span<const std::uint32_t> groups) override {
    auto& other = static_cast<Collect&>(from);
    for (Column& column : other.columns_) {
      for (std::uint32_t& group : column.groups) group = groups[group];
      columns_.push_back(std::move(column));
    }
    other.columns_.clear();
    bytes_ += other.bytes_;
  }
  Vector results(std::size_t first, std::size_t count) override {
    constexpr std::size_t many_values = 4 * batch_rows, parts = 8;
    if (begins_.empty()) put_in_order();
    std::vector<Value> lists(count);
    const bool parallel = begins_[first + count] - begins_[first] >= many_values;
    for_each_part(parts, parallel, [&](std::size_t part) {
      for (std::size_t i = part * count / parts; i < (part + 1) * count / parts; ++i)
        lists[i] = list_of(first + i);
    });
    return Vector::of(std::move(lists));
  }
  std::int64_t bytes() const override {
    return static_cast<std::int64_t>(groups_ * sizeof(std::size_t)) + bytes_;
  }

 private:
  struct Column {
    std::size_t piece = 0;  // of the input
    Vector values;
    std::vector<std::uint32_t> groups;
  };

  static std::vector<std::uint32_t> selected(const Selection& rows) {
    std::vector<std::uint32_t> numbers(rows.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = rows[i];
    return numbers;
  }

  /// What the values will take in their lists.
  static std::int64_t bytes_as_list(const Vector& values) {
    constexpr std::int64_t of_string = sizeof(Value) + 48;
    if (values.kind() == Vector::Kind::Generic) return bytes_of(values);
    if (values.kind() != Vector::Kind::String)
      return static_cast<std::int64_t>(values.size() * sizeof(Value));
    std::int64_t bytes = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
      bytes += of_string + static_cast<std::int64_t>(values.strings()[values.at(i)].size());
    return bytes;
  }

  /// A counting sort by group; pieces that were collected apart are in the order of the input.
  void put_in_order() {
    std::stable_sort(columns_.begin(), columns_.end(),
                     [](const Column& a, const Column& b) { return a.piece < b.piece; });
    begins_.assign(groups_ + 1, 0);
    for (const Column& column : columns_)
      for (const std::uint32_t group : column.groups) ++begins_[group + 1];
    for (std::size_t group = 0; group < groups_; ++group) begins_[group + 1] += begins_[group];
    places_.resize(begins_[groups_]);
    std::vector<std::size_t> next = begins_;
    for (std::size_t i = 0; i < columns_.size(); ++i)
      for (std::size_t row = 0; row < columns_[i].groups.size(); ++row)
        places_[next[columns_[i].groups[row]]++] = {static_cast<std::uint32_t>(i),
                                                    static_cast<std::uint32_t>(row)};
  }

  Value list_of(std::size_t group) const {
    List list;
    list.reserve(begins_[group + 1] - begins_[group]);
    for (std::size_t i = begins_[group]; i < begins_[group + 1]; ++i)
      list.push_back(columns_[places_[i].vector].values.value(places_[i].row));
    return Value::list(std::move(list));
  }

  std::size_t groups_ = 0;
  std::vector<Column> columns_;
  std::int64_t bytes_ = 0;           // of all values, in lists
  std::vector<std::size_t> begins_;  // by group, in places_; empty: not in order yet
  std::vector<Place> places_;        // of the values, group by group
};

}  // namespace

AggregateStatePtr make_collect() { return std::make_unique<Collect>(); }

}  // namespace normgraph::query
