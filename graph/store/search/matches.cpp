#include "graph/store/search/matches.hpp"

#include <algorithm>
#include <numeric>

#include "graph/store/layout.hpp"
#include "graph/store/record.hpp"

namespace normgraph::store {

ItemMatches MatchFinder::find(const SearchItem& item) const {
  switch (item.kind) {
    case SearchItem::Kind::Phrase:
      if (item.words.size() < 2) return find_any(reader_.stems(item.words.front()));
      return find_phrase(item.words);
    case SearchItem::Kind::Prefix:
      return find_any(terms_with_prefix(item.words.front()));
    default:
      return find_any(reader_.stems(item.words.front()));
  }
}

ItemMatches MatchFinder::find_any(const Terms& terms) const {
  if (terms.size() == 1) return find_term(terms.front());
  ItemMatches matches;
  matches.list = stored_union(terms);
  matches.changed = changed_union(terms);
  matches.documents = matches.list.size() + matches.changed.size();
  return matches;
}

ItemMatches MatchFinder::find_term(const std::string& term) const {
  ItemMatches matches;
  matches.cursor.emplace(transaction_, term, node_limit_);
  matches.documents = matches.cursor->documents();
  if (const ChangedIndex::Term* changed = changed_.find(term)) {
    matches.documents -= std::min<std::uint64_t>(matches.documents, changed->removed);
    matches.documents += changed->entries.size();
    for (const ChangedIndex::Entry& entry : changed->entries)
      matches.changed.push_back({entry.node, static_cast<std::uint32_t>(entry.positions.size())});
  }
  return matches;
}

// ---- several terms ----

namespace {

/// Adds up what belongs to one node; `counts` in any order.
std::vector<NodeCount> summed(std::vector<NodeCount> counts) {
  std::ranges::sort(counts, {}, &NodeCount::node);
  std::size_t kept = 0;
  for (const NodeCount& count : counts) {
    if (kept > 0 && counts[kept - 1].node == count.node)
      counts[kept - 1].count += count.count;
    else
      counts[kept++] = count;
  }
  counts.resize(kept);
  return counts;
}

template <class Visit>
void each_posting(TermCursor& cursor, Visit visit) {
  while (cursor.node() != no_node) {
    const DecodedBlock& block = cursor.block();
    for (std::uint32_t i = 0; i < block.size; ++i) visit(block.nodes[i], block.count(i));
    cursor.next_block([](const PostingBound&) { return true; });
  }
}

}  // namespace

std::vector<NodeCount> MatchFinder::stored_union(const Terms& terms) const {
  std::vector<TermCursor> cursors;
  std::uint64_t postings = 0;
  for (const std::string& term : terms) {
    cursors.emplace_back(transaction_, term, node_limit_);
    postings += cursors.back().documents();
  }
  std::vector<NodeCount> counts;
  constexpr std::uint64_t dense = 16;
  if (postings * dense < node_limit_) {
    for (TermCursor& cursor : cursors)
      each_posting(cursor, [&](NodeId node, std::uint32_t count) {
        if (!changed_.masked(node)) counts.push_back({node, count});
      });
    return summed(std::move(counts));
  }
  std::vector<std::uint32_t> sums(node_limit_);
  for (TermCursor& cursor : cursors)
    each_posting(cursor, [&](NodeId node, std::uint32_t count) { sums[node] += count; });
  for (NodeId node = 0; node < node_limit_; ++node)
    if (sums[node] > 0 && !changed_.masked(node)) counts.push_back({node, sums[node]});
  return counts;
}

std::vector<NodeCount> MatchFinder::changed_union(const Terms& terms) const {
  std::vector<NodeCount> counts;
  for (const std::string& term : terms)
    if (const ChangedIndex::Term* changed = changed_.find(term))
      for (const ChangedIndex::Entry& entry : changed->entries)
        counts.push_back({entry.node, static_cast<std::uint32_t>(entry.positions.size())});
  return summed(std::move(counts));
}

// ---- words by their beginning ----

std::int64_t MatchFinder::texts_with(const std::string& word) const {
  const std::string key = search_word_key(word);
  const auto record = transaction_.get(key);
  std::int64_t texts = changed_.word_difference(word);
  if (record) texts += RecordReader(*record).get<std::uint32_t>();
  return texts;
}

void MatchFinder::each_word(const std::string& prefix,
                            const std::function<void(const std::string&)>& visit) const {
  const std::string key = search_word_key(prefix);
  Cursor cursor(transaction_);
  for (bool more = cursor.seek(key); more && cursor.key().starts_with(key); more = cursor.next()) {
    const std::string word(cursor.key().substr(1));
    const std::int64_t texts = RecordReader(cursor.value()).get<std::uint32_t>();
    if (texts + changed_.word_difference(word) > 0) visit(word);
  }
  for (auto at = changed_.words().lower_bound(prefix);
       at != changed_.words().end() && at->first.starts_with(prefix); ++at)
    if (at->second > 0 && !transaction_.get(search_word_key(at->first))) visit(at->first);
}

MatchFinder::Terms MatchFinder::terms_with_prefix(const std::string& prefix) const {
  std::set<std::string> terms;
  each_word(prefix, [&](const std::string& word) {
    for (std::string& stem : reader_.stems(word)) terms.insert(std::move(stem));
  });
  return {terms.begin(), terms.end()};
}

// ---- phrases ----

namespace {

using Positions = std::vector<std::uint32_t>;

/// At how many places the words stand behind each other; `places` ascending, a list for each of
/// two or more words.
std::uint32_t count_phrases(const std::vector<Positions>& places) {
  std::uint32_t count = 0;
  const Positions& second = places[1];
  std::size_t at = 0;
  for (const std::uint32_t first : places.front()) {
    while (at < second.size() && second[at] <= first) ++at;
    bool all = at < second.size() && second[at] == first + 1;
    for (std::size_t i = 2; i < places.size() && all; ++i)
      all = std::ranges::binary_search(places[i], first + static_cast<std::uint32_t>(i));
    count += all ? 1 : 0;
  }
  return count;
}

/// One word of a phrase: the terms that it may be.
class PhraseWord {
 public:
  PhraseWord(const ReadTransaction& transaction, const std::vector<std::string>& terms,
             NodeId node_limit) {
    for (const std::string& term : terms) {
      cursors_.emplace_back(transaction, term, node_limit);
      documents_ += cursors_.back().documents();
    }
  }
  std::uint64_t documents() const { return documents_; }
  NodeId node() const {
    NodeId node = no_node;
    for (const TermCursor& cursor : cursors_) node = std::min(node, cursor.node());
    return node;
  }
  void seek(NodeId target) {
    for (TermCursor& cursor : cursors_) cursor.seek(target);
  }
  void positions(NodeId node, Positions& out) {
    out.clear();
    for (TermCursor& cursor : cursors_)
      if (cursor.node() == node) cursor.positions(out);
    if (cursors_.size() > 1) std::ranges::sort(out);
  }

 private:
  std::vector<TermCursor> cursors_;
  std::uint64_t documents_ = 0;
};

}  // namespace

ItemMatches MatchFinder::find_phrase(const std::vector<std::string>& words) const {
  std::vector<Terms> terms;
  for (const std::string& word : words) terms.push_back(reader_.stems(word));
  ItemMatches matches;
  matches.list = stored_phrase(terms);
  matches.changed = changed_phrase(terms);
  matches.documents = matches.list.size() + matches.changed.size();
  return matches;
}

std::vector<NodeCount> MatchFinder::stored_phrase(const std::vector<Terms>& words) const {
  std::vector<PhraseWord> parts;
  for (const Terms& terms : words) parts.emplace_back(transaction_, terms, node_limit_);
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return parts[i].documents(); });
  std::vector<NodeCount> found;
  std::vector<Positions> places(parts.size());
  PhraseWord& lead = parts[order.front()];
  for (NodeId node = lead.node(); node != no_node;) {
    NodeId next = node;
    for (const std::size_t i : order) {
      parts[i].seek(node);
      next = std::max(next, parts[i].node());
      if (next > node) break;
    }
    if (next == node && !changed_.masked(node)) {
      for (std::size_t i = 0; i < parts.size(); ++i) parts[i].positions(node, places[i]);
      if (const std::uint32_t count = count_phrases(places)) found.push_back({node, count});
    }
    if (next == no_node) break;
    lead.seek(next == node ? node + 1 : next);
    node = lead.node();
  }
  return found;
}

std::vector<NodeCount> MatchFinder::changed_phrase(const std::vector<Terms>& words) const {
  std::vector<NodeCount> found;
  for (const NodeCount& candidate : changed_union(words.front())) {
    std::vector<Positions> places(words.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
      for (const std::string& term : words[i]) {
        const ChangedIndex::Term* changed = changed_.find(term);
        if (!changed) continue;
        const auto entry = std::ranges::lower_bound(changed->entries, candidate.node, {},
                                                    &ChangedIndex::Entry::node);
        if (entry == changed->entries.end() || entry->node != candidate.node) continue;
        places[i].insert(places[i].end(), entry->positions.begin(), entry->positions.end());
      }
      std::ranges::sort(places[i]);
    }
    if (const std::uint32_t count = count_phrases(places)) found.push_back({candidate.node, count});
  }
  return found;
}

}  // namespace normgraph::store
