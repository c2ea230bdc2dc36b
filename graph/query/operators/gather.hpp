#pragma once

#include <functional>

#include "graph/query/operators/operator.hpp"

namespace normgraph::query {

/// Makes the operators from a node down to the batch that is handed to them (Build::handed).
using ChainMaker = std::function<OperatorPtr(Build& build)>;

/// The operators from `top` down, as far as each of them needs only its own input rows, in several
/// copies that work on different batches of what is below, on all cores. The answer is that of one
/// copy, in the same order. Null where that is not possible, or not worth it, as fewer than
/// `worth_sharing` rows are expected from below: then make `top` as always. `make` makes a copy;
/// null from it is null here.
OperatorPtr make_gather(const PlanNode& top, Build& build, double worth_sharing,
                        const ChainMaker& make);

/// The same for what make_operator makes, which is made where nothing can be shared out. A
/// projection that only one thread may work out has the chain below it instead.
OperatorPtr make_gathered(const PlanNode& top, Build& build);

/// What stands for Build::handed in a chain.
OperatorPtr make_handed_batch(const PlanNode& node, Build& build);

}  // namespace normgraph::query
