#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "grammar/ast.hpp"
#include "graph/store/view.hpp"

// Statements and chains with a name: those of the loaded data, and those that users defined. Both
// lie in the graph's metadata; one that a user defined hides one of the data with the same name.

namespace normgraph {

struct SavedDefinitions {
  /// By name: the whole text of a DEFINE statement, and the pattern of a chain.
  std::map<std::string, std::string, std::less<>> statements, chains;
};

/// What users of this graph defined.
SavedDefinitions own_definitions(const store::GraphView& view);

/// Keeps definitions of another graph beside the own ones, or in the place of those with their
/// names.
void add_definitions(const SavedDefinitions& definitions, const store::GraphView& view,
                     store::GraphWriter& writer);

/// Keeps a statement under its name; replaces one that is there. Throws Error{Semantic} for a body
/// that cannot be saved, or when two parameters have one name.
void save_statement(const ast::Define& definition, const store::GraphView& view,
                    store::GraphWriter& writer);

/// A query that gives the value of each parameter of a saved statement as a column of one row, from
/// the arguments of a call and the usual values; empty: it has none. Throws Error{Semantic} when an
/// argument is missing, or one too many.
std::string arguments_query(const ast::Define& saved, const ast::Run& call);

/// Keeps a chain. Throws Error{Semantic} when it does not begin at `thing` or comes back to a node
/// that it has left.
void save_chain(const ast::DefineChain& definition, const store::GraphView& view,
                store::GraphWriter& writer);

}  // namespace normgraph
