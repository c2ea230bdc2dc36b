#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/store/view.hpp"
#include "graph/value/value.hpp"

// How the making of a standard goes on, as the definitions of a graph say it (docs/data-model.md,
// "process"): the steps between milestones, what sends a work item back, which deadlines it serves.

namespace normgraph {

/// At least and at most so long; nothing: not known.
struct StepLength {
  std::optional<Duration> least, most;
  bool is_known() const { return least || most; }
};

/// A step of a template leads from the milestone before it to its own.
struct ProcessStep {
  std::string milestone;       // a stage ("40.60") or a word ("cited")
  std::optional<Stage> stage;  // of a milestone that is a stage
  std::string rule;          // key of the node that says how long it takes; empty: nothing says it
  StepLength assumed;        // counts only when assumptions are switched on
  bool has_setback = false;  // `after_setback` is how long it takes after the item was sent back
  StepLength after_setback;  // an assumption as well
  std::string note;
};

/// What a template is for, and its steps in order. The first one only names where it starts.
struct ProcessTemplate {
  std::string name;
  std::vector<std::pair<std::string, std::vector<Value>>> applies;  // property: one of the values
  std::vector<ProcessStep> steps;
};

/// Links to follow from a work item; each element has a type and a direction.
struct LinkPath {
  struct Link {
    std::string type;
    store::Direction direction = store::Direction::Out;
  };
  std::vector<Link> links;
  std::string date;           // property that dates what is found
  bool date_of_link = false;  // of the last link instead of the node
  std::vector<std::pair<std::string, std::vector<Value>>> among;  // only such nodes are looked at
  std::vector<std::pair<std::string, Value>> where;               // and of them these are meant
  bool sends_back = false;  // a setback after which the step must be done again
};

class ProcessModel {
 public:
  /// Reads the definitions of the graph; a graph without any has an empty model. Throws
  /// Error{Reference} (NG4020) for a process that cannot be read.
  static std::shared_ptr<const ProcessModel> read(const store::GraphView& view);
  /// The same of a text in JSON, the whole definitions.
  static ProcessModel parse(std::string_view definitions);

  std::string stage_property = "stage";
  std::vector<ProcessTemplate> templates;
  std::vector<LinkPath> setbacks;
  std::vector<std::pair<std::string, LinkPath>> reached;  // milestones that are no stages
  std::optional<LinkPath> deadlines;
};

/// A thing that a path leads to, and the day by which it is dated.
struct Dated {
  NodeId node = no_node;
  std::optional<Value> date;
  bool fits = false;  // it has what `where` asks for
};
std::vector<Dated> follow(const LinkPath& path, NodeId from, const store::GraphView& view);

}  // namespace normgraph
