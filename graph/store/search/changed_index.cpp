#include "graph/store/search/changed_index.hpp"

namespace normgraph::store {

ChangedIndex::ChangedIndex(const Overlay& overlay, const std::vector<SearchField>& fields) {
  if (overlay.empty()) return;
  const ChangedTexts texts(overlay, fields);
  DocumentReader reader(fields);
  for (const NodeId node : texts.candidates()) {
    const std::vector<Value> before = texts.before(node), now = texts.now(node);
    if (same_texts(before, now)) continue;
    const Document old = reader.read(before);
    Document fresh = reader.read(now);
    if (old.length > 0) mask(node);
    for (const auto& [term, positions] : old.terms) ++terms_[term].removed;
    for (auto& [term, positions] : fresh.terms)
      terms_[term].entries.push_back({node, std::move(positions)});
    for (const std::string& word : old.words) --words_[word];
    for (const std::string& word : fresh.words) ++words_[word];
    if (fresh.length > 0) lengths_[node] = fresh.length;
    document_difference += (fresh.length > 0 ? 1 : 0) - (old.length > 0 ? 1 : 0);
    length_difference += std::int64_t{fresh.length} - std::int64_t{old.length};
  }
}

void ChangedIndex::mask(NodeId node) {
  if (node / 64 >= masked_.size()) masked_.resize(node / 64 + 1);
  masked_[node / 64] |= std::uint64_t{1} << (node % 64);
}

const ChangedIndex::Term* ChangedIndex::find(const std::string& term) const {
  const auto found = terms_.find(term);
  return found == terms_.end() ? nullptr : &found->second;
}

std::uint32_t ChangedIndex::length(NodeId node) const {
  const auto found = lengths_.find(node);
  return found == lengths_.end() ? 0 : found->second;
}

std::int64_t ChangedIndex::word_difference(const std::string& word) const {
  const auto found = words_.find(word);
  return found == words_.end() ? 0 : found->second;
}

}  // namespace normgraph::store
