#pragma once

#include "graph/database.hpp"
#include "graph/store/view.hpp"

namespace normgraph::benchmarks {

constexpr std::int64_t item_count = 100'000, citation_count = 500'000;

/// A graph in memory, the same in all micro-benchmarks: `item_count` nodes (:Item {key, n, title,
/// stage}) and `citation_count` relationships -[:CITES]-> from and to random ones.
Database& sample();

/// The key of an item.
std::string key_of(std::int64_t item);

}  // namespace normgraph::benchmarks
