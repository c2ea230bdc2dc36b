#include <gtest/gtest.h>

#include <random>

#include "grammar/error.hpp"
#include "graph/store/layout.hpp"
#include "graph/store/lmdb.hpp"
#include "graph/store/search/search_index.hpp"
#include "graph/store/view.hpp"
#include "graph/text/analysis.hpp"
#include "tests/support/naive_search.hpp"
#include "tests/support/store_fixture.hpp"

namespace normgraph::store {
namespace {

using tests::NaiveSearch;

const std::vector<std::string> vocabulary = {
    "risk",   "risks",      "management", "manage", "managing",  "system", "systems",   "data",
    "govern", "governance", "governing",  "human",  "oversight", "record", "recording", "test"};

class SearchModel {
 public:
  explicit SearchModel(unsigned seed) : random_(seed), store_(open_store({.memory = true})) {
    const auto transaction = store_->begin_write();
    transaction->writer().set_metadata(search_metadata,
                                       to_text({{"title", "english"}, {"text", "english"}}));
    transaction->commit();
  }

  void change(Transaction& transaction, int changes) {
    GraphWriter& writer = transaction.writer();
    const KeyId title = writer.intern_key("title"), text = writer.intern_key("text");
    const KeyId other = writer.intern_key("other");
    for (int i = 0; i < changes; ++i) {
      const NodeId limit = transaction.view().node_limit();
      const NodeId node = limit > 0 ? static_cast<NodeId>(random_() % limit) : no_node;
      const auto what = random_() % 8;
      if (what < 3 || node == no_node || !transaction.view().exists(node)) {
        const LabelId label = writer.intern_label("Text");
        writer.create_node(std::span(&label, 1), {{title, words(5)}, {text, words(60)}});
      } else if (what == 3) {
        writer.delete_node(node);
      } else if (what == 4) {
        writer.set_property(node, other, words(3));
      } else {
        writer.set_property(node, random_() % 2 ? title : text,
                            random_() % 8 ? words(30) : Value());
      }
    }
  }

  /// All kinds of searches against the naive scan of what the view shows.
  void check(const GraphView& view) {
    std::vector<NaiveSearch::Text> texts;
    for (NodeId node = 0; node < view.node_limit(); ++node) {
      if (!view.exists(node)) continue;
      NaiveSearch::Text& text = texts.emplace_back();
      text.node = node;
      for (const char* name : {"title", "text"}) {
        const KeyId key = view.find_key(name);
        const Value value = key == no_key ? Value() : view.node_property(key, node);
        text.parts.push_back(value.is_null() ? "" : value.as_string());
      }
    }
    NaiveSearch naive(texts, "english");
    const auto index = view.search_index();
    ASSERT_NE(index, nullptr);
    for (int i = 0; i < 12 && !testing::Test::HasFailure(); ++i) {
      const bool any = random_() % 4 == 0;
      std::vector<std::string> items;
      for (auto n = 1 + random_() % 3; n > 0; --n) items.push_back(item());
      std::sort(items.begin(), items.end());
      items.erase(std::unique(items.begin(), items.end()), items.end());
      compare(*index, items, any, naive.find(items, any));
    }
  }

  Store& store() { return *store_; }
  std::mt19937& random() { return random_; }

 private:
  std::string word() { return vocabulary[random_() % (1 + random_() % vocabulary.size())]; }
  Value words(std::size_t most) {
    std::string text;
    for (auto n = random_() % most; n > 0; --n) text += word() + (random_() % 9 ? " " : ", ");
    return Value::string(text);
  }
  std::string item() {
    switch (random_() % 4) {
      case 0:
        return word().substr(0, 1 + random_() % 5) + "*";
      case 1:
        return '"' + word() + " " + word() + '"';
      default:
        return word();
    }
  }

  void compare(const SearchIndex& index, const std::vector<std::string>& items, bool any,
               const NaiveSearch::Hits& expected) {
    SearchRequest request;
    std::string text;
    for (const std::string& item : items) text += item + " ";
    SCOPED_TRACE(text + (any ? "(any)" : "(all)"));
    request.items = parse_search(text);
    request.any = any;
    expect_same(index.rank(request), expected);
    EXPECT_EQ(index.count(request), expected.size());
    request.limit = 1 + random_() % 12;
    NaiveSearch::Hits best = expected;
    if (best.size() > request.limit) best.resize(request.limit);
    expect_same(index.rank(request), best);
    std::vector<NodeId> among;
    for (NodeId node = 0; node < 400; ++node)
      if (node % 3 == 0) among.push_back(node);
    request.among = &among;
    std::size_t selected = 0;
    for (const auto& [node, score] : expected)
      selected += std::binary_search(among.begin(), among.end(), node) ? 1 : 0;
    EXPECT_EQ(index.count(request), selected);
    EXPECT_EQ(index.rank(request).size(), std::min(selected, request.limit));
  }

  static void expect_same(const std::vector<SearchHit>& hits, const NaiveSearch::Hits& expected) {
    ASSERT_EQ(hits.size(), expected.size());
    for (std::size_t i = 0; i < hits.size(); ++i)
      EXPECT_NEAR(hits[i].score, expected[i].second, 1e-9) << "hit " << i;
    // Among equal scores sums in another order may differ in the last bit: compare as sets.
    std::vector<NodeId> a, b;
    const double last = expected.empty() ? 0 : expected.back().second + 1e-9;
    for (std::size_t i = 0; i < hits.size(); ++i) {
      if (hits[i].score > last) a.push_back(hits[i].node);
      if (expected[i].second > last) b.push_back(expected[i].first);
    }
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    EXPECT_EQ(a, b);
  }

  std::mt19937 random_;
  std::unique_ptr<Store> store_;
};

class Search : public testing::TestWithParam<unsigned> {};

TEST_P(Search, AgreesWithANaiveScanInAndAfterTransactions) {
  SearchModel model(GetParam());
  for (int i = 0; i < 8 && !HasFailure(); ++i) {
    const auto transaction = model.store().begin_write();
    transaction->begin_statement();
    model.change(*transaction, 1 + static_cast<int>(model.random()() % (i == 0 ? 300 : 40)));
    transaction->keep_statement();
    model.check(transaction->view());
    transaction->begin_statement();
    model.change(*transaction, 10);
    model.check(transaction->view());
    transaction->undo_statement();
    model.check(transaction->view());
    if (i % 4 != 3) transaction->commit();
    model.check(model.store().begin_read()->view());
    EXPECT_EQ(model.store().verify(), std::vector<std::string>());
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Search, testing::Range(1u, 7u));

TEST(SearchStore, ListsOfManySegmentsStayRight) {
  SearchModel model(99);
  for (int i = 0; i < 3; ++i) {
    const auto transaction = model.store().begin_write();
    model.change(*transaction, i == 0 ? 9000 : 300);
    transaction->commit();
    EXPECT_EQ(model.store().verify(), std::vector<std::string>());
    SearchRequest request;
    request.items = parse_search("risk system");
    const auto reading = model.store().begin_read();
    EXPECT_EQ(reading->view().search_index()->rank(request).size(),
              reading->view().search_index()->count(request));
  }
}

TEST(SearchStore, WhatIsSearchedCanChange) {
  const auto store = open_store({.memory = true});
  auto transaction = store->begin_write();
  const KeyId title = transaction->writer().intern_key("title");
  transaction->writer().create_node({}, {{title, Value::string("Häuser für Risiken")}});
  transaction->commit();
  EXPECT_EQ(store->begin_read()->view().search_index(), nullptr);

  transaction = store->begin_write();
  transaction->writer().set_metadata(search_metadata, to_text({{"title", "german"}}));
  transaction->commit();
  SearchRequest request;
  request.items = parse_search("RISIKO HAUSER");
  EXPECT_EQ(store->begin_read()->view().search_index()->count(request), 0u);
  request.items = parse_search("risiken hausern");
  EXPECT_EQ(store->begin_read()->view().search_index()->count(request), 1u);

  transaction = store->begin_write();
  transaction->writer().set_metadata(search_metadata, "");
  transaction->commit();
  EXPECT_EQ(store->begin_read()->view().search_index(), nullptr);
  EXPECT_EQ(store->verify(), std::vector<std::string>());
}

/// Changes some bytes of one record of the index and gives it a right hash, so that only decoding
/// can find out.
void damage_a_record(const std::string& path, std::mt19937& random) {
  Environment environment({.path = path});
  std::vector<std::pair<std::string, std::string>> records;
  {
    const ReadTransaction reading(environment);
    Cursor cursor(reading);
    for (bool more = cursor.seek(record_key(RecordKind::SearchTerm)); more; more = cursor.next())
      records.emplace_back(cursor.key(), cursor.value());
  }
  auto& [key, record] = records[random() % records.size()];
  for (auto n = 1 + random() % 4; n > 0; --n)
    record[record_hash_size + random() % (record.size() - record_hash_size)] =
        static_cast<char>(random() % 4 ? random() : 0);
  if (random() % 4 == 0) record.resize(record_hash_size + random() % 8);
  WriteTransaction writing(environment);
  writing.put(key, record);
  writing.commit();
}

TEST(SearchStore, DamagedRecordsAreErrorsNeverCrashes) {
  std::mt19937 random(7);
  std::size_t found = 0;
  for (int i = 0; i < 60; ++i) {
    const TemporaryFolder folder;
    const std::string path = folder.file("g");
    {
      const auto store = open_store({.path = path});
      const auto transaction = store->begin_write();
      const KeyId title = transaction->writer().intern_key("title");
      transaction->writer().set_metadata(search_metadata, to_text({{"title", "english"}}));
      for (int n = 0; n < 3000; ++n)
        transaction->writer().create_node(
            {}, {{title, Value::string("risk " + vocabulary[random() % vocabulary.size()])}});
      transaction->commit();
    }
    damage_a_record(path, random);
    const auto store = open_store({.path = path, .read_only = true});
    found += store->verify().empty() ? 0 : 1;
    for (const char* words : {"risk", "risk system", "\"risk data\"", "r* s* m*", "manage zzz"}) {
      try {
        const auto reading = store->begin_read();
        SearchRequest request;
        request.items = parse_search(words);
        const auto index = reading->view().search_index();
        if (!index) continue;
        index->rank(request);
        request.any = true;
        index->count(request);
        index->near_words("rsik", 3);
      } catch (const Error& error) {
        EXPECT_EQ(error.kind, ErrorKind::Storage) << error.message;
      }
    }
  }
  EXPECT_GT(found, 50u);  // some bytes say the same in another way, or only bound scores
}

TEST(SearchStore, WordsOfAnyScriptAreFolded) {
  EXPECT_EQ(text::words_of("Prüf-Norm, ÉTAT ﬁn 2024/1689"),
            (std::vector<std::string>{"pruf", "norm", "etat", "fin", "2024", "1689"}));
  EXPECT_EQ(text::words_of("Straße ΣΊΣΥΦΟΣ"), (std::vector<std::string>{"strasse", "σισυφοσ"}));
  EXPECT_EQ(text::words_of("人工智能 AI"),
            (std::vector<std::string>{"人", "工", "智", "能", "ai"}));
  EXPECT_EQ(text::words_of(" \xFF a\xC3 .. "), (std::vector<std::string>{"a"}));
  EXPECT_EQ(text::words_of(std::string(1000, 'x')).front().size(), text::longest_word);
}

TEST(SearchStore, SearchedWordsAreItems) {
  using Kind = SearchItem::Kind;
  EXPECT_EQ(parse_search("  Risk \"Data  Governance\" manag* 2024/1689 risk"),
            (std::vector<SearchItem>{{Kind::Word, {"risk"}},
                                     {Kind::Phrase, {"data", "governance"}},
                                     {Kind::Prefix, {"manag"}},
                                     {Kind::Phrase, {"2024", "1689"}}}));
  EXPECT_EQ(parse_search("\"open phrase").front().words.size(), 2u);
  for (const char* nothing : {"", "   ", "\"\"", "* - \"", "…"})
    EXPECT_THROW(parse_search(nothing), Error);
  std::string many;
  for (int i = 0; i < 10000; ++i) many += "w" + std::to_string(i) + " ";
  EXPECT_THROW(parse_search(many), Error);
}

}  // namespace
}  // namespace normgraph::store
