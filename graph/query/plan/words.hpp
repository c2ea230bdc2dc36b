#pragma once

#include <string>
#include <vector>

#include "graph/query/plan.hpp"

namespace normgraph::query {

/// Plans in words and pattern signs, for EXPLAIN and PROFILE.
class PlanWords {
 public:
  /// `slot_names` as in Plan; they must outlive it.
  explicit PlanWords(const std::vector<std::string>& slot_names) : names_(slot_names) {}

  /// What a node says: "Expand (a)<-[r:ADDRESSES]-(b)".
  std::string of(const PlanNode& node) const;

  // Parts of it, for operators that do the work of several nodes, or other work than theirs.
  /// "(a:Article)".
  std::string node(Slot slot, const std::string& label = {}) const;
  /// "-[r:ADDRESSES]->".
  std::string relationship(Slot slot, const std::vector<std::string>& types,
                           ExpandDirection direction, const std::string& length = {}) const;
  /// "(a)<-[r:ADDRESSES]-(b)".
  std::string pattern(const Expand& expand) const;
  std::string pattern(const VariableExpand& expand) const;
  /// "count(*), sum(e.clause) by e.kind".
  std::string groups_and_calls(const Aggregate& aggregate) const;

 protected:
  std::string name(Slot slot) const;
  std::string list(const std::vector<Slot>& slots) const;
  /// " other than r, s"; nothing for none.
  std::string differs(const std::vector<Slot>& slots) const;
  /// "a.title AS title".
  std::string item(const std::pair<Slot, BoundExpressionPtr>& item) const;

 private:
  const std::vector<std::string>& names_;
};

}  // namespace normgraph::query
