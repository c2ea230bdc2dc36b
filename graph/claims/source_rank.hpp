#pragma once

#include <string_view>

#include "graph/claims/claim.hpp"

namespace normgraph {

/// The label of nodes that say what a source is (docs/data-model.md): `kind` and `dated`.
constexpr const char* source_label = "Source";
/// What claims name as their source that users made without naming one; no node has it.
constexpr const char* user_source = "user";

/// How near a source is, from the words of its kind: "primary …" and copies of it are nearest, then
/// all that is not "secondary …".
SourceRank rank_of_source_kind(std::string_view kind);

/// The last day of a period, or its first where the end is open.
std::int64_t last_day_of(const Period& period);

}  // namespace normgraph
