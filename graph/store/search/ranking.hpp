#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "graph/store/search/postings.hpp"
#include "graph/store/search/search_index.hpp"

namespace normgraph::store {

/// BM25 as Robertson and Zaragoza give it ("The Probabilistic Relevance Framework", 2009), with the
/// inverse document frequency that is never negative.
class Bm25 {
 public:
  Bm25(std::uint64_t documents, std::uint64_t words)
      : documents_(static_cast<double>(documents)),
        average_(documents > 0 ? static_cast<double>(words) / static_cast<double>(documents) : 1) {
    for (std::uint32_t length = 0; length < known_lengths; ++length)
      norms_.push_back(norm_of(length));
  }

  /// What a term weighs that is in so many nodes.
  double weight(std::uint64_t documents) const {
    const auto with = static_cast<double>(documents);
    return std::log(1 + (documents_ - with + 0.5) / (with + 0.5)) * (k1 + 1);
  }
  double score(double weight, std::uint32_t count, std::uint32_t length) const {
    const double norm = length < known_lengths ? norms_[length] : norm_of(length);
    return weight * count / (count + norm);
  }
  /// No posting within the bound scores higher.
  double upper(double weight, const PostingBound& bound) const {
    constexpr double rounding = 1 + 1e-12;
    return score(weight, bound.most, bound.least) * rounding;
  }

 private:
  static constexpr double k1 = 1.2, b = 0.75;
  static constexpr std::uint32_t known_lengths = 256;
  double norm_of(std::uint32_t length) const { return k1 * (1 - b + b * length / average_); }

  double documents_, average_;
  std::vector<double> norms_;
};

/// The best hits so far.
class TopHits {
 public:
  explicit TopHits(std::size_t limit) : limit_(limit) {}

  bool full() const { return hits_.size() >= limit_; }
  /// Requires full() and a limit above 0: what a later node must exceed.
  double threshold() const { return hits_.front().score; }
  void add(SearchHit hit) {
    if (!full()) {
      hits_.push_back(hit);
      if (full()) std::ranges::make_heap(hits_, is_better);
      return;
    }
    if (limit_ == 0 || !is_better(hit, hits_.front())) return;
    std::ranges::pop_heap(hits_, is_better);
    hits_.back() = hit;
    std::ranges::push_heap(hits_, is_better);
  }
  std::vector<SearchHit> take() {
    std::ranges::sort(hits_, is_better);
    return std::move(hits_);
  }

 private:
  static bool is_better(const SearchHit& a, const SearchHit& b) {
    return a.score != b.score ? a.score > b.score : a.node < b.node;
  }
  std::size_t limit_;
  std::vector<SearchHit> hits_;  // when full a heap, the worst in front
};

}  // namespace normgraph::store
