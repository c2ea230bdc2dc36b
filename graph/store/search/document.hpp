#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "graph/store/overlay.hpp"
#include "graph/store/search/search_index.hpp"
#include "graph/text/analysis.hpp"

namespace normgraph::store {

/// A node's texts as one row of words: what is indexed of it.
class Document {
 public:
  /// Stems with their positions, ascending; words without repetition.
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> terms;
  std::set<std::string, std::less<>> words;
  std::uint32_t length = 0;  // words, repetitions counted
};

/// Turns values of searched properties into words and stems. Not thread-safe.
class DocumentReader {
 public:
  explicit DocumentReader(const std::vector<SearchField>& fields);
  ~DocumentReader();
  /// `values` in the order of the fields: strings, lists of strings; others have no words. Between
  /// two texts a position is left free, so that no phrase reaches across.
  Document read(std::span<const Value> values);
  /// Calls `visit(field, word, position)` for each word of the values, in order.
  template <class Visit>
  void each_word(std::span<const Value> values, Visit visit) {
    std::uint32_t position = 0;
    const auto read_text = [&](std::size_t field, std::string_view text) {
      for (text::WordReader reader(text); reader.next(); ++position)
        visit(field, reader.word(), position);
      ++position;
    };
    for (std::size_t field = 0; field < values.size(); ++field) {
      const Value& value = values[field];
      if (value.type() == Type::String) read_text(field, value.as_string());
      if (value.type() != Type::List) continue;
      for (const Value& item : value.as_list())
        if (item.type() == Type::String) read_text(field, item.as_string());
    }
  }
  /// Which fields have the language of this one: the first of them.
  std::size_t language_of(std::size_t field) const {
    return static_cast<std::size_t>(std::ranges::find(stemmers_, stemmers_[field]) -
                                    stemmers_.begin());
  }
  /// The stems of a word in the languages of the fields, each once.
  std::vector<std::string> stems(const std::string& word);
  /// The stem in the language of one field.
  const std::string& stem(std::size_t field, const std::string& word);

 private:
  std::map<std::string, std::unique_ptr<text::Stemmer>> languages_;
  std::vector<text::Stemmer*> stemmers_;  // by field
};

/// Nodes whose texts the layers of an overlay change, and what they were and are.
class ChangedTexts {
 public:
  ChangedTexts(const Overlay& overlay, const std::vector<SearchField>& fields);
  /// Nodes that may have changed, ascending.
  std::vector<NodeId> candidates() const;
  /// The values before (in the snapshot) and now; all null where the node does not exist.
  std::vector<Value> before(NodeId node) const;
  std::vector<Value> now(NodeId node) const;

 private:
  const Overlay& overlay_;
  std::vector<KeyId> keys_;  // by field; no_key: nothing has the property
};

/// Whether two rows of values read the same.
bool same_texts(std::span<const Value> a, std::span<const Value> b);

}  // namespace normgraph::store
