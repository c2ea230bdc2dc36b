#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/store/view.hpp"

namespace normgraph::loaders {

/// Which words of a graph are which terms of public vocabularies, as the data says it (the part
/// `terms` of definitions.json). What is not named there is a term of the graph's own.
class Terms {
 public:
  explicit Terms(const store::GraphView& view);

  /// Short name and IRI of each vocabulary, the graph's own included.
  const std::map<std::string, std::string>& prefixes() const { return prefixes_; }
  /// The property whose value is the IRI of a node; empty: none.
  const std::string& id_property() const { return id_property_; }
  /// `eli:LegalResource`, or `ng:WorkItem`. What a relationship or property is may depend on the
  /// labels of the node that it starts from.
  std::vector<std::string> of_label(const std::string& label) const;
  std::string of_relationship(const std::string& type,
                              const std::vector<std::string>& labels) const;
  std::string of_property(const std::string& property,
                          const std::vector<std::string>& labels) const;

  /// The other way: the word for an IRI, where exactly one word has that term. nullopt: none has.
  std::optional<std::string> label(const std::string& iri) const;
  std::optional<std::string> relationship(const std::string& iri,
                                          const std::vector<std::string>& labels) const;
  std::optional<std::string> property(const std::string& iri,
                                      const std::vector<std::string>& labels) const;

 private:
  /// By label; the term under "" is for all others.
  using ByLabel = std::map<std::string, std::string>;
  static std::string chosen(const std::map<std::string, ByLabel>& terms, const std::string& word,
                            const std::vector<std::string>& labels);
  std::optional<std::string> word_for(const std::map<std::string, ByLabel>& terms,
                                      const std::string& iri,
                                      const std::vector<std::string>& labels) const;
  std::optional<std::string> own_word(const std::string& iri) const;
  std::string whole(const std::string& term) const;

  std::map<std::string, std::string> prefixes_;
  std::string id_property_;
  std::map<std::string, std::string> labels_;
  std::map<std::string, ByLabel> relationships_, properties_;
};

/// A text as a part of an IRI: what may not stand there is written as %XX.
std::string iri_part(std::string_view text);
/// The text again.
std::string text_of_iri_part(std::string_view part);

}  // namespace normgraph::loaders
