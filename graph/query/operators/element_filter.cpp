#include "graph/query/operators/element_filter.hpp"

#include <algorithm>

#include "graph/parallel.hpp"
#include "graph/query/operators/batch_tools.hpp"

namespace normgraph::query {

namespace {

/// Puts those of `count` items for which `test` is true to `out`, which may be where they are.
/// Without a branch: which are kept cannot be foretold.
template <class ItemAt, class Test>
std::size_t keep_where(std::size_t count, ItemAt item_at, std::uint32_t* out, Test test) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t item = item_at(i);
    out[kept] = item;
    kept += test(item) ? 1 : 0;
  }
  return kept;
}

}  // namespace

void ElementFilter::keep(const Vector& column, std::vector<std::uint32_t>& rows) const {
  const auto keep_rows = [&](auto test) {
    const std::uint32_t* all = rows.data();
    rows.resize(keep_where(
        rows.size(), [all](std::size_t i) { return all[i]; }, rows.data(), test));
  };
  if (shape_.relationships)
    keep_rows([&, relationships = column.relationships()](std::uint32_t row) {
      const RelationshipId id = relationships[row].id;
      return by_type_[id.type()].test(static_cast<NodeId>(id.ordinal()));
    });
  else
    keep_rows([&, nodes = column.nodes()](std::uint32_t row) { return nodes_.test(nodes[row]); });
}

template <class PlaceAt>
std::size_t ElementFilter::keep_places(const NeighbourList& list, std::size_t count,
                                       PlaceAt place_at, std::uint32_t* out) const {
  const auto& neighbours = list.neighbours;
  if (!shape_.relationships)
    return keep_where(count, place_at, out, [&, nodes = neighbours.nodes](std::uint32_t place) {
      return nodes_.test(nodes[place]);
    });
  const NodeMarks& marks = by_type_[list.type];
  if (neighbours.consecutive() && list.size() > 0)
    return keep_where(count, place_at, out,
                      [&, first = neighbours.ordinal(0)](std::uint32_t place) {
                        return marks.test(static_cast<NodeId>(first + place));
                      });
  return keep_where(count, place_at, out, [&](std::uint32_t place) {
    return marks.test(static_cast<NodeId>(neighbours.ordinal(place)));
  });
}

std::size_t ElementFilter::keep(const NeighbourList& list, std::size_t begin, std::size_t end,
                                std::uint32_t* out) const {
  if (begin < end && shape_.relationships && list.neighbours.consecutive()) {
    std::uint32_t* kept = out;
    by_type_[list.type].for_each(
        static_cast<NodeId>(list.neighbours.ordinal(begin)), end - begin,
        [&](std::size_t i) { *kept++ = static_cast<std::uint32_t>(begin + i); });
    return static_cast<std::size_t>(kept - out);
  }
  return keep_places(
      list, end - begin, [begin](std::size_t i) { return static_cast<std::uint32_t>(begin + i); },
      out);
}

std::size_t ElementFilter::keep(const NeighbourList& list, std::span<std::uint32_t> places) const {
  return keep_places(
      list, places.size(), [places](std::size_t i) { return places[i]; }, places.data());
}

bool ElementFilter::none(const NeighbourList& first, const NeighbourList& last) const {
  const auto &a = first.neighbours, &b = last.neighbours;
  if (!shape_.relationships || !a.consecutive() || !a.beside(b)) return false;
  const std::uint64_t begin = a.first_ordinal(), end = b.first_ordinal() + b.size();
  return begin == end || by_type_[first.type].count(static_cast<NodeId>(begin), end - begin) == 0;
}

std::optional<std::size_t> ElementFilter::count(const NeighbourList& list) const {
  if (list.size() == 0) return 0;
  if (!shape_.relationships || !list.neighbours.consecutive()) return std::nullopt;
  return by_type_[list.type].count(static_cast<NodeId>(list.neighbours.ordinal(0)), list.size());
}

bool ElementFilter::prepare(std::uint64_t rows, Context& context) {
  if (ready()) return true;
  const std::uint64_t asked = asked_ += rows;
  if (failed_ || asked < enough_rows(*context.view)) return false;
  const std::unique_lock lock(asking_, std::try_to_lock);
  if (!lock) return false;  // another thread is at it: not waited for
  ask(context);
  return ready_;
}

bool ElementFilter::ask_all(Context& context) {
  const std::unique_lock lock(asking_);
  ask(context);
  return ready_;
}

std::uint64_t ElementFilter::enough_rows(const store::GraphView& view) const {
  if (!shape_.relationships) return view.node_limit() / (shape_.conditions.empty() ? 256 : 16);
  std::uint64_t all = 0;
  for (std::size_t type = 0; type < view.type_count(); ++type)
    if (shape_.types.empty() ||
        std::ranges::count(shape_.types, view.type_name(static_cast<TypeId>(type))) > 0)
      all += view.relationship_count(static_cast<TypeId>(type));
  return all / (scattered_ ? 128 : 32);
}

void ElementFilter::ask(Context& context) {
  if (ready_ || failed_) return;
  const bool stored = store::StoredGraph::of(*context.view).has_value();
  failed_ = context.writer || context.uncertain || (!stored && shape_.relationships);
  if (failed_) return;
  try {
    if (stored)
      ask_stored(context);
    else
      ask_nodes(context);
  } catch (const Error& error) {
    failed_ = true;
    if (error.kind == ErrorKind::Limit) throw;
  }
  nothing_ = nodes_.empty() && std::ranges::all_of(by_type_, &NodeMarks::empty);
  if (!failed_) ready_.store(true, std::memory_order_release);
}

void ElementFilter::ask_stored(Context& context) {
  SegmentScan scan(shape_);
  scan.begin(context);
  nodes_.resize(shape_.relationships ? 0 : context.view->node_limit());
  by_type_.resize(shape_.relationships ? context.view->type_count() : 0);
  for (std::size_t range = 0; range < scan.range_count() && shape_.relationships; ++range) {
    const TypeId type = scan.source(range).owner;
    by_type_[type].resize(static_cast<NodeId>(scan.graph().limit(type)));
  }
  std::int64_t bytes = nodes_.bytes();
  for (const NodeMarks& marks : by_type_) bytes += marks.bytes();
  context.book(bytes, "Filter");
  for_each_part(scan.range_count(), shape_.parallel, [&](std::size_t range) {
    Context local = context;
    local.check("Filter");
    scan.mark(range, local, shape_.relationships ? by_type_[scan.source(range).owner] : nodes_);
  });
}

/// With uncommitted changes over what is stored.
void ElementFilter::ask_nodes(Context& context) {
  const store::GraphView& view = *context.view;
  nodes_.resize(view.node_limit());
  context.book(nodes_.bytes(), "Filter");
  const LabelId label = shape_.label.empty() ? no_label : view.find_label(shape_.label);
  if (label == no_label && !shape_.label.empty()) return;
  std::vector<NodeId> nodes;
  for (NodeId next = 0; next != no_node;) {
    context.check("Filter");
    nodes.clear();
    next = view.scan(label, next, batch_rows, nodes);
    if (nodes.empty()) continue;
    Batch batch;
    start_batch(batch, nodes.size());
    put(batch, shape_.element, Vector::of(nodes));
    Selection found = batch.selection;
    for (const BoundExpression* condition : shape_.conditions)
      found = evaluate_filter(*condition, batch, found, context);
    for (std::size_t i = 0; i < found.size(); ++i) nodes_.insert(nodes[found[i]]);
  }
}

}  // namespace normgraph::query
