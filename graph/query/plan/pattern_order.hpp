#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "graph/query/plan/cardinality.hpp"

namespace normgraph::query::planning {

/// How the candidates for a node of a pattern are found when nothing leads to it.
struct AccessPath {
  /// Table: as Seek, in a table of the nodes that All or Label would find.
  enum class Kind : std::uint8_t { All, Label, Seek, Range, Table };
  Kind kind = Kind::All;
  std::string label, property;  // Seek by the unique key: no label
  /// Seek, Table: the condition that it answers, and which of its seeks.
  std::size_t condition = 0, seek = 0;
  /// Range: the same for the lower and the upper bound; the conditions stay.
  struct Bound {
    std::size_t condition = 0, seek = 0;
  };
  std::optional<Bound> low, high;
  double rows = 1;  // found, before other conditions
};

/// One step towards the whole pattern.
struct Action {
  enum class Kind : std::uint8_t {
    Scan,  // bind node `index` by its access path
    Ends,  // bind the left node of step `index` from the bound relationship
    Step,  // walk step `index`
  };
  Kind kind = Kind::Scan;
  std::size_t index = 0;
  bool from_left = true;  // Step
  AccessPath access;      // Scan
  double rows = 1;        // after it, with its conditions
  double work = 1;        // rows looked at
};

/// Decides in which order a pattern is matched. Greedy: from each possible first node it walks the
/// cheapest step next, and takes the start whose whole way costs least; parts that hang together
/// with nothing come last. With `optimise` off: the order of the text.
class PatternOrder {
 public:
  /// `many_rows`: the pattern is matched for more rows than are known here. `tables`: what the
  /// graph has does not change while the pattern is matched, so that it can be kept in tables.
  struct Options {
    bool optimise = true, many_rows = false, tables = true;
  };
  PatternOrder(const bind::Pattern& pattern, const store::GraphView* view, const Options& options);
  std::vector<Action> actions(double input_rows) const;

 private:
  struct State {
    std::vector<bool> nodes, steps;  // bound, done
    double rows = 1, cost = 0;
    std::vector<Action> actions;
  };
  State start(double rows) const;
  void take(State& state, const Action& action) const;
  bool finished(const State& state) const;
  bool cheapest_step(const State& state, Action& best) const;
  void walk(State& state) const;
  bool consider(const State& state, std::size_t step, bool from_left, Action& action) const;
  bool ends_of_bound(const State& state, Action& action) const;
  bool best_scan(const State& state, Action& best) const;
  template <class GoOn>
  bool cheapest_start(const State& state, Action& best, GoOn go_on) const;
  [[noreturn]] static void refuse();
  Action scan(const State& state, std::size_t node) const;
  AccessPath access(const State& state, std::size_t node) const;
  void find_table(const State& state, std::size_t node, AccessPath& best) const;
  void find_range(const State& state, std::size_t node, const store::IndexInfo& index,
                  AccessPath& best) const;
  bool is_known(const State& state, const bind::SeekCondition& seek) const;
  bool known(const State& state, Slot slot) const;
  std::vector<Action> in_text_order(double rows) const;
  void text_step(State& state, std::size_t step) const;

  const bind::Pattern& pattern_;
  Cardinality cardinality_;
  std::vector<store::IndexInfo> indexes_;
  const Options options_;
  std::vector<std::vector<std::string>> labels_;  // of each node
  std::vector<double> selectivity_;               // of each node's own conditions
};

}  // namespace normgraph::query::planning
