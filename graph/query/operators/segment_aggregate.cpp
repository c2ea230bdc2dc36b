#include "graph/query/operators/segment_aggregate.hpp"

#include <algorithm>

#include "graph/parallel.hpp"
#include "graph/query/expression/shape.hpp"
#include "graph/query/operators/segment_reduce.hpp"
#include "graph/query/operators/segment_values.hpp"

namespace normgraph::query {
namespace {

using Function = AggregateCall::Function;

/// Whether a Partial says what rows gave.
bool has_partials(Function function) {
  return function == Function::Count || function == Function::Sum || function == Function::Avg ||
         function == Function::Min || function == Function::Max;
}

/// Ranges that are worked on before their groups are put together.
constexpr std::size_t ranges_a_wave = 64;

}  // namespace

std::unique_ptr<SegmentAggregation> SegmentAggregation::make(const PlanNode& node,
                                                             const Build& build) {
  if (!SegmentScan::possible(build)) return nullptr;
  const auto& aggregate = std::get<Aggregate>(node.op);
  if (!aggregate.carried.empty()) return nullptr;
  auto shape = node_scan_shape(*node.input);
  if (!shape) shape = relationship_scan_shape(*node.input);
  if (!shape) return nullptr;
  std::unique_ptr<SegmentAggregation> made(new SegmentAggregation(aggregate, build, *shape));
  made->by_kind_ = counts_kinds(aggregate, shape->element);
  if (made->by_kind_) return made;
  if (!made->take_groups(aggregate) || !made->take_calls(aggregate)) return nullptr;
  const bool worth_it = made->all_plain_ || std::ranges::all_of(made->properties_, [&](auto& name) {
                          return made->scan_.has_codes(name, build.context);
                        });
  return worth_it ? std::move(made) : nullptr;
}

bool SegmentAggregation::counts_kinds(const Aggregate& aggregate, Slot element) {
  return !aggregate.groups.empty() && std::ranges::all_of(aggregate.groups, [&](const auto& group) {
    return reads_only_kind(*group.second, element);
  }) && std::ranges::all_of(aggregate.calls, [](const AggregateCall& call) {
    return call.function == Function::CountStar;
  });
}

/// Whether it reads nothing but properties of the element; `only` becomes the name if it is one.
bool SegmentAggregation::take_reads(const BoundExpression& expression, std::string& only) {
  SlotReads reads;
  add_reads(expression, reads);
  if (!reads.whole.empty() || reads.properties.empty() || !reads.deterministic) return false;
  for (const PropertyShape& property : reads.properties) {
    if (property.slot != scan_.element()) return false;
    if (std::ranges::find(properties_, *property.key) == properties_.end())
      properties_.push_back(*property.key);
  }
  if (reads.properties.size() == 1) only = *reads.properties.front().key;
  parallel_ = parallel_ && expression.parallel();
  return true;
}

bool SegmentAggregation::take_groups(const Aggregate& aggregate) {
  for (const auto& [slot, expression] : aggregate.groups) {
    keys_.push_back({expression.get(), {}});
    if (!take_reads(*expression, keys_.back().property)) return false;
    all_plain_ = all_plain_ && !keys_.back().property.empty();
  }
  return true;
}

bool SegmentAggregation::take_calls(const Aggregate& aggregate) {
  for (const AggregateCall& call : aggregate.calls) {
    calls_.push_back({call.function, {}});
    if (call.function == Function::CountStar) continue;
    can_be_merged_ = can_be_merged_ && !call.distinct && can_be_merged(call);
    if (!call.distinct && call.function == Function::Collect) return false;
    SlotReads of_parameter;
    if (call.parameter) add_reads(*call.parameter, of_parameter);
    if (!of_parameter.whole.empty() || !of_parameter.properties.empty()) return false;
    if (!take_reads(*call.argument, calls_.back().property)) return false;
    calls_.back().plain =
        !call.distinct && has_partials(call.function) && property_shape(*call.argument);
    all_plain_ = all_plain_ && calls_.back().plain;
  }
  return true;
}

void SegmentAggregation::look_up_names(const Context& context) {
  key_ids_.clear();
  call_ids_.clear();
  for (const SegmentKey& key : keys_) key_ids_.push_back(context.view->find_key(key.property));
  for (const Call& call : calls_)
    call_ids_.push_back(call.property.empty() ? no_key : context.view->find_key(call.property));
  property_ids_.clear();
  for (const std::string& property : properties_)
    property_ids_.push_back(context.view->find_key(property));
}

bool SegmentAggregation::run(Grouping& all, Context& context,
                             const std::function<void()>& progress) {
  scan_.begin(context);
  look_up_names(context);
  rows_ = 0;
  pending_.reset();
  for (std::size_t first = 0; first < scan_.range_count(); first += ranges_a_wave) {
    const std::size_t count = std::min(ranges_a_wave, scan_.range_count() - first);
    std::vector<std::vector<Part>> parts(count);
    for_each_part(count, parallel_, [&](std::size_t i) {
      Context local = context;
      local.check("Aggregate");
      const SegmentSource& source = scan_.source(first + i);
      scan_.scan(
          first + i, local,
          [&](const SegmentSource& of, std::uint64_t id, std::uint64_t limit) {
            return stretch_end(of, id, limit);
          },
          [&](const SegmentRows& rows) { parts[i].push_back(aggregate(source, rows, local)); });
    });
    for (std::size_t i = 0; i < count; ++i)
      for (Part& part : parts[i])
        if (!add(part, scan_.source(first + i), all, context)) return false;
    progress();
  }
  return add_pending(all, context);
}

bool SegmentAggregation::add(Part& part, const SegmentSource& source, Grouping& all,
                             Context& context) {
  rows_ += part.row_count;
  if (part.alike && pending_ && add_alike(*pending_, *part.alike)) return true;
  if (!add_pending(all, context)) return false;
  if (part.alike)
    pending_ = std::move(part.alike);
  else
    merge(part, source, all, context);
  return true;
}

/// Groups one row of each kind. False, and never again: they must be grouped one by one.
bool SegmentAggregation::add_pending(Grouping& all, Context& context) {
  if (!pending_) return true;
  const AlikeRows alike = *std::exchange(pending_, std::nullopt);
  std::vector<std::int64_t> weights;
  try {
    for (std::size_t begin = 0; begin < alike.kinds.size(); begin += batch_rows) {
      const std::size_t count = std::min(batch_rows, alike.kinds.size() - begin);
      const Batch batch = one_of_each(alike, begin, count, properties_, scan_.element(), weights);
      one_by_one_ = one_by_one_ || !all.add(batch, weights, context);
    }
  } catch (const Error& error) {
    // Row by row the same error comes of the first row that has it.
    if (error.kind == ErrorKind::Limit) throw;
    one_by_one_ = true;
  }
  return !one_by_one_;
}

std::uint64_t SegmentAggregation::stretch_end(const SegmentSource& source, std::uint64_t id,
                                              std::uint64_t limit) const {
  const auto shorten = [&](KeyId key) {
    if (key != no_key) limit = segment_end(scan_.graph(), source, key, id, limit);
  };
  for (const KeyId key : property_ids_) shorten(key);
  return limit;
}

SegmentAggregation::Part SegmentAggregation::aggregate(const SegmentSource& source,
                                                       const SegmentRows& rows,
                                                       Context& context) const {
  Part part;
  part.row_count = rows.count();
  if (by_kind_) {
    part.kinds = kinds_of(scan_.graph(), source, rows);
    return part;
  }
  if (!one_by_one_ && better_alike(source, rows)) {
    part.alike = count_alike(scan_.graph(), source, rows, property_ids_);
    if (part.alike) return part;
  }
  if (all_plain_)
    add_by_code(source, rows, context, part);
  else
    part.by_code = false;
  if (part.by_code) return part;
  if (parallel_ && can_be_merged_) part.grouping = group_rows(source, rows, context);
  if (!part.grouping) part.rows = rows;
  return part;
}

/// Few groups of plain calls are summed up faster by themselves.
bool SegmentAggregation::better_alike(const SegmentSource& source, const SegmentRows& rows) const {
  constexpr std::uint64_t few_groups = 64;
  if (!all_plain_) return true;
  std::uint64_t groups = 1;
  for (const KeyId key : key_ids_)
    if (key != no_key)
      groups *= code_count(scan_.graph().column(source.owner, key, rows.first)) + 1;
  return groups > few_groups;
}

void SegmentAggregation::add_by_code(const SegmentSource& source, const SegmentRows& rows,
                                     Context& context, Part& part) const {
  auto groups = groups_of(keys_, key_ids_, scan_.graph(), source, rows, scan_.element(), context);
  part.by_code = groups.has_value();
  if (groups) part.groups = std::move(*groups);
  part.partials.resize(calls_.size() * part.groups.count);
  for (std::size_t i = 0; i < calls_.size() && part.by_code; ++i)
    part.by_code = reduce(source, rows, calls_[i], call_ids_[i], part);
  part.groups.numbers = {};
}

/// Calls `visit` with batches that have the elements in their slot; until it is false.
template <class Visit>
void each_batch(const SegmentRows& rows, const SegmentSource& source, Slot element, Visit visit) {
  for (std::size_t begin = 0; begin < rows.count(); begin += batch_rows) {
    Batch batch;
    start_batch(batch, std::min(batch_rows, rows.count() - begin));
    put(batch, element, elements_of(rows, begin, batch.size, source));
    if (!visit(batch)) return;
  }
}

void SegmentAggregation::add_kinds(const Part& part, const SegmentSource& source, Grouping& all,
                                   Context& context) const {
  std::size_t added = 0;
  each_batch(part.kinds.examples, source, scan_.element(), [&](const Batch& batch) {
    const auto counts = std::span(part.kinds.counts).subspan(added, batch.size);
    added += batch.size;
    static_cast<void>(all.add(batch, counts, context));
    return true;
  });
}

/// Null where one by one they must be added in order, or most rows are groups of their own.
std::unique_ptr<Grouping> SegmentAggregation::group_rows(const SegmentSource& source,
                                                         const SegmentRows& rows,
                                                         Context& context) const {
  const Grouping::Options options{.in_parts = true, .by_node = false};
  auto grouping = std::make_unique<Grouping>(aggregate_, build_, options);
  bool possible = true;
  std::size_t added = 0;
  try {
    each_batch(rows, source, scan_.element(), [&](const Batch& batch) {
      added += batch.size;
      possible = grouping->add(batch, context) && grouping->size() <= added / 2 + 1;
      return possible;
    });
  } catch (const Error& error) {
    // Row by row the same error comes of the first row that has it.
    if (error.kind == ErrorKind::Limit) throw;
    return nullptr;
  }
  return possible ? std::move(grouping) : nullptr;
}

bool SegmentAggregation::reduce(const SegmentSource& source, const SegmentRows& rows,
                                const Call& call, KeyId key, Part& part) const {
  const auto index = static_cast<std::size_t>(&call - calls_.data());
  const std::size_t groups = part.groups.count;
  const std::span<Partial> out(part.partials.data() + index * groups, groups);
  if (call.property.empty()) {
    count_rows(rows.count(), part.groups.rows, out);
    return true;
  }
  if (key == no_key) return true;  // null everywhere
  return reduce_segment(scan_.graph().column(source.owner, key, rows.first), rows, call.function,
                        part.groups.rows, out);
}

void SegmentAggregation::merge(Part& part, const SegmentSource& source, Grouping& all,
                               Context& context) const {
  if (by_kind_) return add_kinds(part, source, all, context);
  if (part.grouping) return all.merge(*part.grouping, 0, part.grouping->size());
  if (!part.by_code)
    return each_batch(part.rows, source, scan_.element(), [&](const Batch& batch) {
      static_cast<void>(all.add(batch, context));
      return true;
    });
  const SegmentGroups& groups = part.groups;
  std::vector<const Vector*> keys;
  for (const Vector& key : groups.keys) keys.push_back(&key);
  std::vector<std::uint32_t> entries;
  all.insert(keys, Selection::all(groups.order.size()), entries);
  for (std::size_t call = 0; call < calls_.size(); ++call)
    for (std::size_t i = 0; i < entries.size(); ++i)
      all.accumulators().merge(call, entries[i],
                               part.partials[call * groups.count + groups.order[i]]);
}

}  // namespace normgraph::query
