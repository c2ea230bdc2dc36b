#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "graph/text/analysis.hpp"

namespace normgraph::tests {

/// Full-text search by reading everything: BM25 from its definition, over texts in memory. For
/// ASCII texts with words divided by blanks and signs; what real search is compared with.
class NaiveSearch {
 public:
  struct Text {
    std::uint32_t node = 0;
    std::vector<std::string> parts;  // no phrase reaches from one into the next
  };
  using Hits = std::vector<std::pair<std::uint32_t, double>>;  // node, score; best first

  NaiveSearch(const std::vector<Text>& texts, const std::string& language) : stemmer_(language) {
    for (const Text& text : texts) {
      Words words;
      for (const std::string& part : text.parts) {
        for (const std::string& word : split(part)) {
          words.push_back(stemmer_.stem(word));
          if (std::find(vocabulary_.begin(), vocabulary_.end(), word) == vocabulary_.end())
            vocabulary_.push_back(word);
        }
        words.emplace_back();
      }
      if (std::any_of(words.begin(), words.end(), [](auto& word) { return !word.empty(); }))
        texts_.emplace_back(text.node, std::move(words));
    }
  }

  /// Items as people write them: `word`, `pre*`, `"a phrase"`.
  Hits find(const std::vector<std::string>& items, bool any) {
    std::vector<std::vector<double>> counts;
    for (const std::string& item : items) {
      auto& row = counts.emplace_back();
      for (const auto& [node, words] : texts_) row.push_back(count(item, words));
    }
    Hits hits;
    for (std::size_t t = 0; t < texts_.size(); ++t) {
      double score = 0;
      std::size_t found = 0;
      for (const auto& row : counts) {
        if (row[t] == 0) continue;
        ++found;
        score += term_score(row, t);
      }
      if (any ? found > 0 : found == items.size()) hits.emplace_back(texts_[t].first, score);
    }
    std::sort(hits.begin(), hits.end(), [](const auto& a, const auto& b) {
      return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    return hits;
  }

 private:
  using Words = std::vector<std::string>;  // stems; "" between parts

  static Words split(const std::string& text) { return text::words_of(text); }

  static double length(const Words& words) {
    return static_cast<double>(words.size()) -
           static_cast<double>(std::count(words.begin(), words.end(), std::string()));
  }

  double term_score(const std::vector<double>& counts, std::size_t text) const {
    const auto all = static_cast<double>(texts_.size());
    double with = 0, words = 0;
    for (const double count : counts) with += count > 0 ? 1 : 0;
    for (const auto& [node, row] : texts_) words += length(row);
    const double idf = std::log(1 + (all - with + 0.5) / (with + 0.5));
    const double relative = length(texts_[text].second) / (words / all);
    return idf * counts[text] * 2.2 / (counts[text] + 1.2 * (0.25 + 0.75 * relative));
  }

  double count(const std::string& item, const Words& words) {
    if (item.front() == '"') return phrases(split(item), words);
    if (item.back() != '*') return phrases({split(item)}, words);
    std::vector<std::string> stems;
    const std::string beginning = split(item).front();
    for (const std::string& word : vocabulary_)
      if (word.compare(0, beginning.size(), beginning) == 0) {
        const std::string stem = stemmer_.stem(word);
        if (std::find(stems.begin(), stems.end(), stem) == stems.end()) stems.push_back(stem);
      }
    double sum = 0;
    for (const std::string& stem : stems)
      sum += static_cast<double>(std::count(words.begin(), words.end(), stem));
    return sum;
  }

  double phrases(const Words& phrase, const Words& words) {
    double found = 0;
    for (std::size_t at = 0; at + phrase.size() <= words.size(); ++at) {
      bool same = true;
      for (std::size_t i = 0; i < phrase.size(); ++i)
        same = same && words[at + i] == stemmer_.stem(phrase[i]);
      found += same ? 1 : 0;
    }
    return found;
  }

  text::Stemmer stemmer_;
  std::vector<std::pair<std::uint32_t, Words>> texts_;
  std::vector<std::string> vocabulary_;
};

}  // namespace normgraph::tests
