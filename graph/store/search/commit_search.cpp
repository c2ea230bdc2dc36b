// Keeps the full-text index in step with the texts: takes the words of every text that the commit
// changes, and rewrites the segments of the terms among them.

#include <algorithm>
#include <unordered_map>

#include "graph/store/commit_parts.hpp"
#include "graph/store/overlay_view.hpp"
#include "graph/store/search/document.hpp"
#include "graph/store/search/postings.hpp"
#include "graph/store/search/search_records.hpp"

namespace normgraph::store {

namespace {

/// Positions kept in memory before they are written.
constexpr std::size_t batch_positions = std::size_t{1} << 22;

/// Lengths as they will be, read from the file where the commit has not set them.
class NewLengths {
 public:
  explicit NewLengths(Commit& commit) : commit_(commit) {}

  std::uint32_t get(NodeId node) { return segment(node).lengths[node % length_range]; }
  void set(NodeId node, std::uint32_t length) {
    Segment& at = segment(node);
    at.lengths[node % length_range] = length;
    at.changed = true;
  }
  void write() {
    for (auto& [slot, at] : segments_) {
      if (!at.changed) continue;
      auto& lengths = at.lengths;
      const std::string key = search_lengths_key(static_cast<NodeId>(slot * length_range));
      while (!lengths.empty() && lengths.back() == 0) lengths.pop_back();
      if (lengths.empty())
        commit_.out.remove(key);
      else
        commit_.out.put(key, encode_lengths(lengths).bytes());
    }
  }

 private:
  struct Segment {
    std::vector<std::uint32_t> lengths;
    bool changed = false;
  };
  Segment& segment(NodeId node) {
    const std::size_t slot = node / length_range;
    const auto [entry, is_new] = segments_.try_emplace(slot);
    if (!is_new) return entry->second;
    auto& lengths = entry->second.lengths;
    lengths.resize(length_range);
    const auto record =
        commit_.out.get(search_lengths_key(static_cast<NodeId>(slot * length_range)));
    if (!record) return entry->second;
    const LengthSegment stored(*record);
    for (std::uint32_t i = 0; i < stored.size(); ++i) lengths[i] = stored.length(i);
    return entry->second;
  }

  Commit& commit_;
  std::map<std::size_t, Segment> segments_;
};

/// What changes for one term; both ascending by node.
struct TermChanges {
  std::vector<PostingList::Posting> added;
  std::vector<NodeId> removed;
};

/// Puts one term's changes into its segments.
class TermCommit {
 public:
  TermCommit(WriteTransaction& out, const std::string& term, const LengthOf& length_of)
      : out_(out), term_(term), length_of_(length_of) {
    if (const auto record = out.get(search_term_key(term))) {
      record_.assign(record->substr(record_hash_size));
      head_ = decode_head(record_);
    }
  }

  /// `positions` are those of `changes.added`.
  void apply(const TermChanges& changes, const std::vector<std::uint32_t>& positions) {
    std::size_t removed = 0, added = 0;
    const std::size_t parts = std::max<std::size_t>(head_.parts.size(), 1);
    for (std::size_t i = 0; i < parts; ++i) {
      // A segment stands for what follows up to the next one's first node.
      const bool last = i + 1 == parts;
      const NodeId end = last ? no_node : head_.parts[i + 1].first;
      const std::size_t removed_before = removed, added_before = added;
      while (removed < changes.removed.size() && changes.removed[removed] < end) ++removed;
      while (added < changes.added.size() && changes.added[added].node < end) ++added;
      if (removed == removed_before && added == added_before) {
        if (!head_.parts.empty()) next_.parts.push_back(head_.parts[i]);
        continue;
      }
      const PostingList merged = merge(
          stored(i), std::span(changes.removed).subspan(removed_before, removed - removed_before),
          std::span(changes.added).subspan(added_before, added - added_before), positions);
      write(i, encode_postings(merged, length_of_, last));
    }
    finish();
  }

 private:
  PostingList stored(std::size_t part) {
    PostingList list;
    if (!head_.parts.empty()) {
      const std::string key = search_postings_key(term_, head_.parts[part].first);
      const auto record = out_.get(key);
      if (!record) corrupt("a list of words is missing");
      const std::string copy(record->substr(record_hash_size));
      PostingSegment(copy).append_to(list);
    } else if (!head_.inline_segment.empty()) {
      PostingSegment(head_.inline_segment).append_to(list);
    }
    return list;
  }

  static PostingList merge(const PostingList& old, std::span<const NodeId> removed,
                           std::span<const PostingList::Posting> added,
                           const std::vector<std::uint32_t>& positions) {
    PostingList merged;
    std::size_t next = 0;
    const auto add_before = [&](NodeId node) {
      for (; next < added.size() && added[next].node < node; ++next)
        merged.add(added[next].node,
                   std::span(positions).subspan(added[next].begin, added[next].count));
    };
    for (const auto& posting : old.postings) {
      add_before(posting.node);
      const bool replaced = next < added.size() && added[next].node == posting.node;
      if (!replaced && !std::ranges::binary_search(removed, posting.node))
        merged.add(posting.node, old.positions_of(posting));
    }
    add_before(no_node);
    return merged;
  }

  void write(std::size_t part, std::vector<EncodedSegment> segments) {
    const bool had_record = !head_.parts.empty();
    const bool same_key =
        had_record && !segments.empty() && segments.front().first == head_.parts[part].first;
    if (had_record && !same_key) out_.remove(search_postings_key(term_, head_.parts[part].first));
    for (EncodedSegment& segment : segments) {
      next_.parts.push_back({segment.first, segment.last, segment.size, segment.bound});
      fresh_[segment.first] = std::move(segment.bytes);
    }
  }

  /// Writes the new segments, or the only one within the head.
  void finish() {
    for (const TermHead::Part& part : next_.parts) next_.documents += part.size;
    std::string alone;
    if (next_.parts.size() == 1) {
      const NodeId first = next_.parts.front().first;
      alone = only_segment(first);
      if (!head_.parts.empty()) out_.remove(search_postings_key(term_, first));
      next_.inline_segment = alone;
      next_.parts.clear();
      fresh_.clear();
    }
    for (const auto& [first, bytes] : fresh_) {
      RecordWriter record;
      record.put_bytes(bytes);
      out_.put(search_postings_key(term_, first), record.bytes());
    }
    if (next_.documents == 0) {
      out_.remove(search_term_key(term_));
      return;
    }
    RecordWriter record;
    record.put_bytes(encode_head(next_));
    out_.put(search_term_key(term_), record.bytes());
  }

  std::string only_segment(NodeId first) {
    if (const auto found = fresh_.find(first); found != fresh_.end()) return found->second;
    const auto record = out_.get(search_postings_key(term_, first));
    if (!record) corrupt("a list of words is missing");
    return std::string(record->substr(record_hash_size));
  }

  WriteTransaction& out_;
  const std::string& term_;
  const LengthOf& length_of_;
  std::string record_;  // what head_ views
  TermHead head_, next_;
  std::map<NodeId, std::string> fresh_;
};

class SearchCommit {
 public:
  SearchCommit(Commit& commit, SearchState state)
      : commit_(commit), state_(std::move(state)), reader_(state_.fields), lengths_(commit) {
    for (std::size_t i = 0; i < state_.fields.size(); ++i)
      languages_.push_back(reader_.language_of(i));
    known_.resize(state_.fields.size());
  }

  /// One node: what its texts were (none: not in the index) and are.
  void change(NodeId node, std::span<const Value> before, std::span<const Value> now) {
    const std::uint32_t old = read(before, -1);
    for_terms(
        [&](TermChanges& term, std::span<const Occurrence>) { term.removed.push_back(node); });
    const std::uint32_t length = read(now, 1);
    for_terms([&](TermChanges& term, std::span<const Occurrence> places) {
      term.added.push_back({node, static_cast<std::uint32_t>(positions_.size()),
                            static_cast<std::uint32_t>(places.size())});
      for (const Occurrence& place : places) positions_.push_back(place.position);
    });
    if (old > 0) --state_.documents;
    if (length > 0) ++state_.documents;
    state_.words += std::uint64_t{length} - old;
    lengths_.set(node, length);
    if (positions_.size() >= batch_positions) write_terms();
  }

  void finish() {
    write_terms();
    write_words();
    lengths_.write();
    commit_.out.put(record_key(RecordKind::SearchState), encode_state(state_).bytes());
  }

 private:
  struct WordCount {
    std::int64_t difference = 0;  // texts that have the word, more than before
    std::uint64_t document = 0;   // the last one that was counted
  };
  /// A word in one language, so that it is stemmed and looked up once.
  struct KnownWord {
    TermChanges* term = nullptr;
    WordCount* count = nullptr;
  };
  struct Occurrence {
    TermChanges* term = nullptr;
    std::uint32_t position = 0;
    friend auto operator<=>(const Occurrence&, const Occurrence&) = default;
  };

  /// Puts the words of a row of values into occurrences_; returns how many there are.
  std::uint32_t read(std::span<const Value> values, std::int64_t difference) {
    occurrences_.clear();
    ++document_;
    reader_.each_word(values, [&](std::size_t field, const std::string& word, std::uint32_t at) {
      const KnownWord& known = known_word(field, word);
      if (known.count->document != document_) known.count->difference += difference;
      known.count->document = document_;
      occurrences_.push_back({known.term, at});
    });
    std::ranges::sort(occurrences_);
    return static_cast<std::uint32_t>(occurrences_.size());
  }

  const KnownWord& known_word(std::size_t field, const std::string& word) {
    KnownWord& known = known_[languages_[field]][word];
    if (!known.count) known.count = &words_[word];
    if (!known.term) known.term = &terms_[reader_.stem(field, word)];
    return known;
  }

  /// Calls `visit` for each term of occurrences_, with its places.
  template <class Visit>
  void for_terms(Visit visit) {
    for (std::size_t begin = 0, end = 0; begin < occurrences_.size(); begin = end) {
      while (end < occurrences_.size() && occurrences_[end].term == occurrences_[begin].term) ++end;
      visit(*occurrences_[begin].term, std::span(occurrences_).subspan(begin, end - begin));
    }
  }

  void write_terms() {
    std::vector<const std::string*> order;
    for (const auto& [term, changes] : terms_) order.push_back(&term);
    std::ranges::sort(order, [](auto* a, auto* b) { return *a < *b; });
    const LengthOf length_of = [this](NodeId node) { return lengths_.get(node); };
    for (const std::string* term : order)
      TermCommit(commit_.out, *term, length_of).apply(terms_.at(*term), positions_);
    known_.assign(known_.size(), {});  // they point to the terms
    terms_.clear();
    positions_.clear();
  }

  void write_words() {
    std::vector<std::pair<std::string, std::int64_t>> order;
    for (const auto& [word, count] : words_) order.emplace_back(word, count.difference);
    std::ranges::sort(order);
    for (const auto& [word, difference] : order) {
      if (difference == 0) continue;
      const std::string key = search_word_key(word);
      std::int64_t count = difference;
      if (const auto record = commit_.out.get(key))
        count += RecordReader(*record).get<std::uint32_t>();
      if (count <= 0) {
        commit_.out.remove(key);
        continue;
      }
      RecordWriter record;
      record.put(static_cast<std::uint32_t>(count));
      commit_.out.put(key, record.bytes());
    }
  }

  Commit& commit_;
  SearchState state_;
  DocumentReader reader_;
  NewLengths lengths_;
  std::unordered_map<std::string, TermChanges> terms_;
  std::unordered_map<std::string, WordCount> words_;
  std::vector<std::size_t> languages_;  // by field: where its words are in known_
  std::vector<std::unordered_map<std::string, KnownWord>> known_;
  std::vector<Occurrence> occurrences_;  // of the text being read
  std::uint64_t document_ = 0;
  std::vector<std::uint32_t> positions_;
};

void remove_index(Commit& commit) {
  Cursor cursor(commit.snapshot().transaction());
  for (bool more = cursor.seek(record_key(RecordKind::SearchTerm));
       more && cursor.key().front() <= static_cast<char>(RecordKind::SearchState);
       more = cursor.next())
    commit.out.remove(cursor.key());
}

/// Enters the texts of every node.
void build_index(Commit& commit, const std::vector<SearchField>& fields) {
  remove_index(commit);
  if (fields.empty()) return;
  SearchCommit index(commit, {text::analysis_version, 0, 0, fields});
  const ChangedTexts texts(commit.overlay, fields);
  const std::vector<Value> nothing(fields.size());
  for (NodeId node = 0; node < commit.layer.node_limit(); ++node) {
    const std::vector<Value> now = texts.now(node);
    if (!same_texts(nothing, now)) index.change(node, nothing, now);
  }
  index.finish();
}

void update_index(Commit& commit, SearchState state) {
  const ChangedTexts texts(commit.overlay, state.fields);
  std::optional<SearchCommit> index;
  for (const NodeId node : texts.candidates()) {
    const std::vector<Value> before = texts.before(node), now = texts.now(node);
    if (same_texts(before, now)) continue;
    if (!index) index.emplace(commit, state);
    index->change(node, before, now);
  }
  if (index) index->finish();
}

}  // namespace

void commit_search(Commit& commit) {
  const auto declared = OverlayView(commit.overlay).metadata(search_metadata);
  const auto stored = commit.snapshot().transaction().get(record_key(RecordKind::SearchState));
  if (!declared && !stored) return;
  const std::vector<SearchField> fields = parse_search_fields(declared.value_or(""));
  SearchState state;
  if (stored) state = decode_state(*stored);
  if (state.analysis != text::analysis_version || state.fields != fields)
    return build_index(commit, fields);
  update_index(commit, std::move(state));
}

}  // namespace normgraph::store
