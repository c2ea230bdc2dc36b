#include "graph/query/plan/cardinality.hpp"

#include <algorithm>
#include <cmath>

namespace normgraph::query::planning {
namespace {

constexpr double unknown_nodes = 1000, unknown_relationships = 5000;
constexpr double most_rows = 1e15;  // beyond it all plans are equally bad

/// The sum of d^k over the lengths of a variable-length path, for at most three lengths beyond the
/// least: trails do not branch for ever.
double paths(double degree, std::int64_t min, std::optional<std::int64_t> max) {
  const std::int64_t last = std::min(max.value_or(min + 3), min + 3);
  double sum = 0;
  for (std::int64_t k = min; k <= last; ++k) sum += std::pow(degree, static_cast<double>(k));
  return std::min(std::max(sum, 0.01), most_rows);
}

}  // namespace

double Cardinality::nodes() const {
  return view_ ? std::max(1.0, static_cast<double>(view_->node_count())) : unknown_nodes;
}

double Cardinality::nodes(const std::string& label) const {
  if (!view_) return unknown_nodes / 10;
  const LabelId id = view_->find_label(label);
  // A label that is not there yet may be there when the plan runs again.
  return id == no_label ? 0.5 : std::max(0.5, static_cast<double>(view_->node_count(id)));
}

double Cardinality::nodes(const std::vector<std::string>& labels) const {
  double result = nodes();
  for (const std::string& label : labels) result = std::min(result, nodes(label));
  return result;
}

double Cardinality::relationships(const std::vector<std::string>& types) const {
  if (!view_) return unknown_relationships;
  double sum = 0;
  if (types.empty()) {
    for (std::size_t t = 0; t < view_->type_count(); ++t)
      sum += static_cast<double>(view_->relationship_count(static_cast<TypeId>(t)));
  } else {
    for (const std::string& type : types) {
      const TypeId id = view_->find_type(type);
      if (id != no_type) sum += static_cast<double>(view_->relationship_count(id));
    }
  }
  return std::max(sum, 0.5);
}

double Cardinality::selectivity(const bind::Condition& condition) const {
  if (condition.label_of != no_slot) return std::min(1.0, nodes(condition.label) / nodes());
  if (condition.seeks.empty()) return 0.5;
  const bind::SeekCondition& first = condition.seeks.front();
  if (first.comparison != ast::ComparisonOperator::Equal) return 0.5;
  return std::min(1.0, seek({}, first.key) / nodes());
}

double Cardinality::seek(const std::string& label, const std::string& property) const {
  const double all = label.empty() ? nodes() : nodes(label);
  const KeyId key = view_ ? view_->find_key(property) : no_key;
  if (key == no_key) return all * 0.1;
  const store::ColumnStatistics statistics = view_->node_statistics(key);
  if (statistics.distinct == 0) return property == "key" ? 1 : all * 0.1;
  // Nodes of other labels may have the property, too.
  const double with_it = std::min(all, static_cast<double>(statistics.present));
  return std::min(all, std::max(with_it / static_cast<double>(statistics.distinct), 0.5));
}

/// The relationships of the types over the nodes that may have them: `from` nodes, but at least
/// those that are known to.
double Cardinality::degree(const std::vector<std::string>& types, store::Direction direction,
                           double from) const {
  if (!view_ || types.empty()) return relationships(types) / std::max(1.0, from);
  double sum = 0;
  for (const std::string& type : types) {
    const TypeId id = view_->find_type(type);
    if (id == no_type) continue;
    const double ends = static_cast<double>(view_->degree_statistics(id, direction).nodes);
    sum += static_cast<double>(view_->relationship_count(id)) / std::max({1.0, from, ends});
  }
  return sum;
}

double Cardinality::degree(const bind::PatternStep& step, bool from_left, double from) const {
  const bool right = step.direction == ast::Direction::Right;
  if (step.direction != ast::Direction::Either)
    return degree(step.types, right == from_left ? store::Direction::Out : store::Direction::In,
                  from);
  return degree(step.types, store::Direction::Out, from) +
         degree(step.types, store::Direction::In, from);
}

double Cardinality::fan_out(const bind::PatternStep& step, bool from_left,
                            const std::vector<std::string>& from) const {
  using Kind = bind::PatternStep::Kind;
  if (step.kind == Kind::Shortest) return 1;
  if (step.bound) return 0.5;
  if (step.kind == Kind::One) return degree(step, from_left, nodes(from));
  if (step.kind == Kind::Repeat)
    return paths(std::max(1.0, relationships({}) / nodes()), step.min, step.max);
  return paths(degree(step, from_left, nodes()), step.min, step.max);
}

}  // namespace normgraph::query::planning
