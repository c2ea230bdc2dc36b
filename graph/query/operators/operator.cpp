#include "graph/query/operators/operator.hpp"

#include <array>
#include <variant>

#include "graph/query/operators/factories.hpp"
#include "graph/query/operators/gather.hpp"

namespace normgraph::query {
namespace {

struct Kind {
  const char* name;
  OperatorPtr (*make)(const PlanNode&, Build&);
};

// In the order of PlanNode::op.
constexpr std::array kinds = {
    Kind{"SingleRow", make_single_row},
    Kind{"Argument", make_argument},
    Kind{"NodeScan", make_node_scan},
    Kind{"IndexSeek", make_index_seek},
    Kind{"Expand", make_expand},
    Kind{"VariableExpand", make_variable_expand},
    Kind{"RepeatPath", make_repeat_path},
    Kind{"ShortestPath", make_shortest_path},
    Kind{"SelectShortest", make_select_shortest},
    Kind{"BuildPath", make_build_path},
    Kind{"Filter", make_filter},
    Kind{"Project", make_project},
    Kind{"Aggregate", make_aggregate},
    Kind{"Distinct", make_distinct},
    Kind{"Sort", make_sort},
    Kind{"Skip", make_skip},
    Kind{"Limit", make_limit},
    Kind{"Unwind", make_unwind},
    Kind{"Apply", make_apply},
    Kind{"Union", make_union},
    Kind{"CallProcedure", make_call},
    Kind{"Create", make_create},
    Kind{"Update", make_update},
    Kind{"Delete", make_delete},
    Kind{"Forget", make_forget},
    Kind{"Merge", make_merge},
    Kind{"Foreach", make_foreach},
};
static_assert(kinds.size() == std::variant_size_v<decltype(PlanNode::op)>);

}  // namespace

const char* operator_name(const PlanNode& node) { return kinds[node.op.index()].name; }

OperatorPtr make_operator(const PlanNode& node, Build& build) {
  if (build.hands(node)) return make_handed_batch(node, build);
  return kinds[node.op.index()].make(node, build);
}

Operator::Operator(const PlanNode& node, Build& build)
    : Operator(node, build, node.input ? make_operator(*node.input, build) : nullptr) {}

Operator::Operator(const PlanNode& node, Build& build, std::unique_ptr<Operator> input)
    : input_(std::move(input)),
      argument_(build.argument),
      node_(node),
      account_{build.context, operator_name(node)} {}

std::optional<std::uint64_t> Operator::rows_in() const {
  return input_ ? std::optional(input_->rows()) : std::nullopt;
}

bool Operator::next(Batch& batch) {
  using Timer = std::chrono::steady_clock;
  const bool timed = account_.context.profile;
  const Timer::time_point start = timed ? Timer::now() : Timer::time_point();
  bool more = false;
  do {
    account_.context.check(account_.name);
    more = produce(batch);
  } while (more && batch.selection.empty());
  if (more) rows_ += batch.selection.size();
  if (timed) time_ += Timer::now() - start;
  return more;
}

void Operator::restart() {
  if (input_) input_->restart();
  reset();
}

}  // namespace normgraph::query
