#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "graph/ids.hpp"
#include "graph/store/layout.hpp"
#include "graph/store/node_segment.hpp"
#include "graph/store/view.hpp"

namespace normgraph::store {

/// Names and their numbers, in the order in which they were first used.
class NameTable {
 public:
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
  std::size_t find(std::string_view name) const;
  /// Requires that the name is not there yet.
  std::size_t add(std::string_view name);
  /// Forgets the names from number `size` on.
  void truncate(std::size_t size);
  const std::string& name(std::size_t number) const { return *names_[number]; }
  std::size_t size() const { return names_.size(); }

 private:
  std::map<std::string, std::size_t, std::less<>> numbers_;
  std::vector<const std::string*> names_;  // keys of the map, which stay in place
};

/// An index in the file. `key` has number 0, over all nodes.
struct StoredIndex {
  std::uint16_t number = 0;
  IndexInfo info;  // label empty: all nodes
};

/// Sets of labels and their codes; code 0 is the empty set.
class LabelSets {
 public:
  LabelSets() { code_of({}); }
  /// Adds the set when it is new; `labels` ascending.
  LabelSetCode code_of(const std::vector<LabelId>& labels);
  /// Forgets the sets from code `size` on.
  void truncate(std::size_t size);
  const std::vector<LabelId>& labels(LabelSetCode code) const { return sets_[code]; }
  bool has(LabelSetCode code, LabelId label) const;
  const std::vector<std::vector<LabelId>>& all() const { return sets_; }

 private:
  std::vector<std::vector<LabelId>> sets_;
  std::map<std::vector<LabelId>, LabelSetCode> codes_;
};

/// Everything in the file that has a name, and which columns there are.
struct Catalog {
  NameTable labels, types, keys;
  LabelSets label_sets;
  std::vector<StoredIndex> indexes;
  std::uint16_t next_index = 0;
  std::vector<KeyId> node_keys;               // with a column of nodes; ascending
  std::vector<std::vector<KeyId>> type_keys;  // by type: with a column of its relationships

  Catalog() = default;
  Catalog(const Catalog&) = delete;
  Catalog& operator=(const Catalog&) = delete;

  const std::vector<KeyId>& keys_of(ColumnOwner owner) const;
  /// True when the column is new.
  bool add_column(ColumnOwner owner, KeyId key);
};

RecordWriter encode_catalog(const Catalog& catalog);
/// Throws Error{Storage}.
void decode_catalog(Bytes record, Catalog& catalog);

/// The numbers that change with every commit.
struct Counts {
  struct Type {
    std::uint64_t limit = 0;  // one above the largest ordinal ever given
    std::uint64_t existing = 0;
  };
  std::uint64_t node_limit = 0;
  std::uint64_t nodes = 0;
  std::vector<std::uint64_t> label_nodes;  // by label
  std::vector<Type> types;                 // by type
};
RecordWriter encode_counts(const Counts& counts);
Counts decode_counts(Bytes record);

}  // namespace normgraph::store
