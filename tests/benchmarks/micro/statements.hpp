#pragma once

#include <array>

namespace normgraph::benchmarks {

struct NamedStatement {
  const char* name;
  const char* text;
};

/// What people and programs typically ask.
constexpr std::array<NamedStatement, 4> typical_statements{{
    {"look_up", "MATCH (a:Item {key: $key}) RETURN a.title, a.stage"},
    {"one_hop", "MATCH (a:Item {key: $key})-[:CITES]->(b) RETURN b.key, b.title"},
    {"gaps",
     "MATCH (a:Item) WHERE a.n < 10 AND NOT EXISTS { MATCH (a)<-[:CITES]-(:Item)<-[:CITES]-(w) "
     "WHERE w.stage = 'published' } RETURN a.key ORDER BY a.key"},
    {"report",
     "MATCH (a:Item)-[:CITES]->(b:Item)-[:CITES]->(c:Item) WHERE a.stage <> 'published' AND "
     "b.title CONTAINS '12' WITH a, c, count(*) AS ways, collect(b.title) AS titles WHERE ways > 1 "
     "RETURN a.stage AS stage, count(DISTINCT c) AS ends, max(ways) AS most, titles[0..3] AS some "
     "ORDER BY ends DESC, stage LIMIT 20"},
}};

}  // namespace normgraph::benchmarks
