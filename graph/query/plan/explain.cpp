#include "graph/query/plan/explain.hpp"

#include <cmath>
#include <cstdio>

#include "graph/query/planner.hpp"

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

/// The words for each operator.
class Describer {
 public:
  explicit Describer(const std::vector<std::string>& names) : names_(names) {}

  std::string of(const SingleRow&) const { return "Start"; }
  std::string of(const Argument&) const { return "Outer rows"; }
  std::string of(const NodeScan& scan) const {
    return scan.label.empty() ? "Scan all nodes " + node(scan.node)
                              : "Scan nodes (" + name(scan.node) + ":" + scan.label + ")";
  }
  std::string of(const IndexSeek& seek) const {
    const std::string label = seek.label.empty() ? "" : ":" + seek.label;
    if (seek.value)
      return "Index seek (" + name(seek.node) + label + " {" + seek.property + ": " +
             text_of(seek.value) + "})";
    const std::string from = seek.low ? " from " + text_of(seek.low) : "";
    const std::string to = seek.high ? " to " + text_of(seek.high) : "";
    return "Index range (" + name(seek.node) + label + ") by " + seek.property + from + to;
  }
  std::string of(const Expand& expand) const {
    return std::string(expand.to_bound ? "Expand into " : "Expand ") + node(expand.from) +
           arrow(expand.direction, name(expand.relationship) + types(expand.types)) +
           node(expand.to) + differs(expand.distinct_from);
  }
  std::string of(const VariableExpand& expand) const {
    const std::string inside =
        name(expand.relationships) + types(expand.types) + length(expand.min, expand.max);
    return std::string(expand.to_bound ? "Expand paths into " : "Expand paths ") +
           node(expand.from) + arrow(expand.direction, inside) + node(expand.to) +
           where(expand.each_predicate) + differs(expand.distinct_from);
  }
  std::string of(const RepeatPath& path) const {
    return "Repeat pattern " + node(path.from) + " … " + node(path.to) +
           length(path.min, path.max) + differs(path.distinct_from);
  }
  std::string of(const ShortestPath& path) const {
    const std::string which = path.all     ? "All shortest paths "
                              : path.k > 1 ? std::to_string(path.k) + " shortest paths "
                                           : "Shortest path ";
    const std::string inside =
        name(path.relationships) + types(path.types) + length(path.min, path.max);
    return which + node(path.from) + arrow(path.direction, inside) + node(path.to) +
           where(path.each_predicate);
  }
  std::string of(const SelectShortest& select) const {
    const std::string which =
        select.all ? "all of least length" : std::to_string(select.k) + " shortest";
    return "Select paths " + name(select.path) + ": " + which;
  }
  std::string of(const BuildPath& path) const { return "Build path " + name(path.path); }
  std::string of(const Filter& filter) const { return "Filter " + text_of(filter.predicate); }
  std::string of(const Project& project) const {
    return std::string(project.keep ? "Compute " : "Project ") + items(project.items);
  }
  std::string of(const Aggregate& aggregate) const {
    std::string result = "Aggregate ";
    result += joined(aggregate.calls, ", ", [&](const AggregateCall& call) {
      return call.text + (name(call.slot) == call.text ? "" : " AS " + name(call.slot));
    });
    std::string groups;
    for (const auto& group : aggregate.groups) {
      if (group.first == aggregate.outer_row) continue;
      groups += (groups.empty() ? "" : ", ") + item(group);
    }
    if (!groups.empty()) result += (aggregate.calls.empty() ? "by " : " by ") + groups;
    if (!aggregate.carried.empty()) result += ", with " + items(aggregate.carried);
    return result;
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
  std::string name(Slot slot) const {
    if (slot < names_.size() && !names_[slot].empty()) return names_[slot];
    return "_" + std::to_string(slot);
  }
  std::string node(Slot slot) const { return "(" + name(slot) + ")"; }
  std::string list(const std::vector<Slot>& slots) const {
    return joined(slots, ", ", [this](Slot slot) { return name(slot); });
  }
  static std::string arrow(ExpandDirection direction, const std::string& inside) {
    const char* left = direction == ExpandDirection::In ? "<-[" : "-[";
    const char* right = direction == ExpandDirection::Out ? "]->" : "]-";
    return left + inside + right;
  }
  static std::string types(const std::vector<std::string>& types) {
    if (types.empty()) return {};
    return ":" + joined(types, "|", [](const std::string& type) { return type; });
  }
  static std::string length(std::int64_t min, std::optional<std::int64_t> max) {
    return "*" + std::to_string(min) + ".." + (max ? std::to_string(*max) : "");
  }
  static std::string where(const BoundExpressionPtr& predicate) {
    return predicate ? " each with " + predicate->text() : "";
  }
  std::string differs(const std::vector<Slot>& slots) const {
    return slots.empty() ? "" : " other than " + list(slots);
  }
  template <class Item>
  std::string item(const Item& item) const {
    const std::string text = text_of(item.second);
    return text == name(item.first) ? text : text + " AS " + name(item.first);
  }
  template <class Items>
  std::string items(const Items& items) const {
    return joined(items, ", ", [this](const auto& i) { return this->item(i); });
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

  const std::vector<std::string>& names_;
};

/// The plans inside an operator, in the order in which they run.
std::vector<const PlanNode*> inner_plans(const PlanNode& node) {
  if (const auto* apply = std::get_if<Apply>(&node.op)) return {apply->inner.get()};
  if (const auto* repeat = std::get_if<RepeatPath>(&node.op)) return {repeat->inner.get()};
  if (const auto* merge = std::get_if<Merge>(&node.op)) return {merge->match.get()};
  if (const auto* foreach = std::get_if<Foreach>(&node.op)) return {foreach->inner.get()};
  std::vector<const PlanNode*> parts;
  if (const auto* all = std::get_if<Union>(&node.op))
    for (const auto& part : all->inputs) parts.push_back(part.get());
  return parts;
}

std::string rows_of(double rows) {
  if (rows < 0.95) return "a row at most";
  if (rows < 1.5) return "about 1 row";
  if (rows >= 1e9) return "over a billion rows";
  char text[32];
  std::snprintf(text, sizeof text, "about %.0f rows", std::round(rows));
  return text;
}

/// In the order in which the rows flow: what feeds an operator stands above it, inner plans stand
/// indented below it.
void add_lines(const PlanNode& node, const std::vector<std::string>& names, std::size_t depth,
               std::string& text) {
  if (node.input) add_lines(*node.input, names, depth, text);
  text += std::string(2 * depth, ' ') + describe(node, names) + "  -- " +
          rows_of(node.estimated_rows) + "\n";
  for (const PlanNode* inner : inner_plans(node)) add_lines(*inner, names, depth + 1, text);
}

}  // namespace

std::string describe(const PlanNode& node, const std::vector<std::string>& slot_names) {
  const Describer describer(slot_names);
  return std::visit([&](const auto& op) { return describer.of(op); }, node.op);
}

std::string explain(const Plan& plan) {
  std::string text;
  add_lines(*plan.root, plan.slot_names, 0, text);
  std::string columns;
  for (const OutputColumn& column : plan.columns)
    columns += (columns.empty() ? "" : ", ") + column.name;
  if (!columns.empty()) text += "Result " + columns + "\n";
  return text;
}

}  // namespace normgraph::query
