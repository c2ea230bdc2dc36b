#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "graph/claims/claim.hpp"
#include "graph/schema.hpp"
#include "graph/session/saved.hpp"
#include "graph/value/value.hpp"
#include "loaders/problems.hpp"

// The lines of data files as they were read (docs/data-model.md, "The files").

namespace normgraph::loaders {

/// As Claim::known_day of a line: it was always known, and an export said so. Claims of other lines
/// get the day from their sources.
constexpr std::int64_t stated_always_known = always_known + 1;

struct PropertyValue {
  std::string name;
  Value value;
};

/// What node and relationship lines have in common.
struct ElementLine {
  Place place;
  std::vector<PropertyValue> properties;
  std::vector<std::string> sources;
  std::string note, confidence;
  std::vector<Claim> exists;  // empty: always
  /// A user's own, as an export writes it: the schema need not know its words, nor has it sources.
  bool user = false;
};

struct NodeLine : ElementLine {
  std::string label, key;
  std::vector<std::string> labels;  // more labels, from an export
  bool keyed = true;                // false: `key` is a name within the file, from an export
  std::vector<Claim> claims;
  std::vector<Place> claim_places;  // of each claim
};

struct RelationshipLine : ElementLine {
  std::string type, from, to;
  std::vector<Claim> claims;  // on its properties
};

/// A whole set of data files, checked or not.
struct DataSet {
  Schema schema;
  std::string schema_text;       // empty: the graph's own schema was used
  std::string definitions_text;  // JSON with the texts of rules inside
  std::string version;           // the line of VERSION; empty: not shipped data
  bool part = false;             // of an export: not all of a graph
  SavedDefinitions own;          // of an export: what users of that graph defined
  std::vector<store::IndexInfo> own_indexes;
  std::vector<NodeLine> nodes;
  std::vector<RelationshipLine> relationships;
};

}  // namespace normgraph::loaders
