#pragma once

#include <string>

#include "graph/store/view.hpp"
#include "loaders/problems.hpp"

namespace normgraph::loaders {

/// Loads linked data in Turtle or N-Triples. A resource becomes a node whose `key` is its IRI, with
/// its classes as labels (`Resource` where none is given); a literal a property, several of them a
/// list; a triple between resources a relationship. Words are those that the graph's `terms` name
/// for the IRIs (loaders/terms.hpp), else the last parts of these, and of relationships in
/// capitals: `eli:is_about` is IS_ABOUT. A text in a language other than English has that behind
/// its name: `prefLabel_de`. Lists of RDF are their members.
///
/// A resource that the graph knows, by its key or by the property that the terms name as the IRI,
/// is that node: it gets what it has not got yet, and keeps what it has. So a file that is loaded
/// again changes nothing.
void load_rdf(const std::string& text, const std::string& file, store::Transaction& transaction,
              Report& report, ProblemLog& log, const Progress& progress);

}  // namespace normgraph::loaders
