#pragma once

#include "graph/store/view.hpp"
#include "loaders/data/records.hpp"

namespace normgraph::loaders {

/// The names of the schema are known from now on, also those that nothing has yet: asking for
/// citations when none is known gives no rows, and no warning of a misspelling.
void declare_names(const Schema& schema, store::GraphWriter& writer);

/// Keeps schema, definitions and version of a data set with the graph, and what users of an
/// exported graph defined. Unless the set `replaces` what is there, it brings its words only where
/// there are none.
void write_words(const DataSet& data, bool replaces, const store::GraphView& view,
                 store::GraphWriter& writer);

}  // namespace normgraph::loaders
