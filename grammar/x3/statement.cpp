#include "grammar/x3/entry.hpp"
#include "grammar/x3/references.hpp"
#include "grammar/x3/rules.hpp"

// A whole statement: EXPLAIN and the day it is asked for before it, FORMAT and INTO behind it.

namespace normgraph::syntax {
namespace {

using ast::Statement;

const x3::rule<struct whole_statement_id, Statement> whole_statement = "whole statement";
const x3::rule<struct index_id, ast::CreateIndex> create_index = "create index";
const x3::rule<struct drop_index_id, ast::DropIndex> drop_index = "drop index";
using ast::CreateIndex;
const auto create_index_ahead = ahead([](const State& state, Iterator p) {
  // Told by its second word; CREATE itself is a clause.
  for (const std::string_view word : {"CREATE", "UNIQUE", "INDEX"}) {
    const Iterator stop = scan_name(p, state.end);
    if (equals_word({p, static_cast<std::size_t>(stop - p)}, word)) {
      if (word == "INDEX") return true;
      p = state.skip(stop);
    } else if (word != "UNIQUE") {
      return false;
    }
  }
  return false;
});
const auto index_name = !keyword("IF") >> variable[into<&CreateIndex::name>];
// clang-format off
const auto create_index_def =
    create_index_ahead >> keyword("CREATE")
    >> -keyword("UNIQUE")[set<&CreateIndex::unique, true>] >> keyword("INDEX") >> -index_name
    >> -(keyword("IF") >> keyword("NOT") >> keyword("EXISTS"))[set<&CreateIndex::if_not_exists, true>]
    >> keyword("FOR") >> open_parenthesis >> variable >> colon >> any_name[into<&CreateIndex::label>]
    >> close_parenthesis >> keyword("ON") >> open_parenthesis >> variable >> symbol(".", "a dot")
    >> any_name[into<&CreateIndex::property>] >> close_parenthesis;
const auto drop_index_def =
    keyword("DROP") >> keyword("INDEX") >> variable[into<&ast::DropIndex::name>]
    >> -(keyword("IF") >> keyword("EXISTS"))[set<&ast::DropIndex::if_exists, true>];
// clang-format on

const x3::rule<struct transaction_id, ast::TransactionControl> transaction = "transaction";
using ast::TransactionControl;
template <TransactionControl control>
struct SetControl {
  template <typename C>
  void operator()(C& context) const {
    x3::_val(context) = control;
  }
};
const auto transaction_def = (keyword("BEGIN")[SetControl<TransactionControl::Begin>{}] |
                              keyword("COMMIT")[SetControl<TransactionControl::Commit>{}] |
                              keyword("ROLLBACK")[SetControl<TransactionControl::Rollback>{}]) >>
                             -keyword("TRANSACTION");

const x3::rule<struct plain_id, Statement> plain_statement = "plain statement";
const auto plain_statement_def =
    create_index[as_node] | drop_index[as_node] | transaction[as_node] | query[as_node];

// ---- what stands around ----
const auto take_body = [](auto& context) {
  Statement& read = x3::_attr(context);
  Statement& result = x3::_val(context);
  result.node = std::move(read.node);
  add(result.time, std::move(read.time));
};
const auto take_time = [](auto& context) {
  add(x3::_val(context).time, std::move(x3::_attr(context)));
};
using ast::ExplainMode;
// clang-format off
const auto prefix =
      keyword("EXPLAIN")[set<&Statement::explain, ExplainMode::Explain>]
    | keyword("PROFILE")[set<&Statement::explain, ExplainMode::Profile>]
    | time_option[take_time];
const auto statement_words = named("a statement such as MATCH or GAPS");
const auto statement_def = located[nested[
    *statement_words[prefix]
    >> statement_words[domain_statement[take_body] | plain_statement[take_body]]
    >> *(  (keyword("FORMAT") >> any_name[once<&Statement::format>])
         | (keyword("INTO") >> string_value[once<&Statement::into>]))]];
// clang-format on

/// The end of the text, behind an optional semicolon.
const auto end_of_text =
    named("the end of the statement")[-symbol(";", "a semicolon") >>
                                      scanned<bool>([](State& state, Iterator& p,
                                                       bool&) { return p == state.end; },
                                                    "the end of the statement")];
const auto whole_statement_def = statement[whole] >> end_of_text;

BOOST_SPIRIT_DEFINE(create_index, drop_index, transaction, plain_statement, whole_statement)

}  // namespace

BOOST_SPIRIT_DEFINE(statement)
BOOST_SPIRIT_INSTANTIATE(StatementRule, Iterator, Context)

bool read_statement(State& state, ast::Statement& result) {
  Iterator first = state.begin;
  const Context context = x3::make_context<StateTag>(state);
  return whole_statement.parse(first, state.end, context, x3::unused, result);
}

}  // namespace normgraph::syntax
