#include "graph/query/operators/alike_rows.hpp"

#include <algorithm>

#include "graph/query/operators/segment_values.hpp"

namespace normgraph::query {
namespace {

/// Kinds that may be counted through; a number of 16 bits.
constexpr std::uint64_t most_kinds = 8192;
/// A kind costs about as much as this many rows.
constexpr std::uint64_t rows_a_kind = 8;

/// With one code more for elements without a value.
std::uint64_t codes_of(const store::ColumnSegment* column) {
  return column ? code_count(*column) + 1 : 1;
}

bool same_codes(const store::ColumnSegment* a, const store::ColumnSegment* b) {
  if (a == b) return true;
  if (!a || !b || codes_of(a) != codes_of(b)) return false;
  const store::ColumnHeader &x = a->header(), &y = b->header();
  if (x.present == 0 || y.present == 0) return x.present == y.present;
  if (x.type != y.type || x.encoding != y.encoding) return false;
  if (x.encoding != store::ColumnEncoding::Dictionary) return x.base == y.base;
  for (std::uint32_t code = 0; code < x.distinct; ++code)
    if (a->dictionary(code) != b->dictionary(code)) return false;
  return true;
}

/// Adds the codes of one column to the kinds.
void combine(const store::ColumnSegment* column, const SegmentRows& rows, bool first,
             std::vector<std::uint16_t>& kinds) {
  const auto codes = static_cast<std::uint32_t>(codes_of(column));
  if (codes == 1) return;
  std::uint16_t* out = kinds.data();
  const auto each = [&](auto combined) {
    for_each_code(*column, rows, codes - 1, [&, out](std::uint32_t, std::uint32_t code) mutable {
      *out = static_cast<std::uint16_t>(combined(std::uint32_t{*out}, code));
      ++out;
    });
  };
  if (first)
    each([](std::uint32_t, std::uint32_t code) { return code; });
  else
    each([codes](std::uint32_t before, std::uint32_t code) { return before * codes + code; });
}

void count(AlikeRows& alike, std::span<const std::uint16_t> kinds) {
  for (const std::uint16_t kind : kinds)
    if (alike.counts[kind]++ == 0) alike.kinds.push_back(kind);
}

}  // namespace

std::optional<AlikeRows> count_alike(const store::StoredGraph& graph, const SegmentSource& source,
                                     const SegmentRows& rows, std::span<const KeyId> properties) {
  AlikeRows alike;
  alike.rows = rows.count();
  std::uint64_t all_kinds = 1;
  for (const KeyId property : properties) {
    alike.columns.push_back(property == no_key ? nullptr
                                               : &graph.column(source.owner, property, rows.first));
    if (alike.columns.back() && code_count(*alike.columns.back()) == 0) return std::nullopt;
    all_kinds *= codes_of(alike.columns.back());
    if (all_kinds > most_kinds || all_kinds * rows_a_kind > alike.rows + 64) return std::nullopt;
  }
  std::vector<std::uint16_t> kinds(alike.rows);
  for (std::size_t i = 0; i < alike.columns.size(); ++i)
    combine(alike.columns[i], rows, i == 0, kinds);
  alike.counts.resize(all_kinds);
  count(alike, kinds);
  return alike;
}

bool add_alike(AlikeRows& all, const AlikeRows& later) {
  if (!std::equal(all.columns.begin(), all.columns.end(), later.columns.begin(),
                  later.columns.end(), same_codes))
    return false;
  all.rows += later.rows;
  for (const std::uint32_t kind : later.kinds) {
    if (all.counts[kind] == 0) all.kinds.push_back(kind);
    all.counts[kind] += later.counts[kind];
  }
  return true;
}

Batch one_of_each(const AlikeRows& alike, std::size_t begin, std::size_t count,
                  std::span<const std::string> properties, Slot element,
                  std::vector<std::int64_t>& weights) {
  const std::size_t columns = alike.columns.size();
  std::vector<std::vector<Value>> values(columns);
  for (std::size_t i = 0; i < columns; ++i) {
    const auto codes = static_cast<std::uint32_t>(codes_of(alike.columns[i]));
    for (std::uint32_t code = 0; code + 1 < codes; ++code)
      values[i].push_back(value_of_code(*alike.columns[i], code));
    values[i].emplace_back();
  }
  std::vector<Value> elements;
  elements.reserve(count);
  weights.resize(count);
  for (std::size_t row = 0; row < count; ++row) {
    std::uint32_t kind = alike.kinds[begin + row];
    weights[row] = static_cast<std::int64_t>(alike.counts[kind]);
    Map map;
    for (std::size_t i = columns; i-- > 0;) {
      const auto codes = static_cast<std::uint32_t>(values[i].size());
      map.emplace_back(properties[i], values[i][kind % codes]);
      kind /= codes;
    }
    elements.push_back(Value::map(std::move(map)));
  }
  Batch batch;
  batch.size = elements.size();
  batch.selection = Selection::all(batch.size);
  batch.columns.resize(element + std::size_t{1});
  batch.columns[element] = Vector::of(std::move(elements));
  return batch;
}

}  // namespace normgraph::query
