#include "graph/query/plan/words.hpp"

namespace normgraph::query {
namespace {

template <class Items, class Text>
std::string joined(const Items& items, const char* between, Text text) {
  std::string result;
  for (const auto& item : items) {
    if (!result.empty()) result += between;
    result += text(item);
  }
  return result;
}

std::string text_of(const BoundExpressionPtr& expression) {
  return expression ? expression->text() : std::string("null");
}

std::string length_of(std::int64_t min, std::optional<std::int64_t> max) {
  return "*" + std::to_string(min) + ".." + (max ? std::to_string(*max) : "");
}

/// The words for each kind of node.
class Describer : public PlanWords {
 public:
  using PlanWords::PlanWords;

  std::string of(const SingleRow&) const { return "Start"; }
  std::string of(const Argument&) const { return "Outer rows"; }
  std::string of(const NodeScan& scan) const {
    return (scan.label.empty() ? "Scan all nodes " : "Scan nodes ") + node(scan.node, scan.label);
  }
  std::string of(const IndexSeek& seek) const {
    if (seek.any_of)
      return "Index seek " + node(seek.node, seek.label) + " by " + seek.property + " IN " +
             text_of(seek.value);
    if (seek.value) {
      const std::string label = seek.label.empty() ? "" : ":" + seek.label;
      return (seek.by_table ? "Table seek (" : "Index seek (") + name(seek.node) + label + " {" +
             seek.property + ": " + text_of(seek.value) + "})";
    }
    const std::string from = seek.low ? " from " + text_of(seek.low) : "";
    const std::string to = seek.high ? " to " + text_of(seek.high) : "";
    return "Index range " + node(seek.node, seek.label) + " by " + seek.property + from + to;
  }
  std::string of(const Expand& expand) const {
    return (expand.to_bound ? "Expand into " : "Expand ") + pattern(expand);
  }
  std::string of(const VariableExpand& expand) const {
    return (expand.to_bound ? "Expand paths into " : "Expand paths ") + pattern(expand) +
           where(expand.each_predicate) + differs(expand.distinct_from);
  }
  std::string of(const RepeatPath& path) const {
    return "Repeat pattern " + node(path.from) + " … " + node(path.to) +
           length_of(path.min, path.max) + differs(path.distinct_from);
  }
  std::string of(const ShortestPath& path) const {
    const std::string which = path.all     ? "All shortest paths "
                              : path.k > 1 ? std::to_string(path.k) + " shortest paths "
                                           : "Shortest path ";
    return which + node(path.from) +
           relationship(path.relationships, path.types, path.direction,
                        length_of(path.min, path.max)) +
           node(path.to) + where(path.each_predicate);
  }
  std::string of(const SelectShortest& select) const {
    const std::string which =
        select.all ? "all of least length" : std::to_string(select.k) + " shortest";
    return "Select paths " + name(select.path) + ": " + which;
  }
  std::string of(const BuildPath& path) const { return "Build path " + name(path.path); }
  std::string of(const Filter& filter) const { return "Filter " + text_of(filter.predicate); }
  std::string of(const Project& project) const {
    return std::string(project.keep ? "Compute " : "Project ") +
           joined(project.items, ", ", [this](const auto& each) { return item(each); });
  }
  std::string of(const Aggregate& aggregate) const {
    return (aggregate.calls.empty() ? "Distinct " : "Aggregate ") + groups_and_calls(aggregate);
  }
  std::string of(const Distinct& distinct) const { return "Distinct " + list(distinct.slots); }
  std::string of(const Sort& sort) const {
    if (sort.keys.empty()) return "Gather all rows";
    const std::string keys = joined(sort.keys, ", ", [](const SortKey& key) {
      return text_of(key.expression) + (key.descending ? " DESC" : "");
    });
    return sort.limit ? "Top " + text_of(sort.limit) + " by " + keys : "Sort by " + keys;
  }
  std::string of(const Skip& skip) const { return "Skip " + text_of(skip.count); }
  std::string of(const Limit& limit) const { return "Limit " + text_of(limit.count); }
  std::string of(const Unwind& unwind) const {
    return "Unwind " + text_of(unwind.list) + " AS " + name(unwind.item);
  }
  std::string of(const Apply& apply) const {
    switch (apply.mode) {
      case Apply::Mode::Optional:
        return "Optional: rows of the inner plan, or nulls";
      case Apply::Mode::Semi:
        return "Keep rows for which the inner plan has a row";
      case Apply::Mode::Anti:
        return "Keep rows for which the inner plan has no row";
      case Apply::Mode::Join:
        break;
    }
    return "For each row the rows of the inner plan";
  }
  std::string of(const Union& parts) const {
    return std::string(parts.distinct ? "Union " : "Union all ") + list(parts.slots);
  }
  std::string of(const CallProcedure& call) const {
    return "Call " + call.name + "(" + joined(call.arguments, ", ", text_of) + ")";
  }
  std::string of(const Create& create) const { return "Create " + elements(create.elements); }
  std::string of(const Update& update) const {
    return "Set " + joined(update.items, ", ", changed);
  }
  std::string of(const Delete& remove) const {
    return std::string(remove.detach ? "Detach delete " : "Delete ") +
           joined(remove.targets, ", ", text_of);
  }
  std::string of(const Forget& forget) const {
    return "Forget " + joined(forget.items, ", ", [](const ForgetItem& item) {
             return text_of(item.element) + (item.key.empty() ? "" : "." + item.key);
           });
  }
  std::string of(const Merge& merge) const {
    return "Merge: rows of the inner plan, or else create " + elements(merge.elements);
  }
  std::string of(const Foreach& foreach) const {
    return "For each " +
           (foreach.item == no_slot ? "row" : name(foreach.item) + " of " + text_of(foreach.list));
  }

 private:
  static std::string where(const BoundExpressionPtr& predicate) {
    return predicate ? " each with " + predicate->text() : "";
  }
  std::string elements(const std::vector<NewElement>& elements) const {
    return joined(elements, ", ", [this](const NewElement& element) {
      if (const auto* made = std::get_if<NewNode>(&element)) {
        std::string labels;
        for (const auto& label : made->labels) labels += ":" + label;
        return "(" + name(made->node) + labels + ")";
      }
      const auto& made = std::get<NewRelationship>(element);
      return node(made.start) + "-[" + name(made.relationship) + ":" + made.type + "]->" +
             node(made.end);
    });
  }
  static std::string changed(const UpdateItem& item) {
    if (const auto* property = std::get_if<SetProperty>(&item))
      return text_of(property->element) + "." + property->key + " = " + text_of(property->value);
    if (const auto* all = std::get_if<SetProperties>(&item))
      return text_of(all->element) + (all->replace ? " = " : " += ") + text_of(all->value);
    const auto& labels = std::get<SetLabels>(item);
    return std::string(labels.remove ? "without " : "") + text_of(labels.element) +
           joined(labels.labels, "", [](const std::string& label) { return ":" + label; });
  }
};

}  // namespace

std::string PlanWords::of(const PlanNode& node) const {
  const Describer describer(names_);
  return std::visit([&](const auto& op) { return describer.of(op); }, node.op);
}

std::string PlanWords::name(Slot slot) const {
  if (slot < names_.size() && !names_[slot].empty()) return names_[slot];
  return "_" + std::to_string(slot);
}

std::string PlanWords::list(const std::vector<Slot>& slots) const {
  return joined(slots, ", ", [this](Slot slot) { return name(slot); });
}

std::string PlanWords::differs(const std::vector<Slot>& slots) const {
  return slots.empty() ? "" : " other than " + list(slots);
}

std::string PlanWords::item(const std::pair<Slot, BoundExpressionPtr>& item) const {
  const std::string text = text_of(item.second);
  return text == name(item.first) ? text : text + " AS " + name(item.first);
}

std::string PlanWords::node(Slot slot, const std::string& label) const {
  return "(" + name(slot) + (label.empty() ? "" : ":" + label) + ")";
}

std::string PlanWords::relationship(Slot slot, const std::vector<std::string>& types,
                                    ExpandDirection direction, const std::string& length) const {
  const std::string any_of =
      types.empty() ? "" : ":" + joined(types, "|", [](const std::string& type) { return type; });
  return (direction == ExpandDirection::In ? "<-[" : "-[") + name(slot) + any_of + length +
         (direction == ExpandDirection::Out ? "]->" : "]-");
}

std::string PlanWords::pattern(const Expand& expand) const {
  return node(expand.from) + relationship(expand.relationship, expand.types, expand.direction) +
         node(expand.to) + differs(expand.distinct_from);
}

std::string PlanWords::pattern(const VariableExpand& expand) const {
  return node(expand.from) +
         relationship(expand.relationships, expand.types, expand.direction,
                      length_of(expand.min, expand.max)) +
         node(expand.to);
}

std::string PlanWords::groups_and_calls(const Aggregate& aggregate) const {
  const std::string calls = joined(aggregate.calls, ", ", [this](const AggregateCall& call) {
    return call.text + (name(call.slot) == call.text ? "" : " AS " + name(call.slot));
  });
  std::string groups;
  for (const auto& group : aggregate.groups) {
    if (group.first == aggregate.outer_row) continue;
    groups += (groups.empty() ? "" : ", ") + item(group);
  }
  std::string text = calls;
  if (!groups.empty()) text += (calls.empty() ? "" : " by ") + groups;
  if (!aggregate.carried.empty())
    text += ", with " +
            joined(aggregate.carried, ", ", [this](const auto& each) { return item(each); });
  return text;
}

}  // namespace normgraph::query
