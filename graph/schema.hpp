#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The schema of a graph: its labels, relationship types and properties, as data/schema.json
// declares them (docs/data-model.md). Loaders check files against it; the words of the language
// (graph/vocabulary.hpp) come from it.

namespace normgraph {

/// What a value of a property may be; a property allows one or more.
enum class ValueKind : std::uint8_t {
  String,
  Integer,
  Float,
  Boolean,
  Date,
  Period,
  Stage,
  Duration,
  StringList,
};

/// How a property follows from the claims on another one (docs/data-model.md).
struct Derivation {
  enum class Take : std::uint8_t {
    From,          // start of the claim in force
    Previous,      // the value before the present one
    Moved,         // start of the claim in force, when there is a previous value
    Known,         // newest day on which any claim of the node became known
    Planned,       // start of the newest planned claim with the value `value`
    PlannedKnown,  // the day on which that one became known
  };
  std::string claim;  // the property whose claims count; empty: those of all properties
  Take take = Take::From;
  std::string value;
};

struct PropertySchema {
  std::string name, about;
  std::vector<ValueKind> kinds;
  std::string type_text;  // "integer or string"
  std::optional<Derivation> derived;
  std::string search;  // language of its words; empty: full-text search leaves it out
};

struct LabelSchema {
  std::string name, about, singular, plural;
  std::vector<std::string> implies;     // labels that every such node has too
  std::string number;                   // what a number behind the noun means; empty: none
  std::vector<std::string> found_by;    // properties by which references find it
  std::string preferred;                // of several found, those where this is true
  bool edition = false;                 // a designation with a year means this label
  std::vector<std::string> columns;     // display columns
  std::string order, date;              // may be empty
  std::vector<std::string> properties;  // declared for this label
};

struct RelationshipSchema {
  std::string name, about;
  std::vector<std::string> from, to;  // labels, implied ones included
  std::vector<std::string> properties;
};

/// What is wrong with a schema, and where: "labels.Article.columns". Line 0: not known.
struct SchemaProblem {
  std::uint32_t line = 0;
  std::string field, message;
};

class Schema {
 public:
  /// Of searched texts, where a property does not say another one.
  std::string language = "english";
  std::map<std::string, PropertySchema, std::less<>> properties;
  std::map<std::string, RelationshipSchema, std::less<>> relationships;
  /// In the order of the file: of labels that a reference fits equally, the first wins.
  std::vector<LabelSchema> labels;

  const LabelSchema* find_label(std::string_view name) const;
  const PropertySchema* find_property(std::string_view name) const;
  const RelationshipSchema* find_relationship(std::string_view name) const;
  /// True when `label` is one of `allowed`, or implies one of them.
  bool is_one_of(std::string_view label, const std::vector<std::string>& allowed) const;
};

/// Behind the name of a property: the sources of the claim that gave its value.
constexpr const char* claim_sources_suffix = "_sources";

/// Properties that any element may have undeclared: key, sources, note, confidence, and the sources
/// of claims.
bool is_built_in_property(std::string_view name);

/// Reads data/schema.json. What is wrong is added to `problems`; the rest is read all the same.
Schema parse_schema(std::string_view text, std::vector<SchemaProblem>& problems);

/// 1-based line of a byte of a text.
std::uint32_t line_of(std::string_view text, std::size_t byte);

}  // namespace normgraph
