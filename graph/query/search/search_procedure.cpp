// CALL norm.search('words') and norm.search_in('words', things): full-text search as rows, best
// first. Few rows are ranked at first: whoever takes no more never pays for the rest.

#include "graph/query/search/search_procedure.hpp"

#include <algorithm>

#include "graph/query/context.hpp"
#include "graph/query/search/snippet.hpp"

namespace normgraph::query {

namespace {

constexpr std::size_t first_rows = 32;

enum Column : std::size_t {
  rank_column,
  node_column,
  score_column,
  field_column,
  snippet_column,
  total_column,
  columns
};

const std::vector<ProcedureField>& result_fields() {
  static const std::vector<ProcedureField> fields{
      {"rank", "INTEGER", false}, {"node", "NODE", false},      {"score", "FLOAT", false},
      {"field", "STRING", false}, {"snippet", "STRING", false}, {"total", "INTEGER", false}};
  return fields;
}

std::vector<NodeId> nodes_of(const List& things) {
  std::vector<NodeId> nodes;
  for (const Value& thing : things) {
    if (thing.is_null()) continue;
    if (thing.type() != Type::Node)
      throw Error(
          ErrorKind::Type, "NG3320", "TypeError", "InvalidArgumentType",
          "norm.search_in needs a list of nodes, not of " + std::string(type_name(thing.type())))
          .at_runtime();
    nodes.push_back(thing.as_node());
  }
  std::ranges::sort(nodes);
  return nodes;
}

class SearchRows final : public ProcedureRows {
 public:
  SearchRows(std::vector<Value> arguments, std::vector<bool> wanted, Context& context)
      : wanted_(std::move(wanted)), context_(context), index_(context.view->search_index()) {
    if (arguments.front().is_null()) return;
    if (!index_)
      throw Error(ErrorKind::Reference, "NG4030", "SyntaxError", "NothingSearched",
                  "no property of this graph is declared to be searched")
          .hint("in the schema of the data, give a property of text \"search\": true")
          .at_runtime();
    request_.items = store::parse_search(arguments.front().as_string());
    request_.check = [this] { context_.check("Search"); };
    if (arguments.size() > 1 && !arguments[1].is_null()) {
      among_ = nodes_of(arguments[1].as_list());
      request_.among = &among_;
    }
    begin();
  }

  bool next(std::vector<Value>& row) override {
    if (at_ == hits_.size() && !rank_more()) return false;
    const store::SearchHit& hit = hits_[at_++];
    row.assign(columns, Value());
    row[rank_column] = Value::integer(static_cast<std::int64_t>(at_));
    row[node_column] = Value::node(hit.node);
    row[score_column] = Value::real(hit.score);
    row[total_column] = Value::integer(static_cast<std::int64_t>(total_));
    if (!wanted_[field_column] && !wanted_[snippet_column]) return true;
    if (!snippets_) snippets_.emplace(*context_.view, index_->fields(), request_.items);
    Snippet snippet = snippets_->make(hit.node);
    row[field_column] = Value::string(std::move(snippet.field));
    row[snippet_column] = Value::string(std::move(snippet.text));
    return true;
  }

 private:
  /// All the words; where no text has all of them, any.
  void begin() {
    request_.limit = first_rows;
    hits_ = index_->rank(request_);
    if (hits_.empty() && request_.items.size() > 1) {
      request_.any = true;
      hits_ = index_->rank(request_);
      if (!hits_.empty()) warn("no text has all of these words: the ones with some of them follow");
    }
    complete_ = hits_.size() < first_rows;
    if (hits_.empty() || request_.any) suggest();
    if (wanted_[total_column]) total_ = index_->count(request_);
  }

  bool rank_more() {
    if (complete_) return false;
    complete_ = true;
    request_.limit = static_cast<std::size_t>(-1);
    hits_ = index_->rank(request_);
    return at_ < hits_.size();
  }

  /// "Did you mean", for words that no text has.
  void suggest() {
    constexpr std::size_t most_words = 5;
    std::size_t asked = 0;
    for (const store::SearchItem& item : request_.items) {
      if (item.kind == store::SearchItem::Kind::Prefix) continue;
      for (const std::string& word : item.words) {
        if (index_->documents_with(word) > 0 || ++asked > most_words) continue;
        std::string near;
        for (const std::string& known : index_->near_words(word, 3))
          near += (near.empty() ? "" : ", ") + known;
        warn("no text has the word " + word + (near.empty() ? "" : "; did you mean " + near + "?"));
      }
    }
    if (hits_.empty() && asked == 0)
      warn(request_.among ? "nothing that is selected has these words" : "no text has this");
  }

  void warn(std::string text) {
    if (!context_.warnings || std::ranges::count(*context_.warnings, text) > 0) return;
    context_.warnings->push_back(std::move(text));
  }

  std::vector<bool> wanted_;
  Context& context_;
  std::unique_ptr<store::SearchIndex> index_;
  store::SearchRequest request_;
  std::vector<NodeId> among_;
  std::vector<store::SearchHit> hits_;
  std::size_t at_ = 0;
  std::uint64_t total_ = 0;
  bool complete_ = true;
  std::optional<SnippetMaker> snippets_;
};

std::unique_ptr<ProcedureRows> open_search(std::vector<Value> arguments, std::vector<bool> wanted,
                                           Context& context) {
  return std::make_unique<SearchRows>(std::move(arguments), std::move(wanted), context);
}

}  // namespace

std::vector<Procedure> search_procedures() {
  Procedure everywhere;
  everywhere.name = "norm.search";
  everywhere.parameters = {{"words", "STRING", true}};
  everywhere.results = result_fields();
  everywhere.open = open_search;
  Procedure among = everywhere;
  among.name = "norm.search_in";
  among.parameters.push_back({"things", "LIST", true});
  return {std::move(everywhere), std::move(among)};
}

}  // namespace normgraph::query
