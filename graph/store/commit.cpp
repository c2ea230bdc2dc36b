#include "graph/store/commit.hpp"

#include <set>

#include "graph/store/commit_parts.hpp"

namespace normgraph::store {

namespace {

void put_format(WriteTransaction& out) {
  RecordWriter record;
  record.put_bytes(format_magic);
  record.put(format_version);
  record.put_text(NORMGRAPH_VERSION);
  out.put(record_key(RecordKind::Format), record.bytes());
}

template <class Names>
void add_names(NameTable& to, const Names& added) {
  for (std::size_t i = 0; i < added.size(); ++i) to.add(added.name(i));
}

void read_catalog(const Overlay& overlay, Catalog& catalog) {
  const auto record = overlay.snapshot().transaction().get(record_key(RecordKind::Catalog));
  if (!record) corrupt("its catalog is missing");
  decode_catalog(*record, catalog);
  add_names(catalog.labels, overlay.new_labels);
  add_names(catalog.types, overlay.new_types);
  add_names(catalog.keys, overlay.new_keys);
  catalog.label_sets = overlay.label_sets();
}

void put_catalog(const Overlay& overlay, const Catalog& catalog, WriteTransaction& out) {
  const std::string key = record_key(RecordKind::Catalog);
  RecordWriter record = encode_catalog(catalog);
  const auto old = overlay.snapshot().transaction().get(key);
  const Bytes body = Bytes(record.bytes()).substr(record_hash_size);
  if (!old || old->substr(record_hash_size) != body) out.put(key, record.bytes());
}

void commit_metadata(const Layer& layer, WriteTransaction& out) {
  for (const auto& [name, text] : layer.metadata()) {
    RecordWriter record;
    record.put_bytes(text);
    out.put(metadata_key(name), record.bytes());
  }
}

}  // namespace

void write_new_graph(Environment& environment) {
  WriteTransaction out(environment);
  Catalog catalog;
  catalog.indexes.push_back({0, {"key", "", "key", true}});
  catalog.next_index = 1;
  put_format(out);
  out.put(record_key(RecordKind::Catalog), encode_catalog(catalog).bytes());
  out.put(record_key(RecordKind::Counts), encode_counts({}).bytes());
  out.commit();
}

std::unique_ptr<WriteTransaction> open_commit(Environment& environment, const Overlay& overlay) {
  auto out = std::make_unique<WriteTransaction>(environment);
  if (out->id() != overlay.snapshot().transaction().id() + 1)
    throw storage_error("NG5008", "Busy", "another program changed the graph in the meantime",
                        "run the statement again");
  return out;
}

void write_records(WriteTransaction& out, const Overlay& overlay, const Counts& counts,
                   const FillCatalog& fill) {
  Catalog catalog;
  read_catalog(overlay, catalog);
  for (const IndexInfo& created : overlay.layers().front()->created_indexes())
    catalog.indexes.push_back({catalog.next_index++, created});
  fill(catalog);
  commit_metadata(*overlay.layers().front(), out);
  put_catalog(overlay, catalog, out);
  out.put(record_key(RecordKind::Counts), encode_counts(counts).bytes());
  out.commit();
}

void write_commit(Environment& environment, const Overlay& overlay) {
  const std::unique_ptr<WriteTransaction> opened = open_commit(environment, overlay);
  WriteTransaction& out = *opened;
  Catalog catalog;
  read_catalog(overlay, catalog);
  Counts counts = overlay.snapshot().counts();
  Commit commit{overlay, *overlay.layers().front(), out, catalog, counts};
  commit_nodes(commit);
  commit_relationships(commit);
  commit_columns(commit);
  commit_indexes(commit);
  commit_claims(commit);
  commit_search(commit);
  commit_metadata(commit.layer, out);
  put_catalog(overlay, catalog, out);
  out.put(record_key(RecordKind::Counts), encode_counts(counts).bytes());
  out.commit();
}

void commit_nodes(Commit& commit) {
  const Layer& layer = commit.layer;
  std::set<std::uint32_t> ranges;
  for (const auto& [node, code] : layer.changed()) ranges.insert(node / node_range);
  for (NodeId node = layer.first_node(); node < layer.node_limit();
       node = (node / node_range + 1) * node_range)
    ranges.insert(node / node_range);
  std::vector<LabelSetCode> codes;
  for (const std::uint32_t range : ranges) {
    const NodeId first = range * node_range;
    codes.assign(std::min(node_range, layer.node_limit() - first), no_label_set);
    for (NodeId i = 0; i < codes.size(); ++i) codes[i] = commit.overlay.label_set(first + i);
    const bool any = std::ranges::any_of(codes, [](auto code) { return code != no_label_set; });
    if (any)
      commit.out.put(nodes_key(first),
                     encode_nodes(first, codes, commit.catalog.label_sets.all()).bytes());
    else
      commit.out.remove(nodes_key(first));
  }
  Counts& counts = commit.counts;
  counts.node_limit = layer.node_limit();
  counts.nodes += static_cast<std::uint64_t>(layer.node_delta);
  counts.label_nodes.resize(commit.catalog.labels.size());
  for (const auto& [label, delta] : layer.label_delta)
    counts.label_nodes[label] += static_cast<std::uint64_t>(delta);
}

namespace {

/// The bits of one range of ordinals, as they will be.
void commit_existence(Commit& commit, TypeId type, const RelationshipLog& log,
                      std::uint64_t range) {
  const std::uint64_t first = range * relationship_range;
  const std::uint64_t count = std::min(relationship_range, log.limit() - first);
  std::vector<std::uint64_t> bits((count + 63) / 64);
  for (std::uint64_t i = 0; i < count; ++i) {
    const RelationshipId id = RelationshipId::of(type, first + i);
    const bool exists = !log.is_removed(id.ordinal()) &&
                        (id.ordinal() >= log.first() || commit.snapshot().exists(id));
    bits[i / 64] |= std::uint64_t{exists} << (i % 64);
  }
  commit.out.put(relationships_key(type, first),
                 encode_existence(first, static_cast<std::uint32_t>(count), bits).bytes());
}

}  // namespace

void commit_relationships(Commit& commit) {
  for (const auto& [type, log] : commit.layer.relationships()) {
    std::set<std::uint64_t> ranges;
    for (const RelationshipRef& gone : log.removed())
      ranges.insert(gone.id.ordinal() / relationship_range);
    for (std::uint64_t at = log.first(); at < log.limit();
         at = (at / relationship_range + 1) * relationship_range)
      ranges.insert(at / relationship_range);
    for (const std::uint64_t range : ranges) commit_existence(commit, type, log, range);
    if (type >= commit.counts.types.size()) commit.counts.types.resize(type + std::size_t{1});
    Counts::Type& counts = commit.counts.types[type];
    counts.limit = log.limit();
    counts.existing += log.added().size() - log.removed().size();
    commit_adjacency(commit, type, log);
  }
}

}  // namespace normgraph::store
