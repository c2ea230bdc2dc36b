#include "graph/query/operators/node_table.hpp"

namespace normgraph::query {
namespace {

/// Values of these types are equal only where a ValueTable finds them to be the same. Others, such
/// as periods, have an order and an equality of their own.
bool is_simple(Type type) {
  return type == Type::Boolean || type == Type::Integer || type == Type::Float ||
         type == Type::String || type == Type::Date;
}
bool is_simple(const Vector& values, std::uint32_t row) {
  return values.kind() != Vector::Kind::Generic || is_simple(values.value(row).type());
}

std::int64_t bytes_of_nodes(std::size_t count) {
  return static_cast<std::int64_t>(count * (sizeof(NodeId) + 2 * sizeof(std::uint32_t)));
}

}  // namespace

NodeTable::NodeTable(LabelId label, KeyId key, Context& context) {
  constexpr const char* who = "IndexSeek";
  const store::GraphView& view = *context.view;
  std::vector<NodeId> chunk;
  std::vector<std::pair<std::uint32_t, NodeId>> found;  // entry and node
  for (NodeId next = 0; next != no_node;) {
    context.check(who);
    chunk.clear();
    next = view.scan(label, next, batch_rows, chunk);
    if (!chunk.empty()) add(chunk, view.node_property(key, chunk), found);
    const std::int64_t bytes = values_.bytes() + bytes_of_nodes(found.size() + others_.size());
    context.book(bytes - booked_, who);
    booked_ = bytes;
  }
  put_in_order(found);
}

void NodeTable::find(const Vector& values, const Selection& rows,
                     std::vector<std::uint32_t>& entries) const {
  values_.find(values, rows, entries);
}

bool NodeTable::finds(const Vector& values, std::uint32_t row, std::uint32_t entry) const {
  if (entry != ValueTable::not_found) return true;
  return !values.is_null(row) && (!others_.empty() || !is_simple(values, row));
}

std::span<const NodeId> NodeTable::nodes(const Vector& values, std::uint32_t row,
                                         std::uint32_t entry, std::vector<NodeId>& mixed) const {
  if (values.is_null(row)) return {};
  std::span<const NodeId> found(nodes_);
  if (is_simple(values, row)) {
    if (entry == ValueTable::not_found)
      found = {};
    else
      found = found.subspan(first_[entry], first_[entry + 1] - first_[entry]);
  }
  if (others_.empty()) return found;
  mixed.assign(found.begin(), found.end());
  mixed.insert(mixed.end(), others_.begin(), others_.end());
  return mixed;
}

void NodeTable::add(const std::vector<NodeId>& nodes, const Vector& values,
                    std::vector<std::pair<std::uint32_t, NodeId>>& found) {
  std::vector<std::uint32_t> simple, entries;
  for (std::uint32_t row = 0; row < nodes.size(); ++row) {
    if (values.is_null(row)) continue;
    if (is_simple(values, row))
      simple.push_back(row);
    else
      others_.push_back(nodes[row]);
  }
  const Selection rows(std::move(simple));
  values_.insert(values, rows, entries);
  for (std::size_t i = 0; i < rows.size(); ++i) found.emplace_back(entries[i], nodes[rows[i]]);
}

void NodeTable::put_in_order(const std::vector<std::pair<std::uint32_t, NodeId>>& found) {
  first_.assign(values_.size() + 1, 0);
  for (const auto& [entry, node] : found) ++first_[entry + 1];
  for (std::size_t entry = 0; entry < values_.size(); ++entry) first_[entry + 1] += first_[entry];
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  nodes_.resize(found.size());
  for (const auto& [entry, node] : found) nodes_[next[entry]++] = node;
}

}  // namespace normgraph::query
