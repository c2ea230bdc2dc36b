// A NodeScan with the Filters above it, segment by segment and on all cores.

#include <algorithm>

#include "graph/parallel.hpp"
#include "graph/query/operators/batch_tools.hpp"
#include "graph/query/operators/fused.hpp"
#include "graph/query/operators/segment_scan.hpp"

namespace normgraph::query {
namespace {

class FilteredScan final : public Operator {
 public:
  FilteredScan(const PlanNode& node, Build& build, const ScanShape& shape)
      : Operator(node, build, nullptr), scan_(shape), parallel_(shape.parallel) {}

  std::string describe(const PlanWords& words) const override {
    return "Segment scan " + scan_.describe(words);
  }

 private:
  bool produce(Batch& batch) override {
    if (!begun_) begin();
    while (next_ == nodes_.size())
      if (!scan_more()) return false;
    const std::size_t count = std::min(batch_rows, nodes_.size() - next_);
    const auto first = nodes_.begin() + static_cast<std::ptrdiff_t>(next_);
    next_ += count;
    start_batch(batch, count);
    put(batch, scan_.element(),
        Vector::of(std::vector<NodeId>(first, first + static_cast<std::ptrdiff_t>(count))));
    return true;
  }

  void begin() {
    begun_ = true;
    scan_.begin(context());
    wave_ = 1;
  }

  /// Each wave is longer than the one before, so that a LIMIT above costs little and a long scan
  /// keeps all cores busy.
  bool scan_more() {
    nodes_.clear();
    next_ = 0;
    if (range_ == scan_.range_count()) return false;
    const std::size_t count = std::min(wave_, scan_.range_count() - range_);
    std::vector<std::vector<NodeId>> found(count);
    for_each_part(count, parallel_, [&](std::size_t i) {
      Context local = context();
      local.check(name());
      scan_.scan(
          range_ + i, local,
          [](const SegmentSource&, std::uint64_t, std::uint64_t end) { return end; },
          [&](const SegmentRows& rows) {
            rows.for_each([&](std::uint32_t row) {
              found[i].push_back(static_cast<NodeId>(rows.first + row));
            });
          });
    });
    for (const std::vector<NodeId>& part : found)
      nodes_.insert(nodes_.end(), part.begin(), part.end());
    range_ += count;
    wave_ = std::min(wave_ * 2, longest_wave);
    return true;
  }

  void reset() override {
    begun_ = false;
    nodes_.clear();
    next_ = range_ = 0;
  }

  static constexpr std::size_t longest_wave = 64;
  SegmentScan scan_;
  const bool parallel_;
  bool begun_ = false;
  std::size_t range_ = 0, wave_ = 1;
  std::vector<NodeId> nodes_;  // of the last wave
  std::size_t next_ = 0;
};

}  // namespace

OperatorPtr make_filtered_scan(const PlanNode& node, Build& build) {
  const auto shape = node_scan_shape(node);
  if (!shape || !SegmentScan::possible(build)) return nullptr;
  return std::make_unique<FilteredScan>(node, build, *shape);
}

}  // namespace normgraph::query
