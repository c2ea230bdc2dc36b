#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "graph/query/aggregate.hpp"
#include "graph/query/expression.hpp"

namespace normgraph::query {

/// What one aggregate call keeps for every group.
class AggregateState {
 public:
  /// A batch of argument values, none of them null; `parameter` is the percentile's, else null.
  struct Input {
    const Vector* values = nullptr;
    const Vector* parameter = nullptr;
    const Selection* rows = nullptr;
    std::span<const std::uint32_t> groups;  // groups[i]: of row (*rows)[i]
    /// By row: how often it counts. Empty: each once.
    std::span<const std::int64_t> weights = {};
    std::size_t piece = 0;  // of the input, where these are added up in parts
    std::int64_t weight(std::uint32_t row) const { return weights.empty() ? 1 : weights[row]; }
  };
  virtual ~AggregateState() = default;
  virtual void resize(std::size_t groups) = 0;
  virtual void update(const Input& input) = 0;
  /// Whether the answer is exactly the same when a row with one of these values counts several
  /// times at once. Not so for sums of floats, which depend on their order.
  virtual bool takes_weights(const Vector&) const { return false; }
  /// Adds rows that were summed up elsewhere; `partial.count` is not 0. Only for the aggregates
  /// that Accumulators::merge names.
  virtual void merge(std::size_t, const Partial&) {}
  /// Whether the answer is exactly the same when rows with these values are summed up apart from
  /// others, and merged.
  virtual bool adds_up(const Vector&) const { return false; }
  /// Adds what another state of the same call has for a group, which is of no use after that. Only
  /// where adds_up.
  virtual void merge(std::size_t, AggregateState&, std::size_t) {}
  /// For collect(): adds all that another one has, whose groups became groups[0], groups[1], …
  virtual void merge_all(AggregateState&, std::span<const std::uint32_t>) {}
  /// The answers of groups, each asked for once.
  virtual Vector results(std::size_t first, std::size_t count);
  virtual std::int64_t bytes() const = 0;

 protected:
  virtual Value result(std::size_t) { return {}; }
};
using AggregateStatePtr = std::unique_ptr<AggregateState>;

AggregateStatePtr make_count();                      // counting.cpp
AggregateStatePtr make_collect();                    // collect.cpp
AggregateStatePtr make_sum();                        // sum.cpp
AggregateStatePtr make_average();                    // sum.cpp
AggregateStatePtr make_extreme(bool greatest);       // extreme.cpp
AggregateStatePtr make_deviation(bool of_sample);    // statistics.cpp
AggregateStatePtr make_percentile(bool continuous);  // statistics.cpp

}  // namespace normgraph::query
