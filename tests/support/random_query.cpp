#include "tests/support/random_query.hpp"

namespace normgraph::tests {
namespace {

std::vector<std::string> names(const std::set<std::string>& set) {
  return {set.begin(), set.end()};
}

}  // namespace

Value RandomQueries::property() {
  switch (number(8)) {
    case 0:
      // Never the same number as an integer: which of two equal ones stands for a group is open.
      return Value::real(static_cast<double>(number(4)) + 0.5);
    case 1:
      return Value::string(pick({"x", "y"}));
    default:
      return Value::integer(static_cast<std::int64_t>(number(4)));
  }
}

ReferenceGraph RandomQueries::graph(std::size_t nodes, std::size_t relationships) {
  ReferenceGraph graph;
  for (std::size_t i = 0; i < nodes; ++i) {
    ReferenceNode node;
    for (const char* label : {"A", "B", "C"})
      if (chance(40)) node.labels.insert(label);
    node.properties["id"] = Value::integer(static_cast<std::int64_t>(i));
    if (chance(75)) node.properties["v"] = property();
    graph.nodes.push_back(std::move(node));
  }
  for (std::size_t i = 0; i < relationships; ++i) {
    ReferenceRelationship made;
    made.type = pick({"R", "R", "S"});
    made.start = static_cast<NodeId>(number(nodes));
    made.end = static_cast<NodeId>(number(nodes));
    made.properties["id"] = Value::integer(static_cast<std::int64_t>(i));
    if (chance(75)) made.properties["w"] = Value::integer(static_cast<std::int64_t>(number(4)));
    graph.relationships.push_back(std::move(made));
  }
  return graph;
}

RandomQuery RandomQueries::query() {
  RandomQuery result;
  const bool joined = chance(10);
  const std::size_t columns = 1 + number(3);
  result.text = single_query(columns, result.ordered);
  if (!joined) return result;
  bool ignored = false;
  const std::string first = result.ordered ? single_query(columns, ignored) : result.text;
  if (result.ordered || ignored) return result;
  const std::string second = single_query(columns, ignored);
  if (!ignored) result.text = first + pick({" UNION ", " UNION ALL "}) + second;
  return result;
}

std::string RandomQueries::single_query(std::size_t columns, bool& ordered) {
  nodes_.clear(), relationships_.clear(), lists_.clear(), paths_.clear(), scalars_.clear();
  fresh_ = 0;
  std::string text = chance(10) ? shortest() : match(false);
  if (chance(25)) text += " " + match(true);
  if (chance(15)) {
    text += " UNWIND [1, 2, null] AS u";
    scalars_.insert("u");
  }
  if (chance(25)) text += " " + with();
  if (chance(20)) text += " " + match(chance(40));
  return text + " " + result(columns, ordered);
}

std::string RandomQueries::match(bool optional) {
  std::string text = optional ? "OPTIONAL MATCH " : "MATCH ";
  if (chance(20)) {
    const std::string name = "p" + std::to_string(fresh_++);
    text += name + " = " + path(2);
    paths_.insert(name);
  } else {
    text += path(2);
  }
  if (chance(20)) text += ", " + path(1);
  return text + condition();
}

std::string RandomQueries::shortest() {
  const std::string name = "p" + std::to_string(fresh_++);
  paths_.insert(name);
  nodes_ = {"a", "b"};
  const std::string both = "MATCH " + name + " = ";
  const std::string inside = pick({"R", "R|S"});
  switch (number(4)) {
    case 0:
      return both + "allShortestPaths((a)-[:" + inside + "*..4]->(b)) WHERE a.id <> b.id";
    case 1:
      return both + "ALL SHORTEST (a:A)-[:" + inside + "]->{1,3}(b:B)";
    case 2:
      return both + "ALL SHORTEST (a)-[:" + inside + "]-{1,3}(b)";
    default:
      return both + "ALL SHORTEST (a) ((x)-[:" + inside + "]->(y) WHERE x.v <> 3){1,3} (b)";
  }
}

std::string RandomQueries::path(std::size_t most_steps) {
  std::string text = node();
  for (std::size_t steps = number(most_steps + 1); steps > 0; --steps)
    text += (chance(8) ? quantified() : step()) + node();
  return text;
}

std::string RandomQueries::node() {
  std::string text = "(";
  if (chance(75)) {
    const std::string name = pick({"a", "b", "c", "d"});
    text += name;
    nodes_.insert(name);
  }
  if (chance(30)) text += ":" + pick({"A", "B", "C", "A|B", "A&B", "!C"});
  if (chance(12)) text += " {v: " + digit() + "}";
  return text + ")";
}

std::string RandomQueries::direction(const std::string& inside) {
  switch (number(3)) {
    case 0:
      return "-" + inside + "->";
    case 1:
      return "<-" + inside + "-";
    default:
      return "-" + inside + "-";
  }
}

std::string RandomQueries::step() {
  std::string inside = "[";
  const bool many = chance(25);
  if (chance(40)) {
    const std::string name = (many ? "l" : "r") + std::to_string(fresh_++);
    (many ? lists_ : relationships_).insert(name);
    inside += name;
  }
  if (chance(60)) inside += ":" + pick({"R", "S", "R|S"});
  if (many) inside += pick({"*1..2", "*0..1", "*2", "*..3", "*0..2"});
  if (chance(12)) inside += " {w: " + digit() + "}";
  return direction(inside + "]");
}

std::string RandomQueries::quantified() {
  const std::string name = "l" + std::to_string(fresh_++);
  lists_.insert(name);
  const std::string inner =
      "((x" + std::to_string(fresh_) + ")" + direction("[" + name + pick({":R", ":S", ""}) + "]") +
      "(y" + std::to_string(fresh_) + ")" +
      (chance(40) ? " WHERE y" + std::to_string(fresh_) + ".v > 0" : "") + ")";
  ++fresh_;
  return " " + inner + pick({"{1,2}", "{0,2}", "{2}", "{,1}"}) + " ";
}

std::string RandomQueries::node_variable() {
  return nodes_.empty() ? std::string() : pick(names(nodes_));
}

/// An expression with a number or null as its value, of what is bound.
std::string RandomQueries::scalar() {
  std::vector<std::string> choices{digit()};
  if (!nodes_.empty()) {
    choices.push_back(pick(names(nodes_)) + ".id");
    choices.push_back(pick(names(nodes_)) + ".v");
    choices.push_back(pick(names(nodes_)) + ".id");
    choices.push_back("COUNT { (" + pick(names(nodes_)) + ")-[:R]-() }");
    choices.push_back("size([(" + pick(names(nodes_)) + ")-->(z) WHERE z.v > 1 | z.id])");
  }
  if (!relationships_.empty()) choices.push_back(pick(names(relationships_)) + ".id");
  if (!lists_.empty()) choices.push_back("size(" + pick(names(lists_)) + ")");
  if (!paths_.empty()) choices.push_back("length(" + pick(names(paths_)) + ")");
  if (!scalars_.empty()) choices.push_back(pick(names(scalars_)));
  return pick(choices);
}

std::string RandomQueries::simple_condition() {
  const std::string x = node_variable();
  switch (x.empty() ? 1 + number(3) : number(9)) {
    case 0:
      return x + ":" + pick({"A", "B", "A|C"});
    case 1:
      return scalar() + pick({" = ", " < ", " >= ", " <> "}) + scalar();
    case 2:
      return scalar() + " IS " + pick({"", "NOT "}) + "NULL";
    case 3:
      return scalar() + " IN [0, 1, " + scalar() + "]";
    case 4:
      return pick({"", "NOT "}) + "(" + x + ")" + direction("[:R]") + "(:A)";
    case 5:
      return pick({"", "NOT "}) + "EXISTS { MATCH (" + x + ")" + direction("[q]") +
             "(z) WHERE z.v > " + digit() + " RETURN z }";
    case 6:
      return x + ".v < " + node_variable() + ".v";
    case 7:
      return "COUNT { (" + x + ")" + direction("[:S]") + "() } " + pick({"= ", "< "}) + digit();
    default:
      return "coalesce(" + x + ".v, 1) = " + digit();
  }
}

std::string RandomQueries::condition() {
  if (chance(45)) return {};
  std::string text = " WHERE " + simple_condition();
  if (chance(35)) text += pick({" AND ", " OR ", " AND NOT "}) + simple_condition();
  return text;
}

std::string RandomQueries::with() {
  std::string items;
  std::set<std::string> kept;
  for (const std::string& name : nodes_)
    if (chance(70)) kept.insert(name);
  for (const std::string& name : kept) items += (items.empty() ? "" : ", ") + name;
  const std::string made = "s" + std::to_string(fresh_++);
  const std::string value =
      chance(50) ? scalar() : pick({"count(*)", "count(DISTINCT " + scalar() + ")"});
  const std::string distinct = chance(30) ? "DISTINCT " : "";
  items += (items.empty() ? "" : ", ") + value + " AS " + made;
  nodes_ = kept;
  relationships_.clear(), lists_.clear(), paths_.clear();
  scalars_ = {made};
  return "WITH " + distinct + items + (chance(30) ? " WHERE " + made + " > " + digit() : "");
}

std::string RandomQueries::result(std::size_t columns, bool& ordered) {
  std::string items, order;
  const bool aggregated = chance(25);
  for (std::size_t i = 0; i < columns; ++i) {
    std::string value = scalar();
    if (aggregated && i + 1 == columns)
      value = pick({"count(*)", "count(" + scalar() + ")", "min(" + scalar() + ")",
                    "max(" + scalar() + ")", "count(DISTINCT " + scalar() + ")",
                    "size(collect(" + scalar() + "))"});
    if (!aggregated && chance(15) && !lists_.empty())
      value = "[e IN " + pick(names(lists_)) + " | e.id]";
    if (!aggregated && chance(15) && !paths_.empty())
      value = "[e IN nodes(" + pick(names(paths_)) + ") | e.id]";
    const std::string name = "c" + std::to_string(i);
    items += (items.empty() ? "" : ", ") + value + " AS " + name;
    order += (order.empty() ? "" : ", ") + name + pick({"", " DESC"});
  }
  std::string text = std::string("RETURN ") + (chance(20) ? "DISTINCT " : "") + items;
  ordered = chance(25);
  if (!ordered) return text;
  text += " ORDER BY " + order;
  if (chance(50)) text += " SKIP " + digit();
  if (chance(50)) text += " LIMIT " + std::to_string(number(12));
  return text;
}

}  // namespace normgraph::tests
