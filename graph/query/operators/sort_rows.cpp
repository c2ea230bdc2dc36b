#include "graph/query/operators/sort_rows.hpp"

#include <algorithm>
#include <numeric>

#include "graph/value/compare.hpp"

namespace normgraph::query {
namespace {

template <class T>
int three_way(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

/// The first bytes of a text as a number.
std::uint64_t first_bytes(std::string_view text) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i)
    number = number << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0u);
  return number;
}

std::uint64_t ascending_rank(const Vector& key, std::size_t row) {
  if (key.is_null(row)) return UINT64_MAX;
  const std::size_t i = key.at(row);
  switch (key.kind()) {
    case Vector::Kind::Integer:
    case Vector::Kind::Date:
      return static_cast<std::uint64_t>(key.integers()[i]) ^ std::uint64_t{1} << 63;
    case Vector::Kind::String:
      return first_bytes(key.strings()[i]);
    case Vector::Kind::Boolean:
      return key.booleans()[i];
    case Vector::Kind::Node:
      return key.nodes()[i];
    case Vector::Kind::Generic:
    case Vector::Kind::Float:
    case Vector::Kind::Relationship:
      break;
  }
  return 0;
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

std::vector<std::uint64_t> KeyOrder::ranks(const Vector& key) const {
  std::vector<std::uint64_t> ranks(key.size());
  if (key.kind() == Vector::Kind::Generic) return ranks;
  for (std::size_t row = 0; row < ranks.size(); ++row) {
    const std::uint64_t rank = ascending_rank(key, row);
    ranks[row] = descending_ ? ~rank : rank;
  }
  return ranks;
}

int RowOrder::compare(const std::vector<Vector>& left, std::size_t a,
                      const std::vector<Vector>& right, std::size_t b) const {
  for (std::size_t i = 0; i < keys_.size(); ++i)
    if (const int result = keys_[i].compare(left[i], a, right[i], b); result != 0) return result;
  return 0;
}

std::vector<std::uint32_t> RowOrder::sorted(const std::vector<Vector>& keys, std::size_t size,
                                            const std::function<void()>& check) const {
  std::vector<std::uint32_t> order(size);
  std::iota(order.begin(), order.end(), 0u);
  if (keys_.empty() || size < 2) return order;
  struct Ranked {
    std::uint64_t rank;
    std::uint32_t row;
  };
  const std::vector<std::uint64_t> ranks = first().ranks(keys.front());
  std::vector<Ranked> rows(size);
  for (std::uint32_t row = 0; row < size; ++row) rows[row] = {ranks[row], row};
  std::size_t steps = 0;
  const auto before = [&](const Ranked& a, const Ranked& b) {
    if (++steps % 65536 == 0) check();
    if (a.rank != b.rank) return a.rank < b.rank;
    const int result = compare(keys, a.row, keys, b.row);
    return result != 0 ? result < 0 : a.row < b.row;
  };
  // Rows often come in order already, or nearly.
  if (std::is_sorted(rows.begin(), rows.end(), before)) return order;
  std::sort(rows.begin(), rows.end(), before);
  for (std::size_t i = 0; i < size; ++i) order[i] = rows[i].row;
  return order;
}

std::int64_t SortRows::bytes() const {
  auto sum = static_cast<std::int64_t>(places_.size() * sizeof(Place));
  for (const Batch& batch : *batches_) sum += bytes_of(batch);
  for (const Vector& key : keys_) sum += bytes_of(key);
  return sum;
}

std::int64_t SortRows::append(const Carrier& carrier, Batch& batch,
                              const std::vector<Vector>& batch_keys,
                              std::span<const std::uint32_t> wanted) {
  if (wanted.empty()) return 0;
  std::int64_t bytes = 0;
  keys_.resize(batch_keys.size());
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const Vector part = batch_keys[i].gather(wanted);
    bytes += bytes_of(part);
    keys_[i].append(part);
  }
  const auto number = static_cast<std::uint32_t>(batches_->size());
  for (std::uint32_t row = 0; row < wanted.size(); ++row) places_.push_back({number, row});
  Batch& kept = batches_->emplace_back();
  if (wanted.size() < batch.size) {
    carrier.gather(batch, wanted, kept);
  } else {
    start_batch(kept, batch.size);
    kept.columns.resize(batch.columns.size());
    for (const Slot slot : carrier.slots())
      if (bound(batch, slot)) kept.columns[slot] = std::move(batch.columns[slot]);
  }
  return bytes + bytes_of(kept);
}

void SortRows::gather(std::span<const std::uint32_t> rows, Batch& to) const {
  start_batch(to, rows.size());
  if (batches_->empty()) return;
  std::vector<Place> places;
  for (const std::uint32_t row : rows) places.push_back(places_[row]);
  const std::size_t columns = batches_->front().columns.size();
  to.columns.resize(columns);
  std::vector<const Vector*> parts;
  for (Slot slot = 0; slot < columns; ++slot) {
    if (!bound(batches_->front(), slot)) continue;
    parts.clear();
    for (const Batch& batch : *batches_) parts.push_back(&batch.columns[slot]);
    to.columns[slot] = gather_places(parts, places, batches_);
  }
}

void SortRows::keep(std::span<const std::uint32_t> wanted) {
  SortRows kept;
  gather(wanted, kept.batches_->emplace_back());
  for (std::uint32_t row = 0; row < wanted.size(); ++row) kept.places_.push_back({0, row});
  for (const Vector& key : keys_) kept.keys_.push_back(key.gather(wanted));
  *this = std::move(kept);
}

std::vector<Batch> SortRows::take_batches() {
  std::vector<Batch> batches = std::move(*batches_);
  *this = SortRows();
  return batches;
}

}  // namespace normgraph::query
