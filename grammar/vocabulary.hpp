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
  /// A statement with a name: the whole text of its DEFINE, comments before it included.
  struct SavedStatement {
    std::string name, text;
    bool shipped = false;  // it came with the data
  };
  struct Index {
    std::string name, label, property;
    bool unique = false;
  };
  /// By singular, plural or label name, any case. Null: unknown.
  virtual const Label* find_label(std::string_view word) const = 0;
  /// All nouns, for "did you mean".
  virtual std::vector<std::string> nouns() const = 0;
  /// All labels, those of the schema first and in its order.
  virtual const std::vector<Label>& labels() const = 0;
  /// The names of all relationship types in the graph.
  virtual const std::vector<std::string>& relationship_types() const = 0;
  /// What a relationship of this type says, to stand between its ends ("is meant to answer"); null:
  /// the schema does not say.
  virtual const std::string* find_words(std::string_view relationship_type) const = 0;
  /// In the order of their names.
  virtual std::vector<SavedStatement> saved_statements() const = 0;
  virtual std::vector<Index> indexes() const = 0;
  virtual std::vector<std::string> chain_names() const = 0;
  /// The text of a chain (`DEFINE CHAIN`), null: unknown. "coverage" is the usual one.
  virtual const std::string* find_chain(std::string_view name) const = 0;
  virtual std::vector<std::string> definition_names() const = 0;
  virtual std::vector<std::string> briefing_names() const { return {}; }
  /// The template of a briefing (grammar/briefing_template.hpp), null: unknown.
  virtual const std::string* find_briefing(std::string_view) const { return nullptr; }
  /// The last day before today for which a briefing of this name was recorded; empty: none.
  virtual std::string previous_briefing(std::string_view) const { return {}; }
  /// The day that counts as today for the statement, "2026-11-22".
  virtual std::string today() const { return {}; }
  /// The text of a rule written in the data, null: unknown.
  virtual const std::string* find_definition(std::string_view name) const = 0;
};

}  // namespace normgraph
