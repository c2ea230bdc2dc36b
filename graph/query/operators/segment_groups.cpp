#include "graph/query/operators/segment_groups.hpp"

#include <algorithm>

#include "graph/query/expression/shape.hpp"
#include "graph/query/operators/segment_values.hpp"
#include "graph/query/value_table.hpp"

namespace normgraph::query {
namespace {

/// Codes of several keys are counted through up to here; a number of 16 bits.
constexpr std::uint64_t most_combinations = 65536;
/// Up to here there is room for groups without rows; more are numbered as they come.
constexpr std::uint64_t few_combinations = 256;

/// The values of one key in a segment, each once.
struct KeyValues {
  const store::ColumnSegment* segment;
  Vector answers;                        // by number
  std::vector<std::uint32_t> number_of;  // by code; empty: the codes are the numbers
  std::uint32_t none = 0;                // the code of rows without a value
};

/// An expression may give the same for many codes.
KeyValues numbered(const BoundExpression& key, const store::ColumnSegment& segment,
                   SegmentValues values) {
  KeyValues found{&segment, std::move(values.answers), {}, values.none};
  if (property_shape(key)) return found;
  ValueTable table;
  table.insert(found.answers, Selection::all(found.answers.size()), found.number_of);
  if (table.exact())
    found.answers = table.values(0, table.size());
  else
    found.number_of.clear();
  return found;
}

/// The codes as they are stored, where each row has its own there.
bool stored_codes(const KeyValues& key, const SegmentRows& rows, RowGroups& groups) {
  const store::ColumnHeader& head = key.segment->header();
  const std::uint64_t shift = rows.first - head.start - head.first;
  const bool gapless = head.presence == store::ColumnPresence::All && shift < head.count &&
                       head.count - shift >= rows.size;
  if (!rows.all || !gapless || !key.number_of.empty() || head.width == 0 || head.width > 4)
    return false;
  key.segment->with_codes([&](const auto* codes) { groups = std::span(codes + shift, rows.size); });
  return true;
}

/// Adds the codes of one key to the numbers: the last key's count fastest.
void combine(const KeyValues& key, const SegmentRows& rows, bool first,
             std::vector<std::uint16_t>& numbers) {
  const auto size = static_cast<std::uint32_t>(key.answers.size());
  const std::uint32_t* number_of = key.number_of.data();
  std::uint16_t* out = numbers.data();
  const auto each = [&](auto combined) {
    for_each_code(*key.segment, rows, key.none,
                  [&, out](std::uint32_t, std::uint32_t code) mutable {
                    *out = static_cast<std::uint16_t>(combined(std::uint32_t{*out}, code));
                    ++out;
                  });
  };
  if (first && key.number_of.empty())
    each([](std::uint32_t, std::uint32_t code) { return code; });
  else if (first)
    each([=](std::uint32_t, std::uint32_t code) { return number_of[code]; });
  else if (key.number_of.empty())
    each([=](std::uint32_t before, std::uint32_t code) { return before * size + code; });
  else
    each([=](std::uint32_t before, std::uint32_t code) { return before * size + number_of[code]; });
}

/// The numbers below `count` that there are, as they first come. No more than `different` are
/// looked for.
template <class Number>
std::vector<std::uint32_t> order_of(std::span<const Number> numbers, std::size_t count,
                                    std::size_t different) {
  std::vector<bool> seen(count);
  std::vector<std::uint32_t> order;
  for (const Number number : numbers) {
    if (seen[number]) continue;
    seen[number] = true;
    order.push_back(number);
    if (order.size() == different) break;
  }
  return order;
}

/// Numbers become those of the order in which they first come.
std::vector<std::uint32_t> renumber(std::vector<std::uint16_t>& numbers, std::size_t count) {
  constexpr std::uint32_t unseen = 0xFFFFFFFFu;
  std::vector<std::uint32_t> new_of(count, unseen);
  std::vector<std::uint32_t> order;
  for (std::uint16_t& number : numbers) {
    std::uint32_t& renumbered = new_of[number];
    if (renumbered == unseen) {
      renumbered = static_cast<std::uint32_t>(order.size());
      order.push_back(number);
    }
    number = static_cast<std::uint16_t>(renumbered);
  }
  return order;
}

/// What the keys are in the combinations, in their order.
std::vector<Vector> key_columns(const std::vector<KeyValues>& values,
                                std::vector<std::uint32_t> combinations) {
  std::vector<Vector> columns(values.size());
  for (std::size_t i = values.size(); i-- > 0;) {
    const auto codes = static_cast<std::uint32_t>(values[i].answers.size());
    std::vector<std::uint32_t> own(combinations.size());
    for (std::size_t g = 0; g < combinations.size(); ++g) {
      own[g] = combinations[g] % codes;
      combinations[g] /= codes;
    }
    columns[i] = values[i].answers.gather(own);
  }
  return columns;
}

SegmentGroups combined(const std::vector<KeyValues>& values, const SegmentRows& rows,
                       std::size_t combinations) {
  SegmentGroups groups;
  groups.count = combinations;
  if (values.size() == 1 && stored_codes(values.front(), rows, groups.rows)) {
    std::visit(
        [&](const auto& codes) {
          if constexpr (!std::is_same_v<std::decay_t<decltype(codes)>, std::monostate>)
            groups.order = order_of(codes, combinations, values.front().none);
        },
        groups.rows);
    groups.keys = key_columns(values, groups.order);
    return groups;
  }
  groups.numbers.resize(rows.count());
  for (std::size_t i = 0; i < values.size(); ++i) combine(values[i], rows, i == 0, groups.numbers);
  if (combinations <= few_combinations) {
    groups.order =
        order_of(std::span<const std::uint16_t>(groups.numbers), combinations, combinations);
    groups.keys = key_columns(values, groups.order);
  } else {
    groups.order = renumber(groups.numbers, combinations);
    groups.keys = key_columns(values, groups.order);
    groups.count = groups.order.size();
    for (std::uint32_t g = 0; g < groups.count; ++g) groups.order[g] = g;
  }
  groups.rows = std::span<const std::uint16_t>(groups.numbers);
  return groups;
}

}  // namespace

std::optional<SegmentGroups> groups_of(std::span<const SegmentKey> keys, std::span<const KeyId> ids,
                                       const store::StoredGraph& graph, const SegmentSource& source,
                                       const SegmentRows& rows, Slot element, Context& context) {
  if (keys.empty()) {
    SegmentGroups one;
    one.count = 1;
    one.order = {0};
    return one;
  }
  std::vector<KeyValues> values;
  std::uint64_t combinations = 1;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (ids[i] == no_key) return std::nullopt;
    const store::ColumnSegment& segment = graph.column(source.owner, ids[i], rows.first);
    auto of_codes = evaluate_values(*keys[i].expression, element, keys[i].property, segment,
                                    rows.count(), context);
    if (!of_codes) return std::nullopt;
    values.push_back(numbered(*keys[i].expression, segment, std::move(*of_codes)));
    combinations *= values.back().answers.size();
    if (combinations > most_combinations) return std::nullopt;
  }
  return combined(values, rows, combinations);
}

}  // namespace normgraph::query
