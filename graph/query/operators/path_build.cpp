// BuildPath: a path value from the nodes and steps that a pattern bound.

#include <algorithm>

#include "graph/query/expression/operation.hpp"
#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/errors.hpp"
#include "graph/query/operators/factories.hpp"

namespace normgraph::query {
namespace {

class BuildPathOperator final : public Operator {
 public:
  BuildPathOperator(const PlanNode& node, Build& build)
      : Operator(node, build), build_(std::get<BuildPath>(node.op)) {}

 private:
  bool produce(Batch& batch) override {
    if (!input_->next(batch)) return false;
    // Values are read where they lie: lists of relationships are shared by many rows.
    ValueReader start(batch.columns[build_.nodes.front()]);
    std::vector<ValueReader> steps;
    for (const Slot slot : build_.steps) steps.emplace_back(batch.columns[slot]);
    std::vector<Value> paths(batch.size);
    for (std::size_t i = 0; i < batch.selection.size(); ++i) {
      const std::uint32_t row = batch.selection[i];
      if (has_all_nodes(batch, row)) paths[row] = path_of(start[row], steps, row);
    }
    put(batch, build_.path, Vector::of(std::move(paths)));
    return true;
  }

  /// A part may be null in OPTIONAL MATCH: then the path is.
  bool has_all_nodes(const Batch& batch, std::uint32_t row) const {
    return std::ranges::none_of(build_.nodes,
                                [&](Slot slot) { return batch.columns[slot].is_null(row); });
  }

  static Value path_of(const Value& start, std::vector<ValueReader>& steps, std::uint32_t row) {
    if (start.type() != Type::Node) throw not_a_node(start);
    Path path;
    std::size_t length = 0;
    for (ValueReader& step : steps) length += length_of(step[row]);
    path.nodes.reserve(length + 1);
    path.relationships.reserve(length);
    path.nodes.push_back(start.as_node());
    for (ValueReader& reader : steps) {
      const Value& step = reader[row];
      if (step.is_null()) return {};
      add(step, path);
    }
    return Value::path(std::move(path));
  }

  /// At most.
  static std::size_t length_of(const Value& step) {
    return step.type() == Type::List ? step.as_list().size() : 1;
  }

  /// A relationship, or a list of relationships (with or without the nodes between them).
  static void add(const Value& step, Path& path) {
    if (step.type() == Type::List) {
      for (const Value& part : step.as_list()) add(part, path);
    } else if (step.type() == Type::Relationship) {
      const RelationshipRef relationship = step.as_relationship();
      const NodeId from = path.nodes.back();
      path.relationships.push_back(relationship);
      path.nodes.push_back(relationship.start == from ? relationship.end : relationship.start);
    } else if (step.type() != Type::Node) {
      throw not_a_relationship(step);
    }
  }

  const BuildPath& build_;
};

}  // namespace

OperatorPtr make_build_path(const PlanNode& node, Build& build) {
  return std::make_unique<BuildPathOperator>(node, build);
}

}  // namespace normgraph::query
