#include "grammar/x3/rules.hpp"

// Patterns: labels, nodes, relationships, quantified paths, selectors.

namespace normgraph::syntax {
namespace {

using ast::LabelExpression;
using ast::LabelExpressionPtr;
using ast::NodePattern;
using ast::PathPattern;
using ast::RelationshipPattern;

// ---- labels: A|B&!C, %, and the older A:B and A|:B ----
const x3::rule<struct any_labels_id, LabelExpressionPtr> any_labels = "any labels";
const x3::rule<struct all_labels_id, LabelExpressionPtr> all_labels = "all labels";
const x3::rule<struct label_id, LabelExpressionPtr> label = "label";

LabelExpressionPtr make_label(LabelExpression::Kind kind) {
  auto result = std::make_unique<LabelExpression>();
  result->kind = kind;
  return result;
}
const auto name_label = [](auto& context) {
  x3::_val(context) = make_label(LabelExpression::Kind::Name);
  x3::_val(context)->name = std::move(x3::_attr(context));
};
const auto wildcard_label = [](auto& context) {
  x3::_val(context) = make_label(LabelExpression::Kind::Any);
};
const auto not_label = [](auto& context) {
  x3::_val(context) = make_label(LabelExpression::Kind::Not);
  x3::_val(context)->operands.push_back(std::move(x3::_attr(context)));
};
/// Joins operands as they come; a single one stays alone.
template <LabelExpression::Kind kind>
struct JoinLabels {
  template <typename C>
  void operator()(C& context) const {
    LabelExpressionPtr& result = x3::_val(context);
    if (!result) {
      result = std::move(x3::_attr(context));
      return;
    }
    if (result->kind != kind) {
      LabelExpressionPtr first = std::exchange(result, make_label(kind));
      result->span = first->span;
      result->operands.push_back(std::move(first));
    }
    result->span = join(result->span, x3::_attr(context)->span);
    result->operands.push_back(std::move(x3::_attr(context)));
  }
};

const auto bar_or_bar_colon = bar >> -symbol(":", "a colon");
const auto conjunction = symbol("&", "an ampersand") | colon;
// clang-format off
const auto label_def = located[nested[
      any_name[name_label]
    | symbol("%", "%")[wildcard_label]
    | (symbol("!", "an exclamation mark") >> label[not_label])
    | (open_parenthesis >> any_labels[whole] >> close_parenthesis)]];
// clang-format on
const auto all_labels_def = label[JoinLabels<LabelExpression::Kind::And>{}] % conjunction;
const auto any_labels_def = all_labels[JoinLabels<LabelExpression::Kind::Or>{}] % bar_or_bar_colon;
const auto labels_def = named("a label")[any_labels[whole]];
const auto labels_before_bar_def = named("a label")[all_labels[whole]];

/// The labels or types in a pattern.
const auto label_sign = named("a label such as :Article")[colon | keyword("IS")];

const auto some_properties = named("properties such as {number: 9}")[properties];

// ---- nodes ----
// clang-format off
const auto node_pattern_def = located[
    open_parenthesis
    >> -variable[into<&NodePattern::variable>]
    >> -(label_sign >> labels[into<&NodePattern::labels>])
    >> -some_properties[into<&NodePattern::properties>]
    >> -(keyword("WHERE") >> condition[expression[into<&NodePattern::where>]])
    >> close_parenthesis];
// clang-format on

// ---- lengths: *1..3 inside the brackets, {1,3} + * behind the relationship ----
const x3::rule<struct star_id, ast::LengthRange> star = "star";
const x3::rule<struct quantity_id, ast::LengthRange> quantity = "quantity";
const x3::rule<struct quantifier_id, ast::LengthRange> quantifier = "quantifier";

const auto exactly = [](auto& context) {
  x3::_val(context).from = x3::_attr(context);
  x3::_val(context).to = x3::_attr(context);
};
const auto open_upwards = [](auto& context) { x3::_val(context).to.reset(); };
const auto from_zero = [](auto& context) { x3::_val(context).from = 0; };
const auto from_one = [](auto& context) { x3::_val(context).from = 1; };

/// A length that no relationship can have: `*-2`, or `..` without the star.
const auto no_negative_length = ahead([](const State& state, Iterator p) {
  if (p == state.end || *p != '-') return true;
  Iterator q = state.skip(p + 1);
  if (q == state.end || !is_digit(*q)) return true;
  while (q != state.end && is_digit(*q)) ++q;
  state.reject("NG1012", "InvalidRelationshipPattern", "the length of a path cannot be negative", p,
               q);
});
const auto no_length_without_star = ahead([](const State& state, Iterator p) {
  if (state.end - p < 2 || p[0] != '.' || p[1] != '.') return true;
  state.reject("NG1012", "InvalidRelationshipPattern", "a range of lengths begins with a star", p,
               p + 2, "write [:TYPE*1..3], or [:TYPE*] for any length");
});

using ast::LengthRange;
/// `{3,1}`: a quantifier's upper bound is at least its lower one (ISO/IEC 39075); `*3..1` is
/// allowed by openCypher, and finds nothing.
const auto take_quantity = [](auto& context) {
  const LengthRange& read = x3::_attr(context);
  if (read.from && read.to && *read.from > *read.to) {
    const State& state = state_of(context);
    const Iterator start = state.begin + read.span.offset;
    state.reject("NG1012", "InvalidRelationshipPattern",
                 "the upper bound of a quantifier is below its lower bound", start,
                 start + read.span.length, "write the smaller number first, as in {1,3}");
  }
  x3::_val(context) = read;
};
// clang-format off
const auto star_def = located[
    symbol("*", "a star") >> no_negative_length
    >> (  (count_value[exactly] >> -(dots[open_upwards] >> no_negative_length
                                     >> -count_value[into<&LengthRange::to>]))
        | (dots >> no_negative_length >> -count_value[into<&LengthRange::to>])
        | x3::eps)];
const auto quantity_def = located[
      (count_value[exactly] >> -(comma[open_upwards] >> -count_value[into<&LengthRange::to>]))
    | (comma[from_zero] >> count_value[into<&LengthRange::to>])];
const auto quantifier_def = located[
      (open_brace >> quantity[take_quantity] >> close_brace)
    | symbol("+", "a plus sign")[from_one]
    | symbol("*", "a star")[from_zero]];
// clang-format on

// ---- relationships ----
/// A dash; typographic ones are taken for it, as openCypher says.
bool scan_dash(State& state, Iterator& p, bool&) {
  if (p == state.end) return false;
  if (*p == '-') return ++p, true;
  if (static_cast<unsigned char>(*p) < 0x80) return false;
  const CodePoint point = code_point_at(p, state.end);
  const bool is_dash = (point.value >= 0x2010 && point.value <= 0x2015) || point.value == 0x2212 ||
                       point.value == 0xFE58 || point.value == 0xFE63 || point.value == 0xFF0D;
  if (is_dash) p += point.length;
  return is_dash;
}
const auto dash = scanned<bool>(scan_dash, "a relationship such as -[:TYPE]->");
const auto second_dash = scanned<bool>(scan_dash, "a dash");

const x3::rule<struct detail_id, RelationshipPattern> relationship_detail = "relationship detail";
const x3::rule<struct relationship_id, RelationshipPattern> relationship = "relationship";
// clang-format off
const auto relationship_detail_def =
    open_bracket
    >> -variable[into<&RelationshipPattern::variable>]
    >> -(label_sign >> labels[into<&RelationshipPattern::types>])
    >> no_length_without_star
    >> -star[into<&RelationshipPattern::length>]
    >> -some_properties[into<&RelationshipPattern::properties>]
    >> -(keyword("WHERE") >> condition[expression[into<&RelationshipPattern::where>]])
    >> close_bracket;
// clang-format on

const auto left_arrow = [](auto& context) { x3::_val(context).direction = ast::Direction::Left; };
/// `-->` is Right, `<-->` and `--` are Either.
const auto right_arrow = [](auto& context) {
  ast::Direction& direction = x3::_val(context).direction;
  direction = direction == ast::Direction::Left ? ast::Direction::Either : ast::Direction::Right;
};
const auto start_undirected = [](auto& context) {
  x3::_val(context).direction = ast::Direction::Either;
};
const auto take_detail = [](auto& context) {
  const ast::Direction direction = x3::_val(context).direction;
  x3::_val(context) = std::move(x3::_attr(context));
  x3::_val(context).direction = direction;
};
const auto set_quantifier = [](auto& context) {
  RelationshipPattern& result = x3::_val(context);
  const LengthRange& read = x3::_attr(context);
  if (result.length) {
    const State& state = state_of(context);
    const Iterator start = state.begin + read.span.offset;
    state.reject("NG1012", "InvalidRelationshipPattern", "this relationship has a length already",
                 start, start + read.span.length);
  }
  result.length = read;
};
// clang-format off
const auto relationship_def = located[
    x3::eps[start_undirected]
    >> ((symbol("<", "a relationship such as -[:TYPE]->") >> dash)[left_arrow] | dash)
    >> -relationship_detail[take_detail] >> second_dash
    >> -symbol(">", "an arrow head >")[right_arrow]
    >> -quantifier[set_quantifier]];
// clang-format on

// ---- paths ----
const x3::rule<struct quantified_path_id, ast::QuantifiedPath> quantified_path = "quantified path";
const auto set_inner = [](auto& context) {
  x3::_val(context).pattern = std::make_unique<PathPattern>(std::move(x3::_attr(context)));
};
const auto set_range = [](auto& context) {
  const LengthRange& range = x3::_attr(context);
  x3::_val(context).from = range.from.value_or(0);
  x3::_val(context).to = range.to;
};
const x3::rule<struct path_name_id, ast::Name> path_name = "path name";
const auto path_name_def = variable[whole] >> equals_sign;
const x3::rule<struct inner_path_id, PathPattern> inner_path = "inner path";
const auto take_steps = [](auto& context) {
  PathPattern& read = x3::_attr(context);
  x3::_val(context).nodes = std::move(read.nodes);
  x3::_val(context).steps = std::move(read.steps);
  x3::_val(context).span = read.span;
};
const auto inner_path_def = -path_name[into<&PathPattern::variable>] >> path_steps[take_steps];
// clang-format off
const auto quantified_path_def = located[nested[
    open_parenthesis >> inner_path[set_inner]
    >> -(keyword("WHERE") >> condition[expression[into<&ast::QuantifiedPath::where>]])
    >> close_parenthesis
    >> named("a quantifier such as {1,3}")[quantifier[set_range]]]];
// clang-format on

/// A path has a node before and behind each step; where the text has none, it gets an empty one.
void complete_nodes(PathPattern& path, std::size_t wanted) {
  while (path.nodes.size() < wanted) path.nodes.emplace_back();
}
const auto add_node = [](auto& context) {
  x3::_val(context).nodes.push_back(std::move(x3::_attr(context)));
};
const auto add_step = [](auto& context) {
  PathPattern& path = x3::_val(context);
  complete_nodes(path, path.steps.size() + 1);
  path.steps.emplace_back(std::move(x3::_attr(context)));
};
/// A relationship with the node behind it, which may be missing before a quantified path. A rule of
/// its own, so that a relationship without a node leaves nothing behind.
struct Hop {
  RelationshipPattern relationship;
  std::optional<NodePattern> node;
};
const x3::rule<struct hop_id, Hop> hop = "hop";
const auto add_hop = [](auto& context) {
  PathPattern& path = x3::_val(context);
  Hop& read = x3::_attr(context);
  complete_nodes(path, path.steps.size() + 1);
  path.steps.emplace_back(std::move(read.relationship));
  if (read.node) path.nodes.push_back(std::move(*read.node));
};
const auto complete_path = [](auto& context) {
  PathPattern& path = x3::_val(context);
  complete_nodes(path, path.steps.size() + 1);
};
const auto quantified_ahead = ahead(quantified_path_ahead);
// clang-format off
const auto hop_def = relationship[into<&Hop::relationship>]
    >> (quantified_ahead | node_pattern[into<&Hop::node>]);
const auto some_quantified = +(quantified_ahead >> quantified_path[add_step]);
const auto path_steps_def = located[
    ((some_quantified >> -node_pattern[add_node]) | node_pattern[add_node])
    >> *((some_quantified >> -node_pattern[add_node]) | hop[add_hop])
    >> x3::eps[complete_path]];
// clang-format on

// ---- a part of a pattern ----
template <ast::PathSelector selector>
constexpr auto select_paths = set<&PathPattern::selector, selector>;
using ast::PathSelector;

const auto shortest_ahead = ahead([](const State& state, Iterator p) {
  const Iterator stop = scan_name(p, state.end);
  const std::string_view word(p, static_cast<std::size_t>(stop - p));
  if (!equals_word(word, "SHORTESTPATH") && !equals_word(word, "ALLSHORTESTPATHS")) return false;
  return open_parenthesis_ahead(state, state.skip(stop));
});
// clang-format off
const auto shortest_path_def = located[
    shortest_ahead
    >> (  keyword("SHORTESTPATH")[select_paths<PathSelector::LegacyShortest>]
        | keyword("ALLSHORTESTPATHS")[select_paths<PathSelector::LegacyAllShortest>])
    >> committed[open_parenthesis >> path_steps[take_steps] >> close_parenthesis]];

const auto paths_word = -(keyword("PATHS") | keyword("PATH"));
const x3::rule<struct selector_id, PathPattern> selector = "selector";
const auto set_path_count = [](auto& context) {
  x3::_val(context).k = x3::_attr(context);
  if (x3::_attr(context) > 0) return;
  const Iterator stop = x3::_where(context).begin();
  state_of(context).reject("NG1012", "InvalidRelationshipPattern",
                           "the number of shortest paths is at least 1", stop - 1, stop);
};
const auto selector_def =
      (keyword("ANY") >> keyword("SHORTEST")[select_paths<PathSelector::AnyShortest>] >> paths_word)
    | (keyword("ALL") >> keyword("SHORTEST")[select_paths<PathSelector::AllShortest>] >> paths_word)
    | (keyword("SHORTEST")[select_paths<PathSelector::ShortestK>]
       >> count_value[set_path_count] >> paths_word);
// clang-format on
const auto take_selector = [](auto& context) {
  x3::_val(context).selector = x3::_attr(context).selector;
  x3::_val(context).k = x3::_attr(context).k;
};
const auto take_shortest = [](auto& context) {
  take_steps(context);
  x3::_val(context).selector = x3::_attr(context).selector;
};
const auto path_pattern_def =
    named("a pattern such as (a)-[:TYPE]->(b)")[located[-path_name[into<&PathPattern::variable>] >>
                                                        (shortest_path[take_shortest] |
                                                         (-selector[take_selector] >>
                                                          path_steps[take_steps]))]];

const auto add_path = [](auto& context) {
  x3::_val(context).paths.push_back(std::move(x3::_attr(context)));
};
const auto pattern_def = path_pattern[add_path] % comma;

BOOST_SPIRIT_DEFINE(any_labels, all_labels, label, star, quantity, quantifier, relationship_detail,
                    relationship, hop, quantified_path, path_name, inner_path, selector)

}  // namespace

BOOST_SPIRIT_DEFINE(labels, labels_before_bar, node_pattern, path_steps, path_pattern, pattern,
                    shortest_path)
BOOST_SPIRIT_INSTANTIATE(LabelsRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(LabelsBeforeBarRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(NodePatternRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(PathStepsRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(PathPatternRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(PatternRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(ShortestPathRule, Iterator, Context)

}  // namespace normgraph::syntax
