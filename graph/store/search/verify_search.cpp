#include "graph/store/search/verify_search.hpp"

#include <unordered_map>

#include "graph/store/errors.hpp"
#include "graph/store/search/document.hpp"
#include "graph/store/search/postings.hpp"
#include "graph/store/search/search_records.hpp"
#include "graph/store/search/term_cursor.hpp"

namespace normgraph::store {

namespace {

constexpr std::size_t most_problems = 20;

/// What an index of the texts must say.
class Expected {
 public:
  Expected(const Snapshot& snapshot, const SearchState& state)
      : snapshot_(snapshot), state_(state), reader_(state.fields) {
    for (const SearchField& field : state.fields) keys_.push_back(find_key(field.property));
    const auto limit = static_cast<NodeId>(snapshot.counts().node_limit);
    lengths_.resize(limit);
    for (NodeId node = 0; node < limit; ++node) add(node);
  }

  std::vector<std::string> compare() {
    if (documents_ != state_.documents || words_in_all_ != state_.words)
      report("its number of texts or words is wrong");
    compare_lengths();
    compare_terms();
    compare_words();
    return std::move(problems_);
  }

 private:
  KeyId find_key(const std::string& property) const {
    const std::size_t key = snapshot_.catalog().keys.find(property);
    return key == NameTable::npos ? no_key : static_cast<KeyId>(key);
  }

  void add(NodeId node) {
    if (snapshot_.label_set(node) == no_label_set) return;
    std::vector<Value> values(keys_.size());
    for (std::size_t i = 0; i < keys_.size(); ++i)
      if (keys_[i] != no_key) values[i] = snapshot_.property(node_owner, keys_[i], node);
    const Document document = reader_.read(values);
    for (const auto& [term, positions] : document.terms) ++terms_[term];
    for (const std::string& word : document.words) ++words_[word];
    lengths_[node] = document.length;
    words_in_all_ += document.length;
    documents_ += document.length > 0 ? 1 : 0;
  }

  void report(std::string problem) {
    if (problems_.size() < most_problems)
      problems_.push_back("the full-text index: " + std::move(problem));
  }

  void compare_lengths() {
    const StoredLengths stored(snapshot_.transaction(), static_cast<NodeId>(lengths_.size()));
    for (NodeId node = 0; node < lengths_.size(); ++node)
      if (stored(node) != lengths_[node])
        report("the length of the texts of node " + std::to_string(node) + " is wrong");
  }

  void compare_terms() {
    const auto limit = static_cast<NodeId>(lengths_.size());
    for (const auto& [term, documents] : terms_) {
      std::uint32_t found = 0;
      for (TermCursor cursor(snapshot_.transaction(), term, limit); cursor.node() != no_node;
           cursor.next())
        ++found;
      if (found != documents) report("the word " + term + " is in another number of texts");
    }
    count_records(RecordKind::SearchTerm, terms_.size(), "terms");
  }

  void compare_words() {
    for (const auto& [word, texts] : words_) {
      const auto record = snapshot_.transaction().get(search_word_key(word));
      if (!record || RecordReader(*record).get<std::uint32_t>() != texts)
        report("the word " + word + " is in another number of texts");
    }
    count_records(RecordKind::SearchWord, words_.size(), "words");
  }

  void count_records(RecordKind kind, std::size_t expected, const std::string& what) {
    const std::string prefix = record_key(kind);
    std::size_t count = 0;
    Cursor cursor(snapshot_.transaction());
    for (bool more = cursor.seek(prefix); more && cursor.key().starts_with(prefix);
         more = cursor.next())
      ++count;
    if (count != expected) report("it has " + what + " that no text has");
  }

  const Snapshot& snapshot_;
  const SearchState& state_;
  DocumentReader reader_;
  std::vector<KeyId> keys_;
  std::vector<std::uint32_t> lengths_;
  std::unordered_map<std::string, std::uint32_t> terms_, words_;
  std::uint64_t documents_ = 0, words_in_all_ = 0;
  std::vector<std::string> problems_;
};

}  // namespace

void decode_search_record(Bytes key, Bytes record) {
  const Bytes body = record.substr(record_hash_size);
  PostingList list;
  switch (static_cast<RecordKind>(key.front())) {
    case RecordKind::SearchTerm: {
      const TermHead head = decode_head(body);
      if (head.parts.empty()) PostingSegment(head.inline_segment).append_to(list);
      return;
    }
    case RecordKind::SearchPostings:
      return PostingSegment(body).append_to(list);
    case RecordKind::SearchLengths:
      static_cast<void>(LengthSegment(record));
      return;
    case RecordKind::SearchWord:
      RecordReader(record).get<std::uint32_t>();
      return;
    case RecordKind::SearchState:
      decode_state(record);
      return;
    default:
      corrupt("a record of an unknown kind");
  }
}

std::vector<std::string> verify_search(const Snapshot& snapshot) {
  const auto record = snapshot.transaction().get(record_key(RecordKind::SearchState));
  if (!record) return {};
  const SearchState state = decode_state(*record);
  if (state.analysis != text::analysis_version)
    return {};  // of another release: made anew on writing
  return Expected(snapshot, state).compare();
}

}  // namespace normgraph::store
