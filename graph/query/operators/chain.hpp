#pragma once

// Chains: the operators from a node down, as far as each of them needs only its own input rows, in
// several copies that work on different batches of what is below.

#include <memory>
#include <vector>

#include "graph/query/operators/gather.hpp"
#include "graph/query/operators/operator.hpp"

namespace normgraph::query {

/// A copy of the operators, over one batch at a time.
struct Chain {
  /// `leaf`: the node that its batches are of. `shared`: what all copies have in common.
  Chain(const Context& of, const PlanNode& leaf, const ChainMaker& make, SharedWork& shared);

  /// Begins again, with this batch for its input.
  void begin(Batch batch, const Context& now);

  Context context;  // its own, as memory is booked in it
  HandedBatch handed;
  Build build;
  OperatorPtr top;
};

/// Whether plans that are built like this may run in copies.
bool chains_possible(const Build& build);
/// The lowest node below the chain that has rows to share out; null when there is none. Filters at
/// its lower end stay below, as a filtered scan shares its work out itself.
const PlanNode* leaf_of_chain(const PlanNode& top, const Build& build);
/// The rows that are expected where they are most, from the leaf up.
double most_rows(const PlanNode& top, const PlanNode& leaf);
/// Asks, on all cores, what the chains will ask in any case.
void ask_wanted(const SharedWork& shared, Context& context);
/// Into how many rows batches of the leaf are cut: few rows may be much work where relationships
/// lead on from them.
std::size_t rows_of_piece(const PlanNode& top, const PlanNode& leaf);
/// The batch as batches of at most so many rows.
void cut(Batch batch, std::size_t rows, std::vector<Batch>& pieces);

}  // namespace normgraph::query
