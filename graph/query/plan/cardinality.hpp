#pragma once

#include <string>
#include <vector>

#include "graph/query/bind/bound_query.hpp"
#include "graph/store/view.hpp"

namespace normgraph::query::planning {

/// Guesses of how many rows things give, from the counts that the graph keeps. Rough on purpose:
/// they only have to tell a short list from a long one.
class Cardinality {
 public:
  /// `view` may be null: then everything is equally large.
  explicit Cardinality(const store::GraphView* view) : view_(view) {}

  double nodes() const;
  double nodes(const std::string& label) const;
  /// Nodes that have all the labels.
  double nodes(const std::vector<std::string>& labels) const;
  /// Relationships of any of the types (all types when empty).
  double relationships(const std::vector<std::string>& types) const;
  /// The share of the rows that a condition keeps.
  double selectivity(const bind::Condition& condition) const;
  /// Rows that a seek of one value finds among the nodes with a label (empty: any).
  double seek(const std::string& label, const std::string& property) const;
  /// Neighbours of a node with the labels by one step from its left or right end, before anything
  /// is asked of them.
  double fan_out(const bind::PatternStep& step, bool from_left,
                 const std::vector<std::string>& from) const;

 private:
  double degree(const std::vector<std::string>& types, store::Direction direction,
                double from) const;
  double degree(const bind::PatternStep& step, bool from_left, double from) const;
  const store::GraphView* view_;
};

}  // namespace normgraph::query::planning
