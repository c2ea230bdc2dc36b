#include "graph/value/vector.hpp"

#include <algorithm>
#include <type_traits>

namespace normgraph {
namespace {

/// The kind whose vectors hold this value without loss. Elements with records stay generic.
Vector::Kind kind_of(const Value& value) {
  switch (value.type()) {
    case Type::Boolean:
      return Vector::Kind::Boolean;
    case Type::Integer:
      return Vector::Kind::Integer;
    case Type::Float:
      return Vector::Kind::Float;
    case Type::String:
      return Vector::Kind::String;
    case Type::Date:
      return Vector::Kind::Date;
    case Type::Node:
      return value.record() ? Vector::Kind::Generic : Vector::Kind::Node;
    case Type::Relationship:
      return value.record() ? Vector::Kind::Generic : Vector::Kind::Relationship;
    default:
      return Vector::Kind::Generic;
  }
}

template <class T>
std::vector<T> gathered(const std::vector<T>& data, std::span<const std::uint32_t> rows) {
  std::vector<T> result(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) result[i] = data[rows[i]];
  return result;
}

}  // namespace

void Vector::make_data() {
  switch (kind_) {
    case Kind::Generic:
      data_.emplace<std::vector<Value>>(size_);
      break;
    case Kind::Boolean:
      data_.emplace<std::vector<std::uint8_t>>(size_);
      break;
    case Kind::Integer:
    case Kind::Date:
      data_.emplace<std::vector<std::int64_t>>(size_);
      break;
    case Kind::Float:
      data_.emplace<std::vector<double>>(size_);
      break;
    case Kind::String:
      data_.emplace<std::vector<std::string_view>>(size_);
      break;
    case Kind::Node:
      data_.emplace<std::vector<NodeId>>(size_);
      break;
    case Kind::Relationship:
      data_.emplace<std::vector<RelationshipRef>>(size_);
      break;
  }
}

Vector::Vector(Kind kind, std::size_t size) : kind_(kind), size_(size) {
  if (kind == Kind::Generic && size == 0) return;  // what the variant begins with
  make_data();
  if (kind != Kind::Generic) nulls_.assign(size, 1);
}

Vector Vector::to_fill(Kind kind, std::size_t size) {
  Vector result;
  result.kind_ = kind;
  result.size_ = size;
  result.make_data();
  return result;
}

Vector Vector::constant(const Value& value, std::size_t size) {
  Vector result = to_fill(kind_of(value), 1);
  result.set(0, value);
  result.constant_ = true;
  result.size_ = size;
  return result;
}

Vector Vector::of(std::vector<Value> values) { return typed(Kind::Generic, std::move(values)); }
Vector Vector::of(std::vector<NodeId> nodes) { return typed(Kind::Node, std::move(nodes)); }
Vector Vector::of(std::vector<RelationshipRef> relationships) {
  return typed(Kind::Relationship, std::move(relationships));
}
Vector Vector::of(std::vector<std::int64_t> integers) {
  return typed(Kind::Integer, std::move(integers));
}
Vector Vector::of(std::vector<double> floats) { return typed(Kind::Float, std::move(floats)); }
Vector Vector::of(std::vector<std::string_view> strings) {
  return typed(Kind::String, std::move(strings));
}
Vector Vector::of_booleans(std::vector<std::uint8_t> booleans) {
  return typed(Kind::Boolean, std::move(booleans));
}
Vector Vector::of_dates(std::vector<std::int64_t> days) {
  return typed(Kind::Date, std::move(days));
}

void Vector::flatten() {
  if (!constant_) return;
  std::visit([this](auto& data) { data.resize(size_, data.front()); }, data_);
  if (!nulls_.empty()) nulls_.assign(size_, nulls_.front());
  constant_ = false;
}

void Vector::set_null(std::size_t row) {
  flatten();
  if (kind_ == Kind::Generic) {
    values()[row] = Value();
    return;
  }
  if (nulls_.empty()) nulls_.assign(size_, 0);
  nulls_[row] = 1;
}

void Vector::clear_null(std::size_t row) {
  if (nulls_.empty()) return;
  flatten();
  nulls_[row] = 0;
}

Value Vector::value(std::size_t row) const {
  const std::size_t i = at(row);
  if (kind_ == Kind::Generic) return values()[i];
  if (!nulls_.empty() && nulls_[i] != 0) return {};
  switch (kind_) {
    case Kind::Boolean:
      return Value::boolean(booleans()[i] != 0);
    case Kind::Integer:
      return Value::integer(integers()[i]);
    case Kind::Float:
      return Value::real(floats()[i]);
    case Kind::String:
      return Value::string(strings()[i]);
    case Kind::Date:
      return Value::date({integers()[i]});
    case Kind::Node:
      return Value::node(nodes()[i]);
    case Kind::Relationship:
      return Value::relationship(relationships()[i]);
    case Kind::Generic:
      break;
  }
  return {};
}

void Vector::set(std::size_t row, const Value& value) {
  flatten();
  if (kind_ != Kind::Generic && value.is_null()) return set_null(row);
  if (kind_ != Kind::Generic && kind_of(value) != kind_) *this = to_generic();
  if (!nulls_.empty()) nulls_[row] = 0;
  switch (kind_) {
    case Kind::Generic:
      values()[row] = value;
      break;
    case Kind::Boolean:
      booleans()[row] = value.as_boolean();
      break;
    case Kind::Integer:
      integers()[row] = value.as_integer();
      break;
    case Kind::Float:
      floats()[row] = value.as_float();
      break;
    case Kind::String:
      strings()[row] = keep_string(value);
      break;
    case Kind::Date:
      integers()[row] = value.as_date().days;
      break;
    case Kind::Node:
      nodes()[row] = value.as_node();
      break;
    case Kind::Relationship:
      relationships()[row] = value.as_relationship();
      break;
  }
}

std::string_view Vector::keep_string(const Value& value) {
  // A list that another vector shares must not grow: that vector may be read by another thread.
  if (!kept_ || kept_.use_count() > 1) {
    if (kept_) owners_.push_back(kept_);
    kept_ = std::make_shared<std::vector<Value>>();
  }
  kept_->push_back(value);
  return kept_->back().as_string();
}

Vector Vector::to_generic() const {
  if (kind_ == Kind::Generic) return *this;
  std::vector<Value> values(stored());
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = value(i);
  Vector result = of(std::move(values));
  result.constant_ = constant_;
  result.size_ = size_;
  return result;
}

Vector Vector::gather(std::span<const std::uint32_t> rows) const {
  Vector result;
  result.kind_ = kind_;
  result.size_ = rows.size();
  result.constant_ = constant_;
  result.keep_of(*this);
  if (constant_) {
    result.data_ = data_;
    result.nulls_ = nulls_;
    return result;
  }
  std::visit([&](const auto& data) { result.data_ = gathered(data, rows); }, data_);
  if (!nulls_.empty()) result.nulls_ = gathered(nulls_, rows);
  return result;
}

namespace {

/// The kind of all vectors; Generic where they differ.
Vector::Kind common_kind(std::span<const Vector* const> vectors) {
  const Vector::Kind kind = vectors.front()->kind();
  const bool same = std::all_of(vectors.begin(), vectors.end(),
                                [kind](const Vector* other) { return other->kind() == kind; });
  return same ? kind : Vector::Kind::Generic;
}

/// `data_of(vector)` is the stored data of a typed vector.
template <class DataOf>
Vector gather_typed(std::span<const Vector* const> vectors, std::span<const Place> places,
                    DataOf data_of) {
  Vector result(vectors.front()->kind(), places.size());
  result.clear_nulls();
  auto data = data_of(result);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const Vector& from = *vectors[places[i].vector];
    const std::uint32_t row = places[i].row;
    if (from.is_null(row))
      result.set_null(i);
    else
      data[i] = data_of(from)[from.at(row)];
  }
  return result;
}

}  // namespace

Vector gather_places(std::span<const Vector* const> vectors, std::span<const Place> places,
                     std::shared_ptr<const void> owner) {
  switch (common_kind(vectors)) {
    case Vector::Kind::Boolean:
      return gather_typed(vectors, places, [](auto& v) { return v.booleans(); });
    case Vector::Kind::Integer:
    case Vector::Kind::Date:
      return gather_typed(vectors, places, [](auto& v) { return v.integers(); });
    case Vector::Kind::Float:
      return gather_typed(vectors, places, [](auto& v) { return v.floats(); });
    case Vector::Kind::Node:
      return gather_typed(vectors, places, [](auto& v) { return v.nodes(); });
    case Vector::Kind::Relationship:
      return gather_typed(vectors, places, [](auto& v) { return v.relationships(); });
    case Vector::Kind::String: {
      Vector result = gather_typed(vectors, places, [](auto& v) { return v.strings(); });
      result.keep(std::move(owner));
      return result;
    }
    case Vector::Kind::Generic:
      break;
  }
  std::vector<Value> values(places.size());
  for (std::size_t i = 0; i < places.size(); ++i)
    values[i] = vectors[places[i].vector]->value(places[i].row);
  return Vector::of(std::move(values));
}

void Vector::append(const Vector& other) {
  if (other.size_ == 0) return;
  if (size_ == 0) {
    *this = other;
    return;
  }
  flatten();
  if (kind_ != other.kind_) {
    if (kind_ != Kind::Generic) *this = to_generic();
    if (other.kind_ != Kind::Generic) return append(other.to_generic());
  }
  if (!nulls_.empty() || !other.nulls_.empty()) {
    nulls_.resize(size_, 0);
    for (std::size_t i = 0; i < other.size_; ++i) nulls_.push_back(other.is_null(i) ? 1 : 0);
  }
  std::visit(
      [&](auto& data) {
        const auto& more = std::get<std::decay_t<decltype(data)>>(other.data_);
        if (other.constant_) {
          data.resize(data.size() + other.size_, more.front());
        } else if (&other == this) {
          const auto copy = more;
          data.insert(data.end(), copy.begin(), copy.end());
        } else {
          data.insert(data.end(), more.begin(), more.end());
        }
      },
      data_);
  size_ += other.size_;
  if (&other != this) keep_of(other);
}

void Vector::resize(std::size_t size) {
  if (size == size_) return;
  if (constant_ && size < size_) {
    size_ = size;
    return;
  }
  flatten();
  std::visit([size](auto& data) { data.resize(size); }, data_);
  if (kind_ != Kind::Generic && (!nulls_.empty() || size > size_)) {
    nulls_.resize(size_, 0);
    nulls_.resize(size, 1);
  }
  size_ = size;
}

void Vector::keep_of(const Vector& other) {
  for (const auto& owner : other.owners_) keep_once(owner);
  if (other.kept_ && other.kept_ != kept_) keep_once(other.kept_);
}

void Vector::keep_once(std::shared_ptr<const void> owner) {
  // Batches of one scan share their owner: comparing with the newest is enough to keep it once.
  if (owners_.empty() || owners_.back() != owner) owners_.push_back(std::move(owner));
}

}  // namespace normgraph
