// What domain statements mean: each is a rewriting into pattern queries (language.md §5 of the
// design; docs of each statement are with its function).

#include "grammar/rewrite.hpp"

#include "grammar/rewrite/statements.hpp"
#include "grammar/rewrite/text.hpp"

namespace normgraph {

namespace {

template <class... Functions>
struct Overload : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Overload(Functions...) -> Overload<Functions...>;

}  // namespace

bool is_domain_statement(const ast::Statement& statement) {
  return std::visit(
      Overload{[](const ast::Query&) { return false; },
               [](const ast::CreateIndex&) { return false; },
               [](const ast::DropIndex&) { return false; },
               [](const ast::TransactionControl&) { return false; },
               [](const ast::Load&) { return false; }, [](const auto&) { return true; }},
      statement.node);
}

Rewriting rewrite(const ast::Statement& statement, const Vocabulary& vocabulary) {
  const Span place = statement.span;
  const auto unanswered = [place](const char* what) -> Rewriting {
    rewriting::throw_not_available(what, place);
  };
  using namespace rewriting;
  return std::visit(
      Overload{[&](const ast::Show& node) { return rewrite_show(node, vocabulary); },
               [&](const ast::Describe& node) { return rewrite_describe(node, vocabulary); },
               [&](const ast::Gaps& node) { return rewrite_gaps(node, vocabulary); },
               [&](const ast::Timeline& node) { return rewrite_timeline(node, vocabulary); },
               [&](const ast::Coverage& node) { return rewrite_coverage(node, vocabulary); },
               [&](const ast::Trace& node) { return rewrite_trace(node, vocabulary); },
               [&](const ast::Impact& node) { return rewrite_impact(node, vocabulary); },
               [&](const ast::Changes& node) { return rewrite_changes(node, vocabulary); },
               [&](const ast::Briefing&) { return rewrite_briefing(statement, vocabulary); },
               [&](const ast::Search& node) { return rewrite_search(node, vocabulary); },
               [&](const ast::Check& node) { return rewrite_check(node); },
               [&](const ast::Export& node) { return rewrite_export(node, vocabulary); },
               [&](const auto&) { return unanswered("this statement, as a sentence,"); }},
      statement.node);
}

}  // namespace normgraph
