#include "graph/query/aggregate.hpp"

#include <algorithm>
#include <optional>

#include "graph/query/aggregate/distinct_values.hpp"
#include "graph/query/aggregate/state.hpp"
#include "graph/query/expression/operation.hpp"
#include "graph/query/expression/rows.hpp"

namespace normgraph::query {
namespace {

using Function = AggregateCall::Function;

AggregateStatePtr make_state(Function function) {
  switch (function) {
    case Function::CountStar:
    case Function::Count:
      return make_count();
    case Function::Sum:
      return make_sum();
    case Function::Avg:
      return make_average();
    case Function::Min:
      return make_extreme(false);
    case Function::Max:
      return make_extreme(true);
    case Function::Collect:
      return make_collect();
    case Function::StDev:
      return make_deviation(true);
    case Function::StDevP:
      return make_deviation(false);
    case Function::PercentileCont:
      return make_percentile(true);
    case Function::PercentileDisc:
      return make_percentile(false);
  }
  return nullptr;
}

/// Rows with their groups, as an aggregate shall see them.
struct Rows {
  std::vector<std::uint32_t> rows, groups;
};

Rows without_nulls(const Vector& values, const Selection& rows,
                   std::span<const std::uint32_t> groups) {
  Rows kept;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (values.is_null(rows[i])) continue;
    kept.rows.push_back(rows[i]);
    kept.groups.push_back(groups[i]);
  }
  return kept;
}

}  // namespace

Vector AggregateState::results(std::size_t first, std::size_t count) {
  std::vector<Value> answers;
  answers.reserve(count);
  for (std::size_t i = 0; i < count; ++i) answers.push_back(result(first + i));
  return narrow(std::move(answers));
}

struct Accumulators::Call {
  const AggregateCall* call = nullptr;
  AggregateStatePtr state;
  std::optional<DistinctValues> seen;  // DISTINCT
  /// Whether its groups are only noted at first where parts are merged.
  bool noted() const { return seen || call->function == Function::Collect; }
};

/// Different values are known without their order and their percentage.
bool can_be_merged(const AggregateCall& call) {
  return !call.distinct || (!call.parameter && call.function != Function::Collect);
}

Accumulators::Accumulators(std::span<const AggregateCall> calls, bool in_parts)
    : in_parts_(in_parts) {
  for (const AggregateCall& call : calls) {
    calls_.push_back({&call, make_state(call.function), std::nullopt});
    if (call.distinct) calls_.back().seen.emplace();
    any_noted_ = any_noted_ || calls_.back().noted();
  }
}

Accumulators::~Accumulators() = default;
Accumulators::Accumulators(Accumulators&&) noexcept = default;
Accumulators& Accumulators::operator=(Accumulators&&) noexcept = default;

void Accumulators::resize(std::size_t count) {
  for (Call& call : calls_) call.state->resize(count);
}

bool Accumulators::update(const Batch& batch, const Selection& rows,
                          std::span<const std::uint32_t> groups, Context& context,
                          std::span<const std::int64_t> weights) {
  if (rows.empty()) return true;
  for (Call& call : calls_) {
    if (call.call->function == Function::CountStar) {
      AggregateState::Input input;
      input.rows = &rows;
      input.groups = groups;
      input.weights = weights;
      call.state->update(input);
      continue;
    }
    const Evaluated values(*call.call->argument, batch, rows, context);
    if (!values->has_nulls() && !call.seen) {
      if (!update(call, *values, batch, rows, groups, context, weights)) return false;
      continue;
    }
    Rows counted = without_nulls(*values, rows, groups);
    if (call.seen) call.seen->keep_new(*values, counted.rows, counted.groups);
    const Selection selected(std::move(counted.rows));
    const auto counting = call.seen ? std::span<const std::int64_t>() : weights;
    if (!update(call, *values, batch, selected, counted.groups, context, counting)) return false;
  }
  return true;
}

bool Accumulators::update(Call& call, const Vector& values, const Batch& batch,
                          const Selection& rows, std::span<const std::uint32_t> groups,
                          Context& context, std::span<const std::int64_t> weights) {
  if (rows.empty()) return true;
  if (!weights.empty() && !call.state->takes_weights(values)) return false;
  if (in_parts_ && !call.state->adds_up(values)) return false;
  Vector parameter;
  if (call.call->parameter) {
    parameter = Evaluated(*call.call->parameter, batch, rows, context).take();
  }
  const AggregateState::Input input{&values, &parameter, &rows, groups, weights, piece_};
  located(call.call->argument->span, [&] {
    call.state->update(input);
    return Vector();
  });
  return true;
}

void Accumulators::merge(std::size_t call, std::size_t group, const Partial& partial) {
  if (partial.count == 0) return;
  const AggregateCall& of = *calls_[call].call;
  located(of.argument ? of.argument->span : Span(), [&] {
    calls_[call].state->merge(group, partial);
    return Vector();
  });
}

void Accumulators::merge(Accumulators& other, std::size_t first,
                         std::span<const std::uint32_t> groups) {
  for (std::size_t call = 0; call < calls_.size(); ++call) {
    if (calls_[call].noted()) continue;
    const AggregateCall& of = *calls_[call].call;
    located(of.argument ? of.argument->span : Span(), [&] {
      for (std::size_t i = 0; i < groups.size(); ++i)
        calls_[call].state->merge(groups[i], *other.calls_[call].state, first + i);
      return Vector();
    });
  }
  if (!any_noted_) return;
  other.merged_into_.resize(std::max(other.merged_into_.size(), first + groups.size()));
  for (std::size_t i = 0; i < groups.size(); ++i) {
    other.merged_into_[first + i] = groups[i];
    if (groups[i] >= merged_.size()) merged_.resize(groups[i] + 1);
    ++merged_[groups[i]];
  }
}

void Accumulators::merge_noted(Accumulators& other) {
  for (std::size_t call = 0; call < calls_.size(); ++call) {
    if (!calls_[call].noted()) continue;
    located(calls_[call].call->argument->span, [&] {
      if (calls_[call].seen)
        merge_distinct(calls_[call], other.calls_[call], other.merged_into_);
      else
        calls_[call].state->merge_all(*other.calls_[call].state, other.merged_into_);
      return Vector();
    });
  }
}

/// A group of only one other has its answer; of several, the values are put together.
void Accumulators::merge_distinct(Call& call, Call& other,
                                  const std::vector<std::uint32_t>& merged_into) {
  bool several = false;
  for (std::size_t group = 0; group < merged_into.size(); ++group) {
    const std::uint32_t into = merged_into[group];
    if (merged_[into] == 1)
      call.state->merge(into, *other.state, group);
    else
      several = true;
  }
  if (!several) return;
  other.seen->for_each_batch([&](const Vector& values, const std::vector<std::uint32_t>& groups) {
    Rows added;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const std::uint32_t into = merged_into[groups[i]];
      if (merged_[into] == 1) continue;
      added.rows.push_back(static_cast<std::uint32_t>(i));
      added.groups.push_back(into);
    }
    call.seen->keep_new(values, added.rows, added.groups);
    const Selection rows(std::move(added.rows));
    call.state->update({&values, nullptr, &rows, added.groups});
  });
}

Vector Accumulators::result(std::size_t call, std::size_t first, std::size_t count) {
  return calls_[call].state->results(first, count);
}

std::int64_t Accumulators::bytes() const {
  std::int64_t total = 0;
  for (const Call& call : calls_) {
    total += call.state->bytes() + (call.seen ? call.seen->bytes() : 0);
  }
  return total;
}

}  // namespace normgraph::query
