#include "grammar/x3/rules.hpp"

// Whole queries: clauses in a row, UNION between them, and what may follow what.

namespace normgraph::syntax {
namespace {

const x3::rule<struct single_id, ast::SingleQuery> single_query = "single query";

bool is_return(const ast::Clause& clause) {
  return std::holds_alternative<ast::Return>(clause.node);
}
bool is_update(const ast::Clause& clause) {
  return std::visit(
      [](const auto& node) {
        using Node = std::decay_t<decltype(node)>;
        return std::is_same_v<Node, ast::Create> || std::is_same_v<Node, ast::Merge> ||
               std::is_same_v<Node, ast::Set> || std::is_same_v<Node, ast::Remove> ||
               std::is_same_v<Node, ast::Delete> || std::is_same_v<Node, ast::Forget> ||
               std::is_same_v<Node, ast::Foreach>;
      },
      clause.node);
}

[[noreturn]] void reject_composition(const State& state, Span place, std::string message,
                                     std::string hint) {
  const Iterator first = state.begin + place.offset;
  const Iterator word = scan_name(first, state.end);
  state.reject("NG1013", "InvalidClauseComposition", std::move(message), first,
               word == first ? first + place.length : word, std::move(hint));
}

/// MATCH, WITH, UNWIND, FILTER and LET hand rows on; somebody must take them.
void check_last_clause(const State& state, const ast::Query& query) {
  for (const ast::SingleQuery& part : query.parts) {
    const ast::Clause& last = part.clauses.back();
    const bool ends = is_return(last) || is_update(last) ||
                      std::holds_alternative<ast::Call>(last.node) ||
                      std::holds_alternative<ast::CallSubquery>(last.node);
    if (ends) continue;
    reject_composition(state, last.span, "the query does nothing with the rows of its last clause",
                       "end it with RETURN or with a writing clause such as CREATE or SET");
  }
}

void check_union(const State& state, const ast::Query& query) {
  for (std::size_t i = 1; i < query.all_between.size(); ++i) {
    if (query.all_between[i] == query.all_between[0]) continue;
    reject_composition(state, query.parts[i + 1].clauses.front().span,
                       "UNION and UNION ALL cannot be mixed in one query",
                       "put one of them into CALL { … }");
  }
}

void check_reads_only(const State& state, const std::vector<ast::Clause>& clauses);
void check_reads_only(const State& state, const ast::Query& query) {
  for (const ast::SingleQuery& part : query.parts) check_reads_only(state, part.clauses);
}
void check_reads_only(const State& state, const std::vector<ast::Clause>& clauses) {
  for (const ast::Clause& clause : clauses) {
    if (is_update(clause)) {
      reject_composition(state, clause.span, "a subquery in an expression cannot write",
                         "write in a clause of its own");
    }
    if (const auto* inner = std::get_if<ast::CallSubquery>(&clause.node))
      check_reads_only(state, *inner->query);
  }
}

const auto more_clauses = [](auto& context) {
  const std::vector<ast::Clause>& clauses = x3::_val(context).clauses;
  x3::_pass(context) = clauses.empty() || !is_return(clauses.back());
};
/// `UNION [ALL] part`; a rule of its own, so that a UNION without a part leaves nothing behind.
struct UnionPart {
  bool all = false;
  ast::SingleQuery part;
};
const x3::rule<struct union_part_id, UnionPart> union_part = "union part";
const auto add_union_part = [](auto& context) {
  UnionPart& read = x3::_attr(context);
  x3::_val(context).all_between.push_back(read.all);
  x3::_val(context).parts.push_back(std::move(read.part));
};
/// Where a query ends, what may follow it comes next. Anything else is a syntax error further on,
/// which says more than that the query lacks an end.
bool query_ends(const State& state, Iterator p) {
  p = state.skip(p);
  if (p == state.end || *p == ';' || *p == '}') return true;
  const std::string_view word(p, static_cast<std::size_t>(scan_name(p, state.end) - p));
  return equals_word(word, "FORMAT") || equals_word(word, "INTO");
}

const auto take_query = [](auto& context) {
  const State& state = state_of(context);
  if (query_ends(state, x3::_where(context).begin())) {
    check_union(state, x3::_attr(context));
    check_last_clause(state, x3::_attr(context));
  }
  x3::_val(context) = std::move(x3::_attr(context));
};
const auto take_subquery = [](auto& context) {
  check_union(state_of(context), x3::_attr(context));
  check_reads_only(state_of(context), x3::_attr(context));
  x3::_val(context) = std::move(x3::_attr(context));
};

const x3::rule<struct parts_id, ast::Query> parts = "parts";
// clang-format off
const auto single_query_def = located[
    +(x3::eps[more_clauses]
      >> named("a clause such as MATCH or RETURN")[
             reading_clause[append<&ast::SingleQuery::clauses>]
           | updating_clause[append<&ast::SingleQuery::clauses>]])];
const auto union_part_def =
    keyword("UNION") >> -keyword("ALL")[set<&UnionPart::all, true>]
    >> single_query[into<&UnionPart::part>];
const auto parts_def = located[
    single_query[append<&ast::Query::parts>] >> *union_part[add_union_part]];
// clang-format on
const auto query_def = parts[take_query];
const auto subquery_body_def = parts[take_subquery];

BOOST_SPIRIT_DEFINE(single_query, union_part, parts)

}  // namespace

BOOST_SPIRIT_DEFINE(query, subquery_body)
BOOST_SPIRIT_INSTANTIATE(QueryRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(SubqueryBodyRule, Iterator, Context)

}  // namespace normgraph::syntax
