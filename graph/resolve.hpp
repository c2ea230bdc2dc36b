#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/store/view.hpp"

namespace normgraph {

/// The `key` of what a reference means (`article 9`, `prEN 18286`, `M/613/3`, `WG4`, `@key`, an
/// alias, a quoted title), in any case and spacing. Where to look is said by the schema of the
/// graph (`found_by`, `number`, `preferred`, `edition`; docs/data-model.md).
///
/// Throws Error{Reference}: NG4001, nothing is called so, with the nearest names; NG4002, several
/// things are, with a list of them. Throws Error{Syntax} for a text that is no reference.
std::string resolve_reference(std::string_view text, const store::GraphView& view);

/// The keys of all things that a reference may mean, in order; empty: none.
std::vector<std::string> reference_candidates(std::string_view text, const store::GraphView& view);

}  // namespace normgraph
