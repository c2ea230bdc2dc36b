#pragma once

#include "graph/value/temporal.hpp"

// Harmonised stage codes: where a document stands in its scheme (language.md §2).

namespace normgraph {

/// The place of a stage among the named phases, which both schemes share: the tens of its code
/// (preliminary 0, proposal 1, preparatory 2, committee 3, enquiry 4, formal vote 5, published 6,
/// review 9).
int stage_phase_rank(Stage stage);

/// By scheme, then by code. Zero is `=`.
int compare_stages(Stage a, Stage b);

}  // namespace normgraph
