#include <algorithm>

#include "graph/query/bind/binder.hpp"
#include "graph/query/bind/clause_binder.hpp"
#include "graph/query/bind/errors.hpp"

namespace normgraph::query::bind {
namespace {

template <class T>
const T* as(const ast::Clause& clause) {
  return std::get_if<T>(&clause.node);
}

const char* name_of(const ast::Clause& clause) {
  if (const auto* match = as<ast::Match>(clause))
    return match->optional ? "OPTIONAL MATCH" : "MATCH";
  if (as<ast::With>(clause)) return "WITH";
  if (as<ast::Unwind>(clause)) return "UNWIND";
  if (as<ast::Filter>(clause)) return "FILTER";
  if (as<ast::Let>(clause)) return "LET";
  return "this clause";
}

/// Marks that nothing may be written while a subquery of an expression is bound.
class ReadingOnly {
 public:
  ReadingOnly(BindingContext& context, QueryUse use)
      : context_(context), step_(use == QueryUse::Reading ? 1 : 0) {
    context_.reading += step_;
  }
  ~ReadingOnly() { context_.reading -= step_; }
  ReadingOnly(const ReadingOnly&) = delete;
  ReadingOnly& operator=(const ReadingOnly&) = delete;

 private:
  BindingContext& context_;
  int step_;
};

/// RETURN stands last; a statement ends with RETURN, a writing clause or CALL.
void check_composition(const ast::SingleQuery& part, QueryUse use) {
  if (part.clauses.empty())
    throw binding_error("InvalidClauseComposition", "the query has no clauses", part.span);
  for (std::size_t i = 0; i + 1 < part.clauses.size(); ++i)
    if (as<ast::Return>(part.clauses[i]))
      throw binding_error("InvalidClauseComposition", "nothing can follow RETURN in a query",
                          part.clauses[i + 1].span)
          .hint("pass values on with WITH instead of RETURN");
  const ast::Clause& last = part.clauses.back();
  const bool reading = as<ast::Match>(last) || as<ast::Unwind>(last) || as<ast::With>(last) ||
                       as<ast::Filter>(last) || as<ast::Let>(last);
  if (reading && use != QueryUse::Reading)
    throw binding_error("InvalidClauseComposition",
                        std::string("a query cannot end with ") + name_of(last), last.span)
        .hint("say what to return: RETURN …");
}

/// The imports of CALL { WITH a, b … }: plain names only. Null: no such clause.
const ast::With* import_clause(const ast::SingleQuery& part) {
  if (part.clauses.empty()) return nullptr;
  const auto* with = as<ast::With>(part.clauses.front());
  if (!with || with->where) return nullptr;
  const ast::Projection& p = with->projection;
  if (p.distinct || !p.order.empty() || p.skip || p.limit) return nullptr;
  for (const auto& item : p.items)
    if (item.alias || !variable_name(*item.expression)) return nullptr;
  return with;
}

Scope imported(const ast::With* with, const Scope& outer, BindingContext& context) {
  if (!with) return {};
  if (with->projection.star) return outer;
  Scope scope;
  for (const auto& item : with->projection.items) {
    context.expression(*item.expression, outer);  // for its UndefinedVariable
    scope.add(*outer.find(*variable_name(*item.expression)));
  }
  return scope;
}

BoundPart bind_part(const ast::SingleQuery& part, const Scope& outer, QueryUse use, bool alone,
                    BindingContext& context, BoundQuery& query) {
  check_composition(part, use);
  std::size_t first = 0;
  Scope scope = outer;
  if (use == QueryUse::Call) {
    const ast::With* import = import_clause(part);
    scope = imported(import, outer, context);
    if (import) first = 1;
  }
  ClauseBinder binder(std::move(scope), context);
  BoundPart bound;
  for (std::size_t i = first; i < part.clauses.size(); ++i)
    binder.bind(part.clauses[i], alone && part.clauses.size() == 1, bound.clauses);
  bound.columns = std::move(binder.columns());
  query.writes = query.writes || binder.writes();
  if (query.symbols.empty()) query.symbols = std::move(binder.column_symbols());
  return bound;
}

std::vector<std::string> names_of(const std::vector<OutputColumn>& columns) {
  std::vector<std::string> names;
  for (const OutputColumn& column : columns) names.push_back(column.name);
  return names;
}

/// The parts of a UNION have the same columns, perhaps in another order.
void check_union_columns(const ast::Query& query, const BoundQuery& bound) {
  auto wanted = names_of(bound.parts.front().columns);
  std::sort(wanted.begin(), wanted.end());
  for (std::size_t i = 1; i < bound.parts.size(); ++i) {
    auto names = names_of(bound.parts[i].columns);
    std::sort(names.begin(), names.end());
    if (names == wanted) continue;
    throw binding_error("DifferentColumnsInUnion",
                        "the parts of a UNION must return the same column names",
                        query.parts[i].span)
        .hint("name the columns alike with AS");
  }
}

void combine_parts(const ast::Query& query, BindingContext& context, BoundQuery& bound) {
  const auto& all = query.all_between;
  if (std::adjacent_find(all.begin(), all.end(), std::not_equal_to<>()) != all.end())
    throw binding_error("InvalidClauseComposition",
                        "UNION and UNION ALL cannot be mixed in one query", query.span);
  check_union_columns(query, bound);
  bound.distinct = !all.front();
  for (std::size_t i = 0; i < bound.parts.front().columns.size(); ++i) {
    OutputColumn column = bound.parts.front().columns[i];
    column.slot = context.new_slot(column.name);
    bound.symbols[i].slot = column.slot;
    bound.symbols[i].type = StaticType::Any;
    bound.columns.push_back(std::move(column));
  }
}

/// A query of one MATCH and, where it is given, one returned expression.
BoundQuery one_match(const ast::PathPattern& pattern, const ast::Expression* where,
                     const ast::Expression* projection, PatternBinder::Names names,
                     const Scope& outer, BindingContext& context) {
  PatternBinder binder(outer, names, context);
  MatchClause match;
  match.pattern = binder.bind({&pattern}, where);
  BoundPart part;
  part.clauses.push_back({std::move(match)});
  if (projection) {
    ProjectionClause result;
    result.is_return = true;
    ProjectionClause::Item item;
    item.expression = context.expression(*projection, binder.scope());
    item.symbol = context.new_anonymous(item.expression->type);
    part.columns.push_back({item.symbol.name, item.symbol.slot});
    result.items.push_back(std::move(item));
    part.clauses.push_back({std::move(result)});
  }
  BoundQuery query;
  query.columns = part.columns;
  query.parts.push_back(std::move(part));
  return query;
}

}  // namespace

BoundQuery bind_query(const ast::Query& query, const Scope& outer, QueryUse use,
                      BindingContext& context) {
  const ReadingOnly reading(context, use);
  BoundQuery bound;
  const bool alone = use == QueryUse::Statement && query.parts.size() == 1;
  for (const auto& part : query.parts)
    bound.parts.push_back(bind_part(part, outer, use, alone, context, bound));
  if (bound.parts.size() == 1)
    bound.columns = bound.parts.front().columns;
  else
    combine_parts(query, context, bound);
  return bound;
}

BoundQuery bind_pattern_predicate(const ast::PathPattern& pattern, const Scope& outer,
                                  BindingContext& context) {
  return one_match(pattern, nullptr, nullptr, PatternBinder::Names::Known, outer, context);
}

BoundQuery bind_pattern_comprehension(const ast::PatternComprehension& comprehension,
                                      const Scope& outer, BindingContext& context) {
  return one_match(*comprehension.pattern, comprehension.where.get(),
                   comprehension.projection.get(), PatternBinder::Names::New, outer, context);
}

BoundQuery bind_shortest_path(const ast::ShortestPathExpression& path, const Scope& outer,
                              BindingContext& context) {
  PatternBinder binder(outer, PatternBinder::Names::Known, context);
  MatchClause match;
  match.pattern = binder.bind({path.pattern.get()}, nullptr);
  Pattern& pattern = match.pattern;
  pattern.named.push_back(pattern.text_order.front());
  pattern.named.back().slot = context.new_slot();
  BoundPart part;
  part.columns.push_back({"path", pattern.named.back().slot});
  part.clauses.push_back({std::move(match)});
  BoundQuery query;
  query.columns = part.columns;
  query.parts.push_back(std::move(part));
  return query;
}

}  // namespace normgraph::query::bind
