#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "graph/ids.hpp"

namespace normgraph::query {

/// How far nodes are from where a breadth-first search began. An array in pages: what a search did
/// not touch costs nothing, what it did is found without hashing, and clearing takes as long as the
/// search was wide.
class NodeDepths {
 public:
  static constexpr std::uint32_t unreached = 0xFFFFFFFFu;

  /// For nodes below `limit`.
  void clear(NodeId limit) {
    for (const std::size_t page : used_) {
      spare_.push_back(std::move(pages_[page]));
    }
    used_.clear();
    pages_.resize((std::size_t{limit} + page_size - 1) / page_size);
    size_ = 0;
  }
  std::uint32_t operator[](NodeId node) const {
    const Page& page = pages_[node / page_size];
    return page ? page[node % page_size] : unreached;
  }
  /// False when the node has a depth already.
  bool insert(NodeId node, std::uint32_t depth) {
    Page& page = pages_[node / page_size];
    if (!page) make(node / page_size);
    std::uint32_t& entry = page[node % page_size];
    if (entry != unreached) return false;
    entry = depth;
    ++size_;
    return true;
  }
  /// Nodes with a depth.
  std::size_t size() const { return size_; }
  std::int64_t bytes() const {
    return static_cast<std::int64_t>((used_.size() + spare_.size()) * page_size * 4 +
                                     pages_.size() * sizeof(Page));
  }

 private:
  static constexpr std::size_t page_size = 512;
  using Page = std::unique_ptr<std::uint32_t[]>;

  void make(std::size_t number) {
    Page& page = pages_[number];
    if (spare_.empty()) {
      page = std::make_unique<std::uint32_t[]>(page_size);
    } else {
      page = std::move(spare_.back());
      spare_.pop_back();
    }
    std::fill_n(page.get(), page_size, unreached);
    used_.push_back(number);
  }

  std::vector<Page> pages_, spare_;
  std::vector<std::size_t> used_;  // numbers of the pages that exist
  std::size_t size_ = 0;
};

}  // namespace normgraph::query
