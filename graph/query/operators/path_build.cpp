// BuildPath: a path value from the nodes and steps that a pattern bound.

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
    std::vector<Value> paths(batch.size);
    for (std::size_t i = 0; i < batch.selection.size(); ++i) {
      const std::uint32_t row = batch.selection[i];
      paths[row] = path_of(batch, row);
    }
    put(batch, build_.path, Vector::of(std::move(paths)));
    return true;
  }

  /// Null when a part is null (OPTIONAL MATCH).
  Value path_of(const Batch& batch, std::uint32_t row) const {
    for (const Slot slot : build_.nodes)
      if (batch.columns[slot].is_null(row)) return {};
    Path path;
    const std::size_t length = length_of(batch, row);
    path.nodes.reserve(length + 1);
    path.relationships.reserve(length);
    const Value start = batch.columns[build_.nodes.front()].value(row);
    if (start.type() != Type::Node) throw not_a_node(start);
    path.nodes.push_back(start.as_node());
    for (const Slot slot : build_.steps) {
      const Value step = batch.columns[slot].value(row);
      if (step.is_null()) return {};
      add(step, path);
    }
    return Value::path(std::move(path));
  }

  std::size_t length_of(const Batch& batch, std::uint32_t row) const {
    std::size_t length = 0;
    for (const Slot slot : build_.steps) {
      const Vector& steps = batch.columns[slot];
      if (steps.kind() != Vector::Kind::Generic) {
        ++length;
        continue;
      }
      const Value& step = steps.values()[steps.at(row)];
      length += step.type() == Type::List ? step.as_list().size() : 1;
    }
    return length;
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
