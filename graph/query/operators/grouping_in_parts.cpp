#include "graph/query/operators/grouping_in_parts.hpp"

#include <algorithm>
#include <atomic>

#include "graph/parallel.hpp"

namespace normgraph::query {
namespace {

bool can_be_shared_out(const Aggregate& aggregate) {
  const auto all = [](const auto& items) {
    return std::all_of(items.begin(), items.end(),
                       [](const auto& item) { return item.second->parallel(); });
  };
  return all(aggregate.groups) && all(aggregate.carried) &&
         std::all_of(aggregate.calls.begin(), aggregate.calls.end(), [](const auto& call) {
           return can_be_merged(call) && (!call.argument || call.argument->parallel()) &&
                  (!call.parameter || call.parameter->parallel());
         });
}

}  // namespace

std::unique_ptr<GroupingInParts> GroupingInParts::make(const PlanNode& node, Build& build,
                                                       Slot counts, const ChainMaker& make) {
  constexpr double enough_rows = 8.0 * batch_rows;
  if (!chains_possible(build) || !can_be_shared_out(std::get<Aggregate>(node.op))) return nullptr;
  const PlanNode* leaf = leaf_of_chain(*node.input, build);
  if (!leaf) leaf = node.input.get();
  if (most_rows(*node.input, *leaf) < enough_rows) return nullptr;
  std::unique_ptr<GroupingInParts> made(new GroupingInParts(node, build, *leaf, counts, make));
  const Chain& chain = *made->parts_.front().chain;
  return chain.top && chain.handed.read ? std::move(made) : nullptr;
}

GroupingInParts::GroupingInParts(const PlanNode& node, Build& build, const PlanNode& leaf,
                                 Slot counts, ChainMaker make)
    : aggregate_(std::get<Aggregate>(node.op)),
      build_(build),
      leaf_(leaf),
      counts_(counts),
      make_(std::move(make)),
      piece_rows_(rows_of_piece(*node.input, leaf)),
      parts_(parallel_threads()) {
  for (Part& part : parts_)
    part.chain = std::make_unique<Chain>(build.context, leaf_, make_, shared_work_);
}

void GroupingInParts::visit(const std::function<void(Operator&)>& visit) const {
  for (const Part& part : parts_) visit(*part.chain->top);
}

bool GroupingInParts::run(Operator& input, Grouping& all, Context& context,
                          const std::function<void(std::int64_t)>& progress) {
  for (Part& part : parts_) {
    const Grouping::Options options{.counts = counts_, .in_parts = true};
    part.groups = std::make_unique<Grouping>(aggregate_, build_, options);
    part.stretches.clear();
    part.rows = 0;
  }
  bool done = false;
  try {
    ask_wanted(shared_work_, context);
    done = run_waves(input, context, progress);
  } catch (const Error& error) {
    // Row by row the same error comes of the first row that has it.
    if (error.kind == ErrorKind::Limit) throw;
  }
  if (done) put_together(all);
  for (Part& part : parts_) part.groups.reset();
  return done;
}

bool GroupingInParts::run_waves(Operator& input, Context& context,
                                const std::function<void(std::int64_t)>& progress) {
  constexpr std::size_t first_wave = 4, longest_wave = 128;
  std::size_t begun = 0;  // pieces before this wave
  std::vector<Batch> pieces;
  for (std::size_t wave = first_wave;; wave = std::min(2 * wave, longest_wave)) {
    pieces.clear();
    for (Batch batch; pieces.size() < wave && input.next(batch); batch = Batch())
      cut(std::move(batch), piece_rows_, pieces);
    if (pieces.empty()) return true;
    std::atomic<std::size_t> next{0};
    std::atomic<bool> possible{true};
    parallel_for(parts_.size(), [&](std::size_t part) {
      for (std::size_t i = next++; i < pieces.size() && possible; i = next++)
        if (!work(part, begun + i, std::move(pieces[i]), context)) possible = false;
    });
    if (!possible || too_many_groups()) return false;
    begun += pieces.size();
    progress(bytes());
  }
}

bool GroupingInParts::work(std::size_t part, std::size_t piece, Batch batch,
                           const Context& context) {
  Part& own = parts_[part];
  const std::size_t known = own.groups->size();
  own.chain->begin(std::move(batch), context);
  own.groups->accumulators().begin_piece(piece);
  for (Batch made; own.chain->top->next(made);) {
    own.rows += made.selection.size();
    if (!own.groups->add(made, own.chain->context)) return false;
  }
  if (known < own.groups->size())
    own.stretches.push_back({piece, part, known, own.groups->size() - known});
  return true;
}

/// Then there is as much to put together as there was to add. Told from some of the first rows, as
/// what was done is then done again.
bool GroupingInParts::too_many_groups() const {
  constexpr std::uint64_t enough_to_tell = 4 * batch_rows, first_rows = 16 * batch_rows;
  std::uint64_t groups = 0;
  for (const Part& part : parts_) groups += part.groups->size();
  return rows() >= enough_to_tell && rows() < first_rows && groups > rows() / 2;
}

std::uint64_t GroupingInParts::rows() const {
  std::uint64_t rows = 0;
  for (const Part& part : parts_) rows += part.rows;
  return rows;
}

std::int64_t GroupingInParts::bytes() const {
  std::int64_t bytes = 0;
  for (const Part& part : parts_) bytes += part.groups->bytes();
  return bytes;
}

void GroupingInParts::put_together(Grouping& all) {
  std::vector<Stretch> stretches;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (aggregate_.groups.empty()) stretches.push_back({0, i, 0, 1});
    stretches.insert(stretches.end(), parts_[i].stretches.begin(), parts_[i].stretches.end());
  }
  std::sort(stretches.begin(), stretches.end(),
            [](const Stretch& a, const Stretch& b) { return a.piece < b.piece; });
  for (const Stretch& stretch : stretches)
    all.merge(*parts_[stretch.part].groups, stretch.first, stretch.count);
  for (const Part& part : parts_) all.merge_noted(*part.groups);
}

}  // namespace normgraph::query
