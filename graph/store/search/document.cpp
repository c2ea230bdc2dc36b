#include "graph/store/search/document.hpp"

#include <algorithm>

#include "graph/store/overlay_view.hpp"
#include "graph/value/compare.hpp"

namespace normgraph::store {

DocumentReader::DocumentReader(const std::vector<SearchField>& fields) {
  for (const SearchField& field : fields) {
    auto& stemmer = languages_[field.language];
    if (!stemmer) stemmer = std::make_unique<text::Stemmer>(field.language);
    stemmers_.push_back(stemmer.get());
  }
}

DocumentReader::~DocumentReader() = default;

Document DocumentReader::read(std::span<const Value> values) {
  Document document;
  each_word(values, [&](std::size_t field, const std::string& word, std::uint32_t position) {
    document.terms[stem(field, word)].push_back(position);
    document.words.insert(word);
    ++document.length;
  });
  return document;
}

const std::string& DocumentReader::stem(std::size_t field, const std::string& word) {
  return stemmers_[field]->stem(word);
}

std::vector<std::string> DocumentReader::stems(const std::string& word) {
  std::vector<std::string> stems;
  for (auto& [language, stemmer] : languages_) {
    const std::string& stem = stemmer->stem(word);
    if (std::ranges::find(stems, stem) == stems.end()) stems.push_back(stem);
  }
  return stems;
}

// ---- changes ----

ChangedTexts::ChangedTexts(const Overlay& overlay, const std::vector<SearchField>& fields)
    : overlay_(overlay) {
  const OverlayView view(overlay);
  for (const SearchField& field : fields) keys_.push_back(view.find_key(field.property));
}

std::vector<NodeId> ChangedTexts::candidates() const {
  std::vector<NodeId> nodes;
  for (const auto& layer : overlay_.layers()) {
    for (NodeId node = layer->first_node(); node < layer->node_limit(); ++node)
      nodes.push_back(node);
    for (const auto& [node, code] : layer->changed()) nodes.push_back(node);
    for (const KeyId key : keys_)
      if (const CellLog* log = layer->find_cells({node_owner, key}))
        for (const auto& entry : log->entries()) nodes.push_back(static_cast<NodeId>(entry.id));
  }
  std::ranges::sort(nodes);
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

std::vector<Value> ChangedTexts::before(NodeId node) const {
  std::vector<Value> values(keys_.size());
  const Snapshot& snapshot = overlay_.snapshot();
  if (snapshot.label_set(node) == no_label_set) return values;
  for (std::size_t i = 0; i < keys_.size(); ++i)
    if (keys_[i] != no_key) values[i] = snapshot.property(node_owner, keys_[i], node);
  return values;
}

std::vector<Value> ChangedTexts::now(NodeId node) const {
  std::vector<Value> values(keys_.size());
  if (overlay_.label_set(node) == no_label_set) return values;
  for (std::size_t i = 0; i < keys_.size(); ++i)
    if (keys_[i] != no_key) values[i] = overlay_.property({node_owner, keys_[i]}, node);
  return values;
}

bool same_texts(std::span<const Value> a, std::span<const Value> b) {
  return std::ranges::equal(a, b, equivalent);
}

}  // namespace normgraph::store
