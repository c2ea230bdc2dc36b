#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "graph/claims/resolve.hpp"
#include "graph/schema.hpp"

namespace normgraph {

using PropertyValues = std::map<std::string, Value>;

/// What the claims on an element give its properties: the values in force, the sources of each
/// (`title_sources`), and what the schema derives from claims for these labels.
PropertyValues properties_in_force(std::span<const Claim> claims,
                                   const std::vector<std::string>& labels, const Schema& schema,
                                   When when);

/// Names of all properties that properties_in_force may give such an element on any day.
std::set<std::string> properties_by_claims(std::span<const Claim> claims,
                                           const std::vector<std::string>& labels,
                                           const Schema& schema);

}  // namespace normgraph
