#include "graph/query/aggregate.hpp"

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
};

bool can_be_merged(const AggregateCall& call) {
  if (call.distinct) return false;
  switch (call.function) {
    case Function::CountStar:
    case Function::Count:
    case Function::Sum:
    case Function::Avg:
    case Function::Min:
    case Function::Max:
    case Function::PercentileCont:
    case Function::PercentileDisc:
      return true;
    default:
      return false;
  }
}

Accumulators::Accumulators(std::span<const AggregateCall> calls, bool in_parts)
    : in_parts_(in_parts) {
  for (const AggregateCall& call : calls) {
    calls_.push_back({&call, make_state(call.function), std::nullopt});
    if (call.distinct) calls_.back().seen.emplace();
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
  const AggregateState::Input input{&values, &parameter, &rows, groups, weights};
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
    const AggregateCall& of = *calls_[call].call;
    located(of.argument ? of.argument->span : Span(), [&] {
      for (std::size_t i = 0; i < groups.size(); ++i)
        calls_[call].state->merge(groups[i], *other.calls_[call].state, first + i);
      return Vector();
    });
  }
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
