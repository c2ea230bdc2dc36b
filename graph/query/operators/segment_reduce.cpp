#include "graph/query/operators/segment_reduce.hpp"

#include <algorithm>
#include <array>

namespace normgraph::query {
namespace {

using Function = AggregateCall::Function;

/// Groups that are counted in several places at once, so that a row need not wait for the one
/// before it.
constexpr std::size_t few_groups = 64, lanes = 4;

/// What is summed up of one group: of numbers as they are packed.
struct Packed {
  std::uint64_t count = 0, sum = 0;
  std::uint64_t least = UINT64_MAX, most = 0;
};

/// Calls `visit(i, slot)` for the i-th row where it has a value.
template <class Visit>
void for_each_slot(const store::ColumnSegment& segment, const SegmentRows& rows, Visit visit) {
  const store::ColumnHeader& head = segment.header();
  const std::uint64_t shift = rows.first - head.start - head.first;
  const bool gapless = head.presence == store::ColumnPresence::All && shift < head.count &&
                       head.count - shift >= rows.size;
  std::size_t i = 0;
  if (gapless) {
    rows.for_each([&](std::uint32_t row) { visit(i++, static_cast<std::uint32_t>(row + shift)); });
    return;
  }
  rows.for_each([&](std::uint32_t row) {
    std::uint32_t slot = 0;
    if (segment.find(rows.first + row, slot)) visit(i, slot);
    ++i;
  });
}

/// Calls `visit` with a function that gives the group of the i-th row.
template <class Visit>
void with_groups(const RowGroups& groups, Visit visit) {
  std::visit(
      [&](const auto& numbers) {
        if constexpr (std::is_same_v<std::decay_t<decltype(numbers)>, std::monostate>)
          visit([](std::size_t) { return std::size_t{0}; });
        else
          visit([of = numbers.data()](std::size_t i) { return std::size_t{of[i]}; });
      },
      groups);
}

/// Adds what `add(packed, slot)` makes of each row to its group.
template <class Add>
void reduce_groups(const store::ColumnSegment& segment, const SegmentRows& rows,
                   const RowGroups& groups, std::span<Packed> out, Add add) {
  if (out.size() > few_groups)
    return with_groups(groups, [&](auto group_of) {
      for_each_slot(segment, rows,
                    [&](std::size_t i, std::uint32_t slot) { add(out[group_of(i)], slot); });
    });
  std::array<std::array<Packed, few_groups>, lanes> packed;
  with_groups(groups, [&](auto group_of) {
    for_each_slot(segment, rows, [&](std::size_t i, std::uint32_t slot) {
      add(packed[i % lanes][group_of(i)], slot);
    });
  });
  for (std::size_t g = 0; g < out.size(); ++g)
    for (const auto& lane : packed) {
      out[g].count += lane[g].count;
      out[g].sum += lane[g].sum;
      out[g].least = std::min(out[g].least, lane[g].least);
      out[g].most = std::max(out[g].most, lane[g].most);
    }
}

template <class NumberAt>
void reduce_numbers(const store::ColumnSegment& segment, const SegmentRows& rows, Function function,
                    const RowGroups& groups, std::span<Packed> out, NumberAt number_at) {
  if (function == Function::Sum || function == Function::Avg)
    return reduce_groups(segment, rows, groups, out, [&](Packed& group, std::uint32_t slot) {
      ++group.count;
      group.sum += number_at(slot);
    });
  reduce_groups(segment, rows, groups, out, [&](Packed& group, std::uint32_t slot) {
    const std::uint64_t number = number_at(slot);
    ++group.count;
    group.least = std::min(group.least, number);
    group.most = std::max(group.most, number);
  });
}

/// Numbers in order: days and integers, or the codes of a sorted dictionary.
bool can_reduce(const store::ColumnHeader& head, Function function) {
  const bool extreme = function == Function::Min || function == Function::Max;
  if (head.encoding == store::ColumnEncoding::Dictionary)
    return extreme && head.type == store::StoredType::String;
  if (head.encoding != store::ColumnEncoding::Numbers || !head.has_bounds || head.width > 4)
    return false;
  return head.type == store::StoredType::Integer ||
         (extreme && head.type == store::StoredType::Date);
}

Value value_of(const store::ColumnSegment& segment, std::uint64_t packed) {
  const store::ColumnHeader& head = segment.header();
  if (head.encoding == store::ColumnEncoding::Dictionary)
    return Value::string(segment.dictionary(static_cast<std::uint32_t>(packed)));
  return store::to_value({head.type, head.base + packed, {}});
}

void put_partials(const store::ColumnSegment& segment, Function function,
                  std::span<const Packed> packed, std::span<Partial> out) {
  for (std::size_t g = 0; g < out.size(); ++g) {
    if (packed[g].count == 0) continue;
    const auto count = static_cast<std::int64_t>(packed[g].count);
    out[g].count += count;
    if (function == Function::Sum || function == Function::Avg)
      out[g].sum +=
          static_cast<WideInteger>(packed[g].sum) +
          static_cast<WideInteger>(static_cast<std::int64_t>(segment.header().base)) * count;
    else
      out[g].extreme =
          value_of(segment, function == Function::Min ? packed[g].least : packed[g].most);
  }
}

}  // namespace

std::uint64_t segment_end(const store::StoredGraph& graph, const SegmentSource& source, KeyId key,
                          std::uint64_t id, std::uint64_t limit) {
  const store::ColumnHeader& head = graph.column(source.owner, key, id).header();
  constexpr std::uint64_t least = store::least_column_range;
  const std::uint64_t end = head.present == 0 ? id / least * least + least : head.start + head.span;
  return std::min(limit, end);
}

void count_rows(std::size_t rows, const RowGroups& groups, std::span<Partial> out) {
  if (std::holds_alternative<std::monostate>(groups)) {
    out[0].count += static_cast<std::int64_t>(rows);
    return;
  }
  with_groups(groups, [&](auto group_of) {
    if (out.size() > few_groups) {
      for (std::size_t i = 0; i < rows; ++i) ++out[group_of(i)].count;
      return;
    }
    std::array<std::array<std::uint32_t, few_groups>, lanes> counts{};
    std::size_t i = 0;
    for (; i + lanes <= rows; i += lanes)
      for (std::size_t lane = 0; lane < lanes; ++lane) ++counts[lane][group_of(i + lane)];
    for (; i < rows; ++i) ++counts[0][group_of(i)];
    for (std::size_t g = 0; g < out.size(); ++g)
      for (const auto& lane : counts) out[g].count += lane[g];
  });
}

bool reduce_segment(const store::ColumnSegment& segment, const SegmentRows& rows, Function function,
                    const RowGroups& groups, std::span<Partial> out) {
  const store::ColumnHeader& head = segment.header();
  if (head.present == 0) return true;
  if (function == Function::Count) {
    with_groups(groups, [&](auto group_of) {
      for_each_slot(segment, rows, [&](std::size_t i, std::uint32_t) { ++out[group_of(i)].count; });
    });
    return true;
  }
  if (!can_reduce(head, function)) return false;
  std::vector<Packed> packed(out.size());
  if (head.encoding == store::ColumnEncoding::Dictionary) {
    segment.with_codes([&](const auto* codes) {
      reduce_numbers(segment, rows, function, groups, packed,
                     [codes](std::uint32_t slot) { return std::uint64_t{codes[slot]}; });
    });
  } else if (head.width == 0) {
    reduce_numbers(segment, rows, function, groups, packed,
                   [](std::uint32_t) { return std::uint64_t{0}; });
  } else {
    segment.with_differences([&](const auto* numbers) {
      reduce_numbers(segment, rows, function, groups, packed,
                     [numbers](std::uint32_t slot) { return std::uint64_t{numbers[slot]}; });
    });
  }
  put_partials(segment, function, packed, out);
  return true;
}

}  // namespace normgraph::query
