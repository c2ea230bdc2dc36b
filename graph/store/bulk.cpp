#include "graph/store/bulk.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

#include "graph/store/bulk_parts.hpp"
#include "graph/store/commit.hpp"
#include "graph/store/index_key.hpp"
#include "graph/store/segment_writer.hpp"
#include "graph/store/transaction.hpp"
#include "graph/store/unique.hpp"

namespace normgraph::store {

namespace {

class SegmentBulkWriter final : public BulkWriter {
 public:
  explicit SegmentBulkWriter(StoreTransaction& transaction)
      : transaction_(transaction),
        out_(transaction.begin_records()),
        counts_(transaction.overlay().snapshot().counts()) {}

  NodeId add_nodes(BulkNodes nodes) override {
    const NodeId first = limit_;
    if (nodes.count > no_node - 1 - limit_)
      throw storage_error("NG6012", "TooManyNodes", "a graph has at most 4,294,967,294 nodes");
    limit_ += nodes.count;
    runs_.push_back({first, std::move(nodes)});
    return first;
  }

  void add_relationships(BulkRelationships relationships) override {
    if (!nodes_written_) write_nodes();
    const TypeId type = relationships.type;
    write_bulk_relationships(relationships, limit_, *out_);
    if (type >= counts_.types.size()) counts_.types.resize(type + std::size_t{1});
    counts_.types[type] = {relationships.starts.size(), relationships.starts.size()};
    for (const BulkColumn& column : relationships.columns)
      if (has_values(column)) new_columns_.push_back({type, column.key});
  }

  void keep(std::shared_ptr<const void> owner) override { owners_.push_back(std::move(owner)); }

  void commit() override {
    if (!nodes_written_) write_nodes();
    transaction_.commit_records(*out_, counts_, [this](Catalog& catalog) {
      for (const LabelSetRun& run : label_sets_) catalog.label_sets.code_of(run);
      for (const ColumnId& column : new_columns_) catalog.add_column(column.owner, column.key);
      write_indexes(catalog);
    });
  }

 private:
  using LabelSetRun = std::vector<LabelId>;

  /// Segments hold nodes of several runs, so they wait for the last one.
  void write_nodes() {
    nodes_written_ = true;
    LabelSets sets = transaction_.overlay().label_sets();
    for (BulkRun& run : runs_) {
      run.label_set = sets.code_of(run.nodes.labels);
      label_sets_.push_back(run.nodes.labels);
      counts_.nodes += run.nodes.count;
      for (const LabelId label : run.nodes.labels) {
        if (label >= counts_.label_nodes.size()) counts_.label_nodes.resize(label + std::size_t{1});
        counts_.label_nodes[label] += run.nodes.count;
      }
      for (const BulkColumn& column : run.nodes.columns)
        if (has_values(column)) new_columns_.push_back({node_owner, column.key});
    }
    counts_.node_limit = limit_;
    write_bulk_nodes(runs_, sets, *out_);
    for (BulkRun& run : runs_)  // what indexes need is read again
      std::erase_if(run.nodes.columns,
                    [this](const BulkColumn& column) { return !is_indexed(column.key); });
  }

  bool is_indexed(KeyId key) const {
    const GraphView& view = transaction_.view();
    return std::ranges::any_of(view.indexes(), [&](const IndexInfo& index) {
      return view.find_key(index.property) == key;
    });
  }

  void write_indexes(Catalog& catalog) {
    for (const StoredIndex& index : catalog.indexes) write_bulk_index(runs_, catalog, index, *out_);
  }

  StoreTransaction& transaction_;
  std::unique_ptr<WriteTransaction> out_;
  Counts counts_;
  std::vector<std::shared_ptr<const void>> owners_;  // of the texts of the runs
  std::vector<BulkRun> runs_;
  NodeId limit_ = 0;
  bool nodes_written_ = false;
  std::vector<LabelSetRun> label_sets_;
  std::vector<ColumnId> new_columns_;
};

}  // namespace

bool has_values(const BulkColumn& column) {
  return column.size() > 0 &&
         (column.missing.empty() || std::ranges::find(column.missing, 0) != column.missing.end());
}

std::unique_ptr<BulkWriter> begin_bulk(Transaction& transaction) {
  auto* stored = dynamic_cast<StoreTransaction*>(&transaction);
  if (!stored || !stored->writing()) return nullptr;
  const Counts& counts = stored->overlay().snapshot().counts();
  const bool used = counts.node_limit > 0 ||
                    std::ranges::any_of(counts.types, [](auto& type) { return type.limit > 0; });
  if (used || stored->view().node_limit() > 0) return nullptr;
  // A schema may want more of the elements than their segments (full text).
  for (const char* name : {"schema", "search"})
    if (stored->view().metadata(name)) return nullptr;
  return std::make_unique<SegmentBulkWriter>(*stored);
}

}  // namespace normgraph::store
