#include "graph/query/operators/sort_rows.hpp"

#include "graph/value/compare.hpp"

namespace normgraph::query {
namespace {

template <class T>
int three_way(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

}  // namespace

int KeyOrder::ascending(const Vector& left, std::size_t a, const Vector& right, std::size_t b) {
  if (left.kind() != right.kind()) return order(left.value(a), right.value(b));
  const bool null_a = left.is_null(a), null_b = right.is_null(b);
  if (null_a || null_b) return static_cast<int>(null_a) - static_cast<int>(null_b);
  const std::size_t i = left.at(a), j = right.at(b);
  switch (left.kind()) {
    case Vector::Kind::Integer:
    case Vector::Kind::Date:
      return three_way(left.integers()[i], right.integers()[j]);
    case Vector::Kind::String: {
      const int result = left.strings()[i].compare(right.strings()[j]);
      return three_way(result, 0);
    }
    case Vector::Kind::Boolean:
      return three_way(left.booleans()[i], right.booleans()[j]);
    case Vector::Kind::Node:
      return three_way(left.nodes()[i], right.nodes()[j]);
    case Vector::Kind::Generic:
      return order(left.values()[i], right.values()[j]);
    case Vector::Kind::Float:
    case Vector::Kind::Relationship:
      break;
  }
  return order(left.value(a), right.value(b));
}

std::int64_t SortRows::bytes() const {
  std::int64_t sum = bytes_of(rows);
  for (const Vector& key : keys) sum += bytes_of(key);
  return sum;
}

std::int64_t SortRows::append(const Carrier& carrier, const Batch& batch,
                              const std::vector<Vector>& batch_keys,
                              std::span<const std::uint32_t> wanted) {
  if (wanted.empty()) return 0;
  std::int64_t bytes = 0;
  const auto add = [&](Vector& to, const Vector& from) {
    const Vector part = from.gather(wanted);
    bytes += bytes_of(part);
    to.append(part);
  };
  if (rows.columns.size() < batch.columns.size()) rows.columns.resize(batch.columns.size());
  for (const Slot slot : carrier.slots())
    if (bound(batch, slot)) add(rows.columns[slot], batch.columns[slot]);
  keys.resize(batch_keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) add(keys[i], batch_keys[i]);
  rows.size += wanted.size();
  rows.selection = Selection::all(rows.size);
  return bytes;
}

void SortRows::keep(const Carrier& carrier, std::span<const std::uint32_t> wanted) {
  Batch kept;
  carrier.gather(rows, wanted, kept);
  rows = std::move(kept);
  for (Vector& key : keys) key = key.gather(wanted);
}

}  // namespace normgraph::query
