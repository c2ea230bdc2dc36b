#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "graph/schema.hpp"
#include "graph/value/value.hpp"
#include "loaders/problems.hpp"

// The lines of data files as they were read (docs/data-model.md, "The files").

namespace normgraph::loaders {

struct PropertyValue {
  std::string name;
  Value value;
};

/// One claim: on the value of a property, or (without `property`) on existence.
struct Claim {
  Place place;
  std::string property;
  Value value;
  std::optional<Period> from, to, known;
  bool planned = false;
  std::vector<std::string> sources, corrects;
};

/// What node and relationship lines have in common.
struct ElementLine {
  Place place;
  std::vector<PropertyValue> properties;
  std::vector<std::string> sources;
  std::string note, confidence;
  std::vector<Claim> exists;  // empty: always
};

struct NodeLine : ElementLine {
  std::string label, key;
  std::vector<Claim> claims;
};

struct RelationshipLine : ElementLine {
  std::string type, from, to;
};

/// A whole set of data files, checked or not.
struct DataSet {
  Schema schema;
  std::string schema_text;       // empty: the graph's own schema was used
  std::string definitions_text;  // JSON with the texts of rules inside
  std::string version;           // the line of VERSION; empty: not shipped data
  std::vector<NodeLine> nodes;
  std::vector<RelationshipLine> relationships;
};

}  // namespace normgraph::loaders
