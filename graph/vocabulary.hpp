#pragma once

#include <memory>

#include "grammar/vocabulary.hpp"
#include "graph/store/view.hpp"
#include "graph/value/temporal.hpp"

namespace normgraph {

/// The words of the graph that is open: labels with their nouns, chains and definitions, from the
/// schema that was loaded with the data (metadata "schema"). `today`: the day that counts as such.
std::unique_ptr<Vocabulary> make_vocabulary(const store::GraphView& view, Date today = {});

}  // namespace normgraph
