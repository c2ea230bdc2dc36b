// Ranked search: one item block by block, skipping blocks whose bound is below the hits so far;
// several items by the rarest one; any of several by adding up.

#include "graph/store/search/overlay_search.hpp"

#include <algorithm>

#include "grammar/error.hpp"
#include "graph/store/errors.hpp"
#include "graph/store/overlay_view.hpp"

namespace normgraph::store {

namespace {

/// Stops between so many nodes to ask whether to go on.
constexpr std::size_t check_interval = 1 << 16;

/// The nodes of an item in order, wherever they come from.
class ItemWalk {
 public:
  explicit ItemWalk(ItemMatches& item) : item_(item) {}

  NodeId node() const {
    if (item_.cursor) return item_.cursor->node();
    return at_ < item_.list.size() ? item_.list[at_].node : no_node;
  }
  std::uint32_t count() const {
    return item_.cursor ? item_.cursor->count() : item_.list[at_].count;
  }
  void next() { item_.cursor ? item_.cursor->next() : void(++at_); }
  void seek(NodeId target) {
    if (item_.cursor) return item_.cursor->seek(target);
    const auto rest = item_.list.begin() + static_cast<std::ptrdiff_t>(at_);
    at_ = static_cast<std::size_t>(
        std::ranges::lower_bound(rest, item_.list.end(), target, {}, &NodeCount::node) -
        item_.list.begin());
  }
  PostingBound bound() const { return item_.cursor ? item_.cursor->bound() : loose; }

 private:
  static constexpr PostingBound loose{UINT32_MAX, 1};
  ItemMatches& item_;
  std::size_t at_ = 0;  // in the list
};

/// The count of a node in an ascending list; 0: not in it.
std::uint32_t count_in(const std::vector<NodeCount>& list, NodeId node) {
  const auto found = std::ranges::lower_bound(list, node, {}, &NodeCount::node);
  return found == list.end() || found->node != node ? 0 : found->count;
}

}  // namespace

/// Which nodes may be hits.
class OverlaySearch::Filter {
 public:
  Filter(const SearchRequest& request, const ChangedIndex& changed)
      : changed_(changed), masks_(changed.masks_any()) {
    if (!request.among) return;
    const NodeId limit = request.among->empty() ? 0 : request.among->back() + 1;
    among_.emplace((std::size_t{limit} + 63) / 64);
    for (const NodeId node : *request.among)
      (*among_)[node / 64] |= std::uint64_t{1} << (node % 64);
  }
  bool selected(NodeId node) const {
    return !among_ ||
           (node / 64 < among_->size() && ((*among_)[node / 64] >> (node % 64) & 1) != 0);
  }
  /// Of a node found in the file.
  bool accepts(NodeId node) const { return !(masks_ && changed_.masked(node)) && selected(node); }

 private:
  const ChangedIndex& changed_;
  bool masks_;
  std::optional<std::vector<std::uint64_t>> among_;
};

OverlaySearch::OverlaySearch(const Overlay& overlay, SearchState state)
    : snapshot_(overlay.snapshot()),
      state_(std::move(state)),
      changed_(overlay, state_.fields),
      bm25_(state_.documents + static_cast<std::uint64_t>(changed_.document_difference),
            state_.words + static_cast<std::uint64_t>(changed_.length_difference)),
      lengths_(snapshot_.transaction(), static_cast<NodeId>(snapshot_.counts().node_limit)),
      reader_(state_.fields),
      finder_(snapshot_.transaction(), static_cast<NodeId>(snapshot_.counts().node_limit), changed_,
              reader_) {}

std::vector<ItemMatches> OverlaySearch::matches_of(const SearchRequest& request) const {
  std::vector<ItemMatches> items;
  for (const SearchItem& item : request.items) {
    request.check();
    items.push_back(finder_.find(item));
  }
  std::ranges::stable_sort(items, {}, &ItemMatches::documents);
  return items;
}

std::vector<SearchHit> OverlaySearch::rank(const SearchRequest& request) const {
  std::vector<ItemMatches> items = matches_of(request);
  TopHits top(request.limit);
  if (items.empty() || request.limit == 0) return top.take();
  const Filter filter(request, changed_);
  if (items.size() == 1 && items.front().cursor)
    rank_one(items.front(), request, filter, top);
  else if (request.any)
    rank_any(items, request, filter, top);
  else
    rank_all(items, request, filter, top);
  rank_changed(items, request.any, filter, top);
  return top.take();
}

void OverlaySearch::rank_one(ItemMatches& item, const SearchRequest& request, const Filter& filter,
                             TopHits& top) const {
  TermCursor& cursor = *item.cursor;
  const double weight = bm25_.weight(item.documents);
  const auto wanted = [&](const PostingBound& bound) {
    return !top.full() || bm25_.upper(weight, bound) > top.threshold();
  };
  for (std::size_t blocks = 1; cursor.node() != no_node; cursor.next_block(wanted)) {
    const DecodedBlock& block = cursor.block();
    for (std::uint32_t i = 0; i < block.size; ++i) {
      const NodeId node = block.nodes[i];
      const double score = bm25_.score(weight, block.count(i), length(node));
      if (top.full() && score <= top.threshold()) continue;
      if (filter.accepts(node)) top.add({node, score});
    }
    if (blocks++ % (check_interval / posting_block) == 0) request.check();
  }
}

/// Calls `visit(node, walks)` for the nodes that all items have; the walks stand at it.
template <class Visit>
void OverlaySearch::each_common(std::vector<ItemMatches>& items, const SearchRequest& request,
                                const Filter& filter, Visit visit) const {
  std::vector<ItemWalk> walks(items.begin(), items.end());
  ItemWalk& lead = walks.front();
  std::size_t steps = 0;
  for (NodeId node = lead.node(); node != no_node; node = lead.node()) {
    if (++steps % check_interval == 0) request.check();
    NodeId furthest = node;
    for (std::size_t i = 1; i < walks.size() && furthest == node; ++i) {
      walks[i].seek(node);
      furthest = walks[i].node();
    }
    if (furthest == no_node) return;
    if (furthest != node) {
      lead.seek(furthest);
      continue;
    }
    if (filter.accepts(node)) visit(node, walks);
    lead.next();
  }
}

void OverlaySearch::rank_all(std::vector<ItemMatches>& items, const SearchRequest& request,
                             const Filter& filter, TopHits& top) const {
  std::vector<double> weights;
  for (const ItemMatches& item : items) weights.push_back(bm25_.weight(item.documents));
  each_common(items, request, filter, [&](NodeId node, const std::vector<ItemWalk>& walks) {
    const std::uint32_t words = length(node);
    double score = 0;
    for (std::size_t i = 0; i < walks.size(); ++i)
      score += bm25_.score(weights[i], walks[i].count(), words);
    if (!top.full() || score > top.threshold()) top.add({node, score});
  });
}

void OverlaySearch::rank_any(std::vector<ItemMatches>& items, const SearchRequest& request,
                             const Filter& filter, TopHits& top) const {
  std::vector<double> scores(snapshot_.counts().node_limit);
  for (ItemMatches& item : items) {
    request.check();
    const double weight = bm25_.weight(item.documents);
    for (ItemWalk walk(item); walk.node() != no_node; walk.next())
      scores[walk.node()] += bm25_.score(weight, walk.count(), length(walk.node()));
  }
  for (NodeId node = 0; node < scores.size(); ++node)
    if (scores[node] > 0 && (!top.full() || scores[node] > top.threshold()) && filter.accepts(node))
      top.add({node, scores[node]});
}

void OverlaySearch::rank_changed(const std::vector<ItemMatches>& items, bool any,
                                 const Filter& filter, TopHits& top) const {
  std::vector<NodeId> nodes;
  for (std::size_t i = 0; i < (any ? items.size() : 1); ++i)
    for (const NodeCount& entry : items[i].changed) nodes.push_back(entry.node);
  std::ranges::sort(nodes);
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  for (const NodeId node : nodes) {
    double score = 0;
    bool all = true;
    for (const ItemMatches& item : items) {
      const std::uint32_t count = count_in(item.changed, node);
      all = all && count > 0;
      if (count > 0)
        score += bm25_.score(bm25_.weight(item.documents), count, changed_.length(node));
    }
    if ((all || any) && filter.selected(node)) top.add({node, score});
  }
}

std::uint64_t OverlaySearch::count(const SearchRequest& request) const {
  std::vector<ItemMatches> items = matches_of(request);
  if (items.empty()) return 0;
  if (items.size() == 1 && !request.among) return items.front().documents;
  const Filter filter(request, changed_);
  if (request.any) {
    SearchRequest all = request;
    all.limit = static_cast<std::size_t>(-1);
    return rank(all).size();
  }
  std::uint64_t count = 0;
  each_common(items, request, filter, [&](NodeId, const std::vector<ItemWalk>&) { ++count; });
  for (const NodeCount& entry : items.front().changed)
    count +=
        filter.selected(entry.node) && std::ranges::all_of(items, [&](const ItemMatches& item) {
          return count_in(item.changed, entry.node) > 0;
        });
  return count;
}

std::uint64_t OverlaySearch::documents_with(const std::string& word) const {
  return finder_.find({SearchItem::Kind::Word, {word}}).documents;
}

std::vector<std::string> OverlaySearch::near_words(const std::string& word,
                                                   std::size_t limit) const {
  constexpr std::size_t most_difference = 2;
  std::vector<std::string> candidates;
  finder_.each_word("", [&](const std::string& known) {
    const std::size_t a = known.size(), b = word.size();
    if (known != word && (a > b ? a - b : b - a) <= most_difference) candidates.push_back(known);
  });
  return nearest_names(word, candidates, limit);
}

// ---- the view's part ----

std::unique_ptr<SearchIndex> OverlayView::search_index() const {
  const std::string key = record_key(RecordKind::SearchState);
  const auto record = snapshot_.transaction().get(key);
  const auto declared = metadata(search_metadata);
  SearchState state;
  if (record) {
    record_body(key, *record);
    state = decode_state(*record);
  }
  const std::vector<SearchField> fields = parse_search_fields(declared.value_or(""));
  if (fields.empty()) return nullptr;
  if (record && (state.analysis != text::analysis_version || state.fields != fields))
    throw storage_error("NG5016", "StaleIndex",
                        "the full-text index is not that of the words declared to be searched",
                        "commit, or write to the graph once: that makes it anew");
  state.analysis = text::analysis_version;
  state.fields = fields;
  return std::make_unique<OverlaySearch>(overlay_, std::move(state));
}

}  // namespace normgraph::store
