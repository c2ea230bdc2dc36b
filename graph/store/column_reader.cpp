#include "graph/store/column_reader.hpp"

#include <bit>
#include <vector>

namespace normgraph::store {

namespace {

Vector::Kind kind_of(StoredType type) {
  switch (type) {
    case StoredType::Boolean:
      return Vector::Kind::Boolean;
    case StoredType::Integer:
      return Vector::Kind::Integer;
    case StoredType::Float:
      return Vector::Kind::Float;
    case StoredType::String:
      return Vector::Kind::String;
    case StoredType::Date:
      return Vector::Kind::Date;
    default:
      return Vector::Kind::Generic;
  }
}

/// Where the rows' elements are: the owner of the column and the id or ordinal.
struct NodeRows {
  std::span<const NodeId> nodes;
  std::size_t size() const { return nodes.size(); }
  bool none(std::size_t row) const { return nodes[row] == no_node; }
  ColumnOwner owner(std::size_t) const { return node_owner; }
  std::uint64_t id(std::size_t row) const { return nodes[row]; }
};
struct RelationshipRows {
  std::span<const RelationshipRef> relationships;
  std::size_t size() const { return relationships.size(); }
  bool none(std::size_t row) const { return relationships[row].start == no_node; }
  ColumnOwner owner(std::size_t row) const { return relationships[row].id.type(); }
  std::uint64_t id(std::size_t row) const { return relationships[row].id.ordinal(); }
};

/// Fills a vector run by run: rows that lie in one segment are read in one loop over its encoding.
template <class Rows>
class ColumnReader {
 public:
  ColumnReader(const Overlay& overlay, KeyId key, Rows rows)
      : overlay_(overlay), key_(key), rows_(rows) {}

  Vector read() {
    for (std::size_t row = 0; row < rows_.size();) {
      if (rows_.none(row)) {
        missing_.push_back(row++);
        continue;
      }
      row = read_run(row);
    }
    finish();
    patch();
    return std::move(out_);
  }

 private:
  /// Rows that jump between segments find each by one look into the table.
  const ColumnSegment& segment_of(ColumnOwner owner, std::uint64_t id) {
    if (!table_known_ || owner != table_owner_) {
      table_known_ = true;
      table_owner_ = owner;
      table_ = overlay_.snapshot().column_table(owner, key_);
    }
    const std::size_t slot = id / least_column_range;
    if (table_ && slot < table_->size())
      if (const ColumnSegment* found = table_->get(slot)) return *found;
    return overlay_.snapshot().column(owner, key_, id);
  }

  std::size_t read_run(std::size_t begin) {
    const ColumnOwner owner = rows_.owner(begin);
    const ColumnSegment& segment = segment_of(owner, rows_.id(begin));
    const bool empty = segment.header().present == 0;
    std::size_t end = begin + 1;
    if (!empty)
      while (end < rows_.size() && !rows_.none(end) && rows_.owner(end) == owner &&
             segment.covers(rows_.id(end)))
        ++end;
    if (empty)
      missing_.push_back(begin);
    else
      read_segment(segment, begin, end);
    return end;
  }

  void read_segment(const ColumnSegment& segment, std::size_t begin, std::size_t end) {
    const Vector::Kind kind = kind_of(segment.header().type);
    if (!started_) {
      started_ = true;
      out_ = Vector::to_fill(kind, rows_.size());
    } else if (out_.kind() != kind && out_.kind() != Vector::Kind::Generic) {
      finish();
      out_ = out_.to_generic();
    }
    switch (out_.kind()) {
      case Vector::Kind::Boolean: {
        const auto data = out_.booleans();
        return each(segment, begin, end, [&](std::size_t row, std::uint32_t slot) {
          data[row] = segment.number(slot) != 0;
        });
      }
      case Vector::Kind::Integer:
      case Vector::Kind::Date: {
        const auto data = out_.integers();
        return each(segment, begin, end, [&](std::size_t row, std::uint32_t slot) {
          data[row] = static_cast<std::int64_t>(segment.number(slot));
        });
      }
      case Vector::Kind::Float: {
        const auto data = out_.floats();
        return each(segment, begin, end, [&](std::size_t row, std::uint32_t slot) {
          data[row] = std::bit_cast<double>(segment.number(slot));
        });
      }
      case Vector::Kind::String: {
        const auto data = out_.strings();
        if (segment.header().encoding == ColumnEncoding::Dictionary)
          return each(segment, begin, end, [&](std::size_t row, std::uint32_t slot) {
            data[row] = segment.dictionary(segment.code(slot));
          });
        return each(segment, begin, end,
                    [&](std::size_t row, std::uint32_t slot) { data[row] = segment.bytes(slot); });
      }
      default: {
        auto& data = out_.values();
        return each(segment, begin, end, [&](std::size_t row, std::uint32_t slot) {
          data[row] = to_value(segment.cell(slot));
        });
      }
    }
  }

  template <class Put>
  void each(const ColumnSegment& segment, std::size_t begin, std::size_t end, Put put) {
    const ColumnHeader& head = segment.header();
    if (head.presence == ColumnPresence::All) {
      for (std::size_t row = begin; row < end; ++row) {
        const std::uint64_t position = rows_.id(row) - head.start - head.first;
        if (position < head.count)
          put(row, static_cast<std::uint32_t>(position));
        else
          missing_.push_back(row);
      }
      return;
    }
    for (std::size_t row = begin; row < end; ++row) {
      std::uint32_t slot = 0;
      if (segment.find(rows_.id(row), slot))
        put(row, slot);
      else
        missing_.push_back(row);
    }
  }

  /// Until now no row of a typed vector is null.
  void finish() {
    if (!started_) out_ = Vector(Vector::Kind::Generic, rows_.size());
    if (out_.kind() == Vector::Kind::Generic) {
      for (const std::size_t row : missing_) out_.values()[row] = Value();
      return;
    }
    for (const std::size_t row : missing_) out_.set_null(row);
  }

  /// Puts what the layers have over what is stored.
  void patch() {
    if (overlay_.empty()) return;
    const auto lock = overlay_.lock();
    ColumnOwner owner = node_owner;
    logs_of(owner);
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (rows_.none(row)) continue;
      if (rows_.owner(row) != owner) {
        owner = rows_.owner(row);
        logs_of(owner);
      }
      for (const CellLog* log : logs_)
        if (const Value* value = log->find(rows_.id(row))) {
          out_.set(row, *value);
          break;
        }
    }
  }

  /// The newest first.
  void logs_of(ColumnOwner owner) {
    logs_.clear();
    const auto& layers = overlay_.layers();
    for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer)
      if (const CellLog* log = (*layer)->find_cells({owner, key_})) logs_.push_back(log);
  }

  const Overlay& overlay_;
  KeyId key_;
  const ColumnTable* table_ = nullptr;  // of table_owner_
  ColumnOwner table_owner_ = node_owner;
  bool table_known_ = false;
  Rows rows_;
  Vector out_;
  bool started_ = false;
  std::vector<std::size_t> missing_;  // rows without a stored value
  std::vector<const CellLog*> logs_;  // of the column, in the layers
};

}  // namespace

Vector read_nodes(const Overlay& overlay, KeyId key, std::span<const NodeId> nodes) {
  return ColumnReader<NodeRows>(overlay, key, {nodes}).read();
}

Vector read_relationships(const Overlay& overlay, KeyId key,
                          std::span<const RelationshipRef> relationships) {
  return ColumnReader<RelationshipRows>(overlay, key, {relationships}).read();
}

}  // namespace normgraph::store
