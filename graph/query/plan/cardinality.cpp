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
  if (!condition.equalities.empty())
    return condition.equalities.front().key == "key" ? 1 / nodes() : 0.1;
  return 0.5;
}

double Cardinality::fan_out(const bind::PatternStep& step,
                            const std::vector<std::string>& from) const {
  using Kind = bind::PatternStep::Kind;
  if (step.kind == Kind::Shortest) return 1;
  if (step.bound) return 0.5;
  const double both = step.direction == ast::Direction::Either ? 2 : 1;
  if (step.kind == Kind::One) return both * relationships(step.types) / std::max(1.0, nodes(from));
  const double degree = step.kind == Kind::Repeat ? std::max(1.0, relationships({}) / nodes())
                                                  : both * relationships(step.types) / nodes();
  return paths(degree, step.min, step.max);
}

}  // namespace normgraph::query::planning
