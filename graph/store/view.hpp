#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/claims/claim.hpp"
#include "graph/ids.hpp"
#include "graph/store/neighbours.hpp"
#include "graph/value/value.hpp"
#include "graph/value/vector.hpp"

namespace normgraph::store {

class AdjacencyReader;
class SearchIndex;

struct IndexInfo {
  std::string name, label, property;
  bool unique = false;
};

/// Nodes in the order of a property's values. Those without a value are not among them.
class NodeOrder {
 public:
  virtual ~NodeOrder() = default;
  /// Adds up to `count` nodes; false: there are no more after them.
  virtual bool next(std::size_t count, std::vector<NodeId>& out) = 0;
  /// Whether all nodes to come have a value above this one.
  virtual bool is_above(const Value& value) const = 0;
};

/// What is stored of one property. All zero: not known.
struct ColumnStatistics {
  std::uint64_t present = 0;   // elements that have it
  std::uint64_t distinct = 0;  // different values, estimated
  Value minimum, maximum;      // null where the values are of several types or have no order
};
/// Relationships of one type, seen from one end.
struct DegreeStatistics {
  std::uint64_t nodes = 0;          // that have any
  std::uint64_t relationships = 0;  // in all
  std::uint64_t maximum = 0;        // of one node
};

/// Values between two others; a null bound is open.
struct ValueRange {
  Value low, high;
};

/// Names and values of a new element.
using PropertyList = std::vector<std::pair<KeyId, Value>>;

/// What a statement reads: one snapshot and the overlay above it, as one graph. All counts and
/// answers include the overlay. Not for use by several threads while a writer changes the overlay.
/// Strings in vectors point into the snapshot or the overlay and live as long as the transaction.
class GraphView {
 public:
  virtual ~GraphView() = default;

  // Names. no_label, no_type, no_key: never seen.
  virtual LabelId find_label(std::string_view name) const = 0;
  virtual TypeId find_type(std::string_view name) const = 0;
  virtual KeyId find_key(std::string_view name) const = 0;
  virtual const std::string& label_name(LabelId label) const = 0;
  virtual const std::string& type_name(TypeId type) const = 0;
  virtual const std::string& key_name(KeyId key) const = 0;
  /// Ids are 0 … count - 1.
  virtual std::size_t label_count() const = 0;
  virtual std::size_t type_count() const = 0;
  virtual std::size_t key_count() const = 0;

  // Nodes.
  /// One above the largest node id in use.
  virtual NodeId node_limit() const = 0;
  virtual bool exists(NodeId node) const = 0;
  virtual std::uint64_t node_count() const = 0;
  virtual std::uint64_t node_count(LabelId label) const = 0;
  /// Appends up to `limit` existing nodes with id >= `from`, ascending, and returns the id to go on
  /// from, or no_node at the end. `label` no_label: any node.
  virtual NodeId scan(LabelId label, NodeId from, std::size_t limit,
                      std::vector<NodeId>& out) const = 0;
  virtual bool has_label(NodeId node, LabelId label) const = 0;
  /// out[i] = nodes[i] has the label (no_node: 0).
  virtual void has_label(std::span<const NodeId> nodes, LabelId label,
                         std::span<std::uint8_t> out) const = 0;
  /// Ascending label ids.
  virtual std::vector<LabelId> labels(NodeId node) const = 0;

  // Relationships.
  virtual std::uint64_t relationship_count(TypeId type) const = 0;
  virtual Neighbours neighbours(NodeId node, TypeId type, Direction direction) const = 0;
  virtual std::size_t degree(NodeId node, TypeId type, Direction direction) const = 0;
  virtual bool exists(RelationshipId relationship) const = 0;
  /// The same as neighbours(), without a virtual call for each node: for hot loops. Valid as long
  /// as this view and until the overlay changes. (graph/store/adjacency.hpp)
  virtual AdjacencyReader adjacency(TypeId type, Direction direction) const;

  // Statistics for the planner, from the snapshot alone: estimates under an overlay.
  virtual ColumnStatistics node_statistics(KeyId key) const;
  virtual ColumnStatistics relationship_statistics(TypeId type, KeyId key) const;
  virtual DegreeStatistics degree_statistics(TypeId type, Direction direction) const;

  // Properties. The vector has the column's type where it has one, else it is generic.
  virtual Vector node_property(KeyId key, std::span<const NodeId> nodes) const = 0;
  virtual Vector relationship_property(KeyId key,
                                       std::span<const RelationshipRef> relationships) const = 0;
  virtual Value node_property(KeyId key, NodeId node) const = 0;
  virtual Value relationship_property(KeyId key, RelationshipId relationship) const = 0;
  /// All properties, by key name.
  virtual Map node_properties(NodeId node) const = 0;
  virtual Map relationship_properties(RelationshipId relationship) const = 0;

  // Indexes. `key` has a unique index over all nodes from the start.
  virtual std::vector<IndexInfo> indexes() const = 0;
  /// Nodes whose property equals the value, by an index on (label, property) or by the unique key
  /// index (label no_label); nullopt when there is no such index.
  virtual std::optional<std::vector<NodeId>> lookup(LabelId label, KeyId key,
                                                    const Value& value) const = 0;
  /// Nodes whose property may lie in the range, by an index on (label, property): all that do, and
  /// perhaps others, which the caller has to test. nullopt: no such index, or bounds that it has no
  /// order for.
  virtual std::optional<std::vector<NodeId>> lookup_range(LabelId label, KeyId key,
                                                          const ValueRange& range) const;

  /// The nodes that an index on (label, property) has, from the least value on, valid until the
  /// overlay changes; null: no such index, writes over it, or values of which it does not have the
  /// order (of several types, or of another than strings, numbers and dates).
  virtual std::unique_ptr<NodeOrder> nodes_in_order(LabelId label, KeyId key) const;

  /// Full-text search (graph/store/search/search_index.hpp), valid until the overlay changes; null:
  /// nothing in the graph is declared to be searched.
  virtual std::unique_ptr<SearchIndex> search_index() const;

  // Claims (docs/data-model.md): what is stored beside the values that are in force.
  /// All claims on an element; nullopt: none. Elements that do not exist now may have some, too.
  virtual std::optional<ElementClaims> claims(ElementId element) const;
  /// Elements for which something that is effective changes on one of the days first … last, in
  /// order, each once.
  virtual std::vector<ElementId> changing_claims(std::int64_t first, std::int64_t last) const;
  /// The same for the days on which claims became known.
  virtual std::vector<ElementId> known_claims(std::int64_t first, std::int64_t last) const;
  /// Elements of which something changes on an unknown day of a period that began by this day and
  /// ends after it, in order, each once.
  virtual std::vector<ElementId> unsettled_claims(std::int64_t day) const;

  /// A named text kept with the graph (schema, data version, saved statements); nullopt: absent.
  virtual std::optional<std::string> metadata(std::string_view name) const = 0;
};

/// Changes to the overlay's top layer; the view sees each at once. Nothing reaches LMDB before
/// commit.
class GraphWriter {
 public:
  virtual ~GraphWriter() = default;
  virtual LabelId intern_label(std::string_view name) = 0;
  virtual TypeId intern_type(std::string_view name) = 0;
  virtual KeyId intern_key(std::string_view name) = 0;
  virtual NodeId create_node(std::span<const LabelId> labels, const PropertyList& properties) = 0;
  virtual RelationshipRef create_relationship(TypeId type, NodeId start, NodeId end,
                                              const PropertyList& properties) = 0;
  /// A null value removes the property.
  virtual void set_property(NodeId node, KeyId key, const Value& value) = 0;
  virtual void set_property(RelationshipId relationship, KeyId key, const Value& value) = 0;
  /// True when the node's labels changed.
  virtual bool add_label(NodeId node, LabelId label) = 0;
  virtual bool remove_label(NodeId node, LabelId label) = 0;
  /// Requires that the node has no relationships left.
  virtual void delete_node(NodeId node) = 0;
  virtual void delete_relationship(RelationshipRef relationship) = 0;
  /// Brings a node back that was deleted or has never existed (an absent one, see ElementClaims),
  /// under its number, with these labels and no properties.
  virtual void restore_node(NodeId node, std::span<const LabelId> labels);
  /// Replaces all claims on an element; nullopt: removes them. Values do not change by this.
  virtual void put_claims(ElementId element, std::optional<ElementClaims> claims);
  virtual void create_index(const IndexInfo& index) = 0;
  virtual void drop_index(std::string_view name) = 0;
  virtual void set_metadata(std::string_view name, std::string_view text) = 0;
};

/// One transaction: a snapshot and an overlay of layers. A writing transaction holds the writer
/// lock. Dropped without commit it leaves nothing behind.
class Transaction {
 public:
  virtual ~Transaction() = default;
  virtual const GraphView& view() const = 0;
  /// Requires a writing transaction.
  virtual GraphWriter& writer() = 0;
  virtual bool writing() const = 0;
  /// A layer for one statement: keep_statement() folds it into the transaction, undo_statement()
  /// drops it and everything the statement did.
  virtual void begin_statement() = 0;
  virtual void keep_statement() = 0;
  virtual void undo_statement() = 0;
  /// Lays what `fill` writes over everything else, to be read until leave_layer() and never
  /// committed. The layer is kept for other transactions on the same state under `when`, which must
  /// say all that `fill` depends on besides the graph; nullopt: it is kept for nobody. Layers may
  /// lie over each other. False: it wrote nothing, there is no layer to leave. Nothing may be
  /// written while a layer is there.
  using FillLayer = std::function<void(const GraphView&, GraphWriter&)>;
  virtual bool enter_layer(std::optional<When> when, const FillLayer& fill) = 0;
  virtual void leave_layer() = 0;
  /// Lets go of the snapshot, so that it does not hold the file's pages; nothing may be read before
  /// renew(). For reading transactions that are used again and again.
  virtual void rest() noexcept = 0;
  /// Takes the newest snapshot after rest(). True: nothing was committed since, layers are still
  /// there, and nothing was allocated. False: it is another one, and all layers are gone.
  virtual bool renew() = 0;
  /// The number of the snapshot: that of the last commit in it.
  virtual std::uint64_t snapshot_number() const = 0;
  /// Writes the overlay to LMDB in one transaction of LMDB. Throws Error{Storage}; then nothing is
  /// written.
  virtual void commit() = 0;
};

struct StoreOptions {
  std::string path = {};  // ignored with memory
  bool memory = false;
  bool read_only = false;
};
/// Polled while waiting for the writer lock; true: give up with a cancellation error.
using Cancelled = bool (*)(void*);

/// One graph file, or a private graph in memory. Thread-safe.
class Store {
 public:
  virtual ~Store() = default;
  virtual std::unique_ptr<Transaction> begin_read() = 0;
  virtual std::unique_ptr<Transaction> begin_write(Cancelled cancelled = nullptr,
                                                   void* argument = nullptr) = 0;
  /// Changes whenever a commit became visible; for plan caches.
  virtual std::uint64_t version() const = 0;
  virtual const StoreOptions& options() const = 0;
  /// Checks every record's hash; returns a line for each problem.
  virtual std::vector<std::string> verify() = 0;
};

/// Opens or creates. Throws Error{Storage}: no such folder, not a graph file, other format version,
/// locked, disk full, network file system.
std::unique_ptr<Store> open_store(const StoreOptions& options);

}  // namespace normgraph::store
