#pragma once

#include "graph/store/overlay.hpp"
#include "graph/store/search/changed_index.hpp"
#include "graph/store/search/matches.hpp"
#include "graph/store/search/ranking.hpp"
#include "graph/store/search/search_records.hpp"

namespace normgraph::store {

/// Search in a snapshot's index, corrected by an overlay.
class OverlaySearch final : public SearchIndex {
 public:
  OverlaySearch(const Overlay& overlay, SearchState state);

  const std::vector<SearchField>& fields() const override { return state_.fields; }
  std::vector<SearchHit> rank(const SearchRequest& request) const override;
  std::uint64_t count(const SearchRequest& request) const override;
  std::uint64_t documents_with(const std::string& word) const override;
  std::vector<std::string> near_words(const std::string& word, std::size_t limit) const override;

 private:
  class Filter;
  std::vector<ItemMatches> matches_of(const SearchRequest& request) const;
  std::uint32_t length(NodeId node) const { return lengths_(node); }
  void rank_one(ItemMatches& item, const SearchRequest& request, const Filter& filter,
                TopHits& top) const;
  void rank_all(std::vector<ItemMatches>& items, const SearchRequest& request, const Filter& filter,
                TopHits& top) const;
  void rank_any(std::vector<ItemMatches>& items, const SearchRequest& request, const Filter& filter,
                TopHits& top) const;
  void rank_changed(const std::vector<ItemMatches>& items, bool any, const Filter& filter,
                    TopHits& top) const;
  template <class Visit>
  void each_common(std::vector<ItemMatches>& items, const SearchRequest& request,
                   const Filter& filter, Visit visit) const;

  const Snapshot& snapshot_;
  SearchState state_;
  ChangedIndex changed_;
  Bm25 bm25_;
  StoredLengths lengths_;
  mutable DocumentReader reader_;
  MatchFinder finder_;
};

}  // namespace normgraph::store
