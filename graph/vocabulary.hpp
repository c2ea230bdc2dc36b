#pragma once

#include <memory>

#include "grammar/vocabulary.hpp"
#include "graph/store/view.hpp"

namespace normgraph {

/// The words of the graph that is open: labels with their nouns, chains and definitions, from the
/// schema that was loaded with the data (metadata "schema").
std::unique_ptr<Vocabulary> make_vocabulary(const store::GraphView& view);

}  // namespace normgraph
