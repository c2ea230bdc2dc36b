#include <algorithm>
#include <stdexcept>

#include "graph/query/expression.hpp"
#include "graph/value/compare.hpp"
#include "tests/support/reference_evaluator.hpp"

namespace normgraph::tests {
namespace {

bool same_rows(const List& a, const List& b) { return equivalent(Value::list(a), Value::list(b)); }

template <class Rows, class Same>
Rows without_repetitions(const Rows& rows, Same same) {
  Rows result;
  for (const auto& row : rows)
    if (std::none_of(result.begin(), result.end(),
                     [&](const auto& other) { return same(row, other); }))
      result.push_back(row);
  return result;
}

std::string name_of(const ast::ProjectionItem& item) {
  return item.alias ? item.alias->text : item.text;
}

}  // namespace

std::vector<List> ReferenceEvaluator::run(const ast::Query& query) {
  std::vector<List> result = run_single(query.parts.front(), {Row()});
  for (std::size_t i = 1; i < query.parts.size(); ++i) {
    const std::vector<List> more = run_single(query.parts[i], {Row()});
    result.insert(result.end(), more.begin(), more.end());
    if (!query.all_between[i - 1]) result = without_repetitions(result, same_rows);
  }
  return result;
}

std::vector<List> ReferenceEvaluator::run_single(const ast::SingleQuery& query, Rows rows) {
  std::vector<List> result;
  for (const ast::Clause& clause : query.clauses) {
    std::vector<std::string> columns;
    if (const auto* reading = std::get_if<ast::Match>(&clause.node)) {
      rows = match(*reading, rows);
    } else if (const auto* list = std::get_if<ast::Unwind>(&clause.node)) {
      rows = unwind(*list, rows);
    } else if (const auto* with = std::get_if<ast::With>(&clause.node)) {
      rows = project(with->projection, rows, columns);
      std::erase_if(rows, [&](const Row& row) { return !is_true(with->where, row); });
    } else if (const auto* last = std::get_if<ast::Return>(&clause.node)) {
      for (const Row& row : project(last->projection, rows, columns)) {
        List values;
        for (const std::string& column : columns) values.push_back(row.at(column));
        result.push_back(std::move(values));
      }
      return result;
    } else {
      throw std::logic_error("the reference evaluator does not know this clause");
    }
  }
  // EXISTS and COUNT over a bare pattern: how many rows there are is the answer.
  result.resize(rows.size());
  return result;
}

std::set<std::string> ReferenceEvaluator::variables_of(const ast::Pattern& pattern) {
  std::set<std::string> names;
  const std::function<void(const ast::PathPattern&)> add = [&](const ast::PathPattern& path) {
    if (path.variable) names.insert(path.variable->text);
    for (const ast::NodePattern& node : path.nodes)
      if (node.variable) names.insert(node.variable->text);
    for (const auto& step : path.steps) {
      if (const auto* one = std::get_if<ast::RelationshipPattern>(&step)) {
        if (one->variable) names.insert(one->variable->text);
      } else {
        add(*std::get<ast::QuantifiedPath>(step).pattern);
      }
    }
  };
  for (const ast::PathPattern& path : pattern.paths) add(path);
  return names;
}

ReferenceEvaluator::Rows ReferenceEvaluator::match(const ast::Match& match, const Rows& rows) {
  Rows result;
  for (const Row& row : rows) {
    const std::size_t before = result.size();
    match_patterns(match.pattern, 0, {row, {}, {}}, [&](const Walk& walk) {
      if (is_true(match.where, walk.row)) result.push_back(walk.row);
    });
    if (!match.optional || result.size() != before) continue;
    Row nulls = row;
    for (const std::string& name : variables_of(match.pattern)) nulls.emplace(name, Value());
    result.push_back(std::move(nulls));
  }
  return result;
}

ReferenceEvaluator::Rows ReferenceEvaluator::unwind(const ast::Unwind& unwind, const Rows& rows) {
  Rows result;
  for (const Row& row : rows) {
    const Value list = evaluate(*unwind.list, row);
    if (list.is_null()) continue;
    for (const Value& item : list.as_list()) {
      Row next = row;
      next[unwind.variable.text] = item;
      result.push_back(std::move(next));
    }
  }
  return result;
}

ReferenceEvaluator::Rows ReferenceEvaluator::project(const ast::Projection& projection,
                                                     const Rows& rows,
                                                     std::vector<std::string>& columns) {
  for (const ast::ProjectionItem& item : projection.items) columns.push_back(name_of(item));
  Rows result = project_groups(projection, rows);
  if (projection.distinct)
    result = without_repetitions(result, [](const Row& a, const Row& b) {
      return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.first == y.first && equivalent(x.second, y.second);
      });
    });
  sort_rows(projection, result);
  const auto count = [&](const ast::ExpressionPtr& expression, std::size_t otherwise) {
    return expression ? static_cast<std::size_t>(evaluate(*expression, {}).as_integer())
                      : otherwise;
  };
  const std::size_t skip = std::min(count(projection.skip, 0), result.size());
  result.erase(result.begin(), result.begin() + static_cast<std::ptrdiff_t>(skip));
  result.resize(std::min(count(projection.limit, result.size()), result.size()));
  return result;
}

ReferenceEvaluator::Rows ReferenceEvaluator::project_groups(const ast::Projection& projection,
                                                            const Rows& rows) {
  std::vector<const ast::ProjectionItem*> keys, aggregates;
  for (const ast::ProjectionItem& item : projection.items)
    (query::contains_aggregate(*item.expression) ? aggregates : keys).push_back(&item);
  Rows result;
  std::vector<Rows> groups;
  for (const Row& row : rows) {
    Row made;
    for (const ast::ProjectionItem* key : keys)
      made[name_of(*key)] = evaluate(*key->expression, row);
    std::size_t group = 0;
    const auto same = [&](const Row& other) {
      return std::equal(made.begin(), made.end(), other.begin(), [](const auto& a, const auto& b) {
        return equivalent(a.second, b.second);
      });
    };
    if (aggregates.empty()) {
      group = result.size();
    } else {
      while (group < result.size() && !same(result[group])) ++group;
    }
    if (group == result.size()) {
      result.push_back(made);
      groups.emplace_back();
    }
    groups[group].push_back(row);
  }
  if (rows.empty() && keys.empty() && !aggregates.empty()) {
    result.emplace_back();
    groups.emplace_back();
  }
  for (std::size_t i = 0; i < result.size(); ++i)
    for (const ast::ProjectionItem* item : aggregates)
      result[i][name_of(*item)] = evaluate_group(*item->expression, groups[i]);
  return result;
}

void ReferenceEvaluator::sort_rows(const ast::Projection& projection, Rows& rows) {
  std::stable_sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) {
    for (const ast::SortItem& item : projection.order) {
      const int compared = order(evaluate(*item.expression, a), evaluate(*item.expression, b));
      if (compared != 0) return item.descending ? compared > 0 : compared < 0;
    }
    return false;
  });
}

}  // namespace normgraph::tests
