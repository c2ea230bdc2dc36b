#include "graph/store/stored_graph.hpp"

#include <algorithm>

#include "graph/store/overlay_view.hpp"

namespace normgraph::store {

std::optional<StoredGraph> StoredGraph::of(const GraphView& view) {
  const auto* over = dynamic_cast<const OverlayView*>(&view);
  if (!over || !over->overlay().empty()) return std::nullopt;
  return StoredGraph(over->overlay().snapshot());
}

std::uint64_t StoredGraph::limit(ColumnOwner owner) const {
  if (owner == node_owner) return snapshot_->counts().node_limit;
  const auto& types = snapshot_->counts().types;
  return owner < types.size() ? types[owner].limit : 0;
}

namespace {

/// Where the bits of a range lie that begins at a multiple of 64; `have` of them are meant.
struct Source {
  std::span<const std::uint64_t> words;
  bool all = false;  // no words: all bits are set
};

void copy_bits(const Source& from, std::uint64_t offset, std::uint64_t count, std::uint64_t* to) {
  const std::uint64_t words = (count + 63) / 64, skipped = offset / 64;
  for (std::uint64_t i = 0; i < words; ++i) {
    const bool stored = skipped + i < from.words.size();
    to[i] = from.all ? ~std::uint64_t{0} : stored ? from.words[skipped + i] : 0;
  }
  if (count % 64 != 0) to[words - 1] &= (std::uint64_t{1} << (count % 64)) - 1;
}

}  // namespace

void StoredGraph::mark_existing(ColumnOwner owner, LabelId label, std::uint64_t first,
                                std::uint32_t count, std::vector<std::uint64_t>& bits) const {
  bits.resize((count + 63) / 64);
  const std::uint64_t range = owner == node_owner ? node_range : relationship_range;
  for (std::uint64_t id = first; id < first + count;) {
    const std::uint64_t begin = id / range * range;
    const std::uint64_t end = std::min(first + count, begin + range);
    Source source;
    if (owner == node_owner) {
      const NodeSegment& segment = snapshot_->nodes(static_cast<NodeId>(id));
      source.words = label == no_label ? segment.existing() : segment.having(label);
    } else {
      const ExistenceSegment& segment = snapshot_->existence(owner, id);
      source = {segment.bits(), segment.bits().empty() && segment.count() > 0};
    }
    copy_bits(source, id - begin, end - id, bits.data() + (id - first) / 64);
    id = end;
  }
}

}  // namespace normgraph::store
