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
    std::string name;                  // "Article"
    std::string singular, plural;      // "article", "articles"
    std::string number_property;       // what `article 9` looks up; empty: none
    std::vector<std::string> columns;  // display columns, in order; "key" is always known
    std::string order_property;        // how a list is ordered; empty: by key
    std::string date_property;         // TIMELINE uses it; empty: not dated
  };
  /// By singular, plural or label name, any case. Null: unknown.
  virtual const Label* find_label(std::string_view word) const = 0;
  /// All nouns, for "did you mean".
  virtual std::vector<std::string> nouns() const = 0;
  /// The text of a chain (`DEFINE CHAIN`), null: unknown. "coverage" is the usual one.
  virtual const std::string* find_chain(std::string_view name) const = 0;
  /// The text of a saved statement or of a rule written in the data, null: unknown.
  virtual const std::string* find_definition(std::string_view name) const = 0;
};

}  // namespace normgraph
