#pragma once

#include <string>
#include <vector>

#include "grammar/vocabulary.hpp"

// Paths in words, for sentences that say how things hang together.

namespace normgraph::rewriting {

/// The types as they stand in a relationship pattern: `A|B`.
std::string type_list(const std::vector<std::string>& types);

/// An expression: the links of `path` one after the other, each as a sentence with the words of its
/// type ("prEN 18228 is meant to answer M/613 item 1; …").
std::string path_in_words(const std::string& path, const std::vector<std::string>& types,
                          const Vocabulary& vocabulary);

/// An expression: the sources of all links of `path`, each once.
std::string sources_of_path(const std::string& path);

/// The noun of a thing's label, as an expression.
std::string noun_of(const std::string& variable, const Vocabulary& vocabulary);

}  // namespace normgraph::rewriting
