#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "graph/claims/claim.hpp"
#include "graph/store/view.hpp"

namespace normgraph::query {

/// Values that are null at one time only because the day of a change is not known. Statements that
/// read one are given a note. Thread-safe.
class UncertainValues {
 public:
  /// Of the graph as it stands at that time.
  UncertainValues(const store::GraphView& view, When when);
  bool empty() const { return by_property_.empty(); }
  bool touches(KeyId property) const { return by_property_.contains(property); }
  /// Notes that a null was read, when it is one of these.
  void note(KeyId property, ElementId element) const;
  /// What was noted since the last call, in words; at most a few, and how many more.
  std::vector<std::string> take_notes(const store::GraphView& view) const;

 private:
  struct Change {
    Value to;
    Period when;
  };
  std::map<KeyId, std::map<ElementId, Change>> by_property_;
  mutable std::mutex mutex_;  // guards noted_
  mutable std::set<std::pair<KeyId, ElementId>> noted_;
};

}  // namespace normgraph::query
