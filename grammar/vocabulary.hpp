#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace normgraph {

/// What the rewriting of domain statements must know of the graph's own words. Implemented in
/// graph/ from the schema that lies in the data; declared here so that grammar/ knows no storage.
class Vocabulary {
 public:
  virtual ~Vocabulary() = default;

  struct Label {
    std::string name;                     // "Article"
    std::string singular, plural;         // "article", "articles"
    std::string number_property;          // what `article 9` looks up; empty: none
    std::vector<std::string> columns;     // display columns, in order; "key" is always known
    std::string order_property;           // how a list is ordered; empty: by key
    std::string date_property;            // TIMELINE uses it; empty: not dated
    std::vector<std::string> implies;     // labels that every such thing has too
    std::vector<std::string> properties;  // declared ones; empty: not known
  };
  /// By singular, plural or label name, any case. Null: unknown.
  virtual const Label* find_label(std::string_view word) const = 0;
  /// All nouns, for "did you mean".
  virtual std::vector<std::string> nouns() const = 0;
  /// All labels, those of the schema first and in its order.
  virtual const std::vector<Label>& labels() const = 0;
  /// The names of all relationship types in the graph.
  virtual const std::vector<std::string>& relationship_types() const = 0;
  /// The text of a chain (`DEFINE CHAIN`), null: unknown. "coverage" is the usual one.
  virtual const std::string* find_chain(std::string_view name) const = 0;
  /// The text of a saved statement or of a rule written in the data, null: unknown.
  virtual const std::string* find_definition(std::string_view name) const = 0;
};

}  // namespace normgraph
