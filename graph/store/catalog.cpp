#include "graph/store/catalog.hpp"

#include <algorithm>

namespace normgraph::store {

std::size_t NameTable::find(std::string_view name) const {
  const auto found = numbers_.find(name);
  return found == numbers_.end() ? npos : found->second;
}

std::size_t NameTable::add(std::string_view name) {
  const auto [entry, added] = numbers_.emplace(name, names_.size());
  if (added) names_.push_back(&entry->first);
  return entry->second;
}

void NameTable::truncate(std::size_t size) {
  while (names_.size() > size) {
    numbers_.erase(*names_.back());
    names_.pop_back();
  }
}

LabelSetCode LabelSets::code_of(const std::vector<LabelId>& labels) {
  const auto [entry, added] = codes_.emplace(labels, static_cast<LabelSetCode>(sets_.size()));
  if (added) sets_.push_back(labels);
  return entry->second;
}

void LabelSets::truncate(std::size_t size) {
  while (sets_.size() > size) {
    codes_.erase(sets_.back());
    sets_.pop_back();
  }
}

bool LabelSets::has(LabelSetCode code, LabelId label) const {
  return std::ranges::binary_search(sets_[code], label);
}

const std::vector<KeyId>& Catalog::keys_of(ColumnOwner owner) const {
  static const std::vector<KeyId> none;
  if (owner == node_owner) return node_keys;
  return owner < type_keys.size() ? type_keys[owner] : none;
}

bool Catalog::add_column(ColumnOwner owner, KeyId key) {
  if (owner != node_owner && owner >= type_keys.size()) type_keys.resize(owner + std::size_t{1});
  std::vector<KeyId>& keys_there = owner == node_owner ? node_keys : type_keys[owner];
  const auto place = std::ranges::lower_bound(keys_there, key);
  if (place != keys_there.end() && *place == key) return false;
  keys_there.insert(place, key);
  return true;
}

namespace {

void put_names(RecordWriter& out, const NameTable& names) {
  out.put(static_cast<std::uint32_t>(names.size()));
  for (std::size_t i = 0; i < names.size(); ++i) out.put_text(names.name(i));
}

template <class T>
void put_ids(RecordWriter& out, const std::vector<T>& ids) {
  out.put(static_cast<std::uint32_t>(ids.size()));
  for (const T id : ids) out.put(static_cast<std::uint32_t>(id));
}

void get_names(RecordReader& in, NameTable& names) {
  const auto count = in.get<std::uint32_t>();
  for (std::uint32_t i = 0; i < count; ++i)
    if (names.add(in.get_text()) != i) corrupt("a name is twice in the catalog");
}

template <class T>
std::vector<T> get_ids(RecordReader& in, std::size_t limit) {
  std::vector<T> ids;
  const auto count = in.get<std::uint32_t>();
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto id = in.get<std::uint32_t>();
    if (id >= limit || (!ids.empty() && id <= ids.back())) corrupt("a number in the catalog");
    ids.push_back(static_cast<T>(id));
  }
  return ids;
}

void put_index(RecordWriter& out, const StoredIndex& index) {
  out.put(index.number);
  out.put(static_cast<std::uint8_t>(index.info.unique));
  out.put_text(index.info.name);
  out.put_text(index.info.label);
  out.put_text(index.info.property);
}

StoredIndex get_index(RecordReader& in) {
  StoredIndex index;
  index.number = in.get<std::uint16_t>();
  index.info.unique = in.get<std::uint8_t>() != 0;
  index.info.name = in.get_text();
  index.info.label = in.get_text();
  index.info.property = in.get_text();
  return index;
}

}  // namespace

RecordWriter encode_catalog(const Catalog& catalog) {
  RecordWriter out;
  put_names(out, catalog.labels);
  put_names(out, catalog.types);
  put_names(out, catalog.keys);
  const auto& sets = catalog.label_sets.all();
  out.put(static_cast<std::uint32_t>(sets.size()));
  for (const auto& set : sets) put_ids(out, set);
  out.put(catalog.next_index);
  out.put(static_cast<std::uint32_t>(catalog.indexes.size()));
  for (const StoredIndex& index : catalog.indexes) put_index(out, index);
  put_ids(out, catalog.node_keys);
  out.put(static_cast<std::uint32_t>(catalog.type_keys.size()));
  for (const auto& keys : catalog.type_keys) put_ids(out, keys);
  return out;
}

void decode_catalog(Bytes record, Catalog& catalog) {
  RecordReader in(record);
  get_names(in, catalog.labels);
  get_names(in, catalog.types);
  get_names(in, catalog.keys);
  const auto sets = in.get<std::uint32_t>();
  for (std::uint32_t i = 0; i < sets; ++i)
    if (catalog.label_sets.code_of(get_ids<LabelId>(in, catalog.labels.size())) != i)
      corrupt("a label set is twice in the catalog");
  catalog.next_index = in.get<std::uint16_t>();
  const auto indexes = in.get<std::uint32_t>();
  for (std::uint32_t i = 0; i < indexes; ++i) catalog.indexes.push_back(get_index(in));
  catalog.node_keys = get_ids<KeyId>(in, catalog.keys.size());
  const auto types = in.get<std::uint32_t>();
  if (types > catalog.types.size()) corrupt("the columns in the catalog");
  for (std::uint32_t i = 0; i < types; ++i)
    catalog.type_keys.push_back(get_ids<KeyId>(in, catalog.keys.size()));
  in.expect_end();
}

RecordWriter encode_counts(const Counts& counts) {
  RecordWriter out;
  out.put(counts.node_limit);
  out.put(counts.nodes);
  out.put(static_cast<std::uint64_t>(counts.label_nodes.size()));
  out.put(static_cast<std::uint64_t>(counts.types.size()));
  for (const std::uint64_t nodes : counts.label_nodes) out.put(nodes);
  for (const Counts::Type& type : counts.types) out.put(type);
  return out;
}

Counts decode_counts(Bytes record) {
  RecordReader in(record);
  Counts counts;
  counts.node_limit = in.get<std::uint64_t>();
  counts.nodes = in.get<std::uint64_t>();
  const auto labels = in.get<std::uint64_t>();
  const auto types = in.get<std::uint64_t>();
  if (counts.node_limit > no_node || labels > no_label || types > max_types + 1)
    corrupt("the counts");
  for (std::uint64_t i = 0; i < labels; ++i) counts.label_nodes.push_back(in.get<std::uint64_t>());
  for (std::uint64_t i = 0; i < types; ++i) {
    const auto type = in.get<Counts::Type>();
    if (type.limit > std::uint64_t{1} << 40) corrupt("the counts");
    counts.types.push_back(type);
  }
  in.expect_end();
  return counts;
}

}  // namespace normgraph::store
