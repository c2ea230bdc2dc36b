// claims(), history(), disputed(), sources(): what stands behind the values of an element.

#include <algorithm>
#include <array>
#include <set>

#include "graph/claims/resolve.hpp"
#include "graph/claims/source_rank.hpp"
#include "graph/query/functions/arguments.hpp"

namespace normgraph::query {
namespace {

ElementId element_argument(std::string_view function, const Value& value) {
  if (value.type() == Type::Node) return ElementId::of(value.as_node());
  if (value.type() == Type::Relationship) return ElementId::of(value.as_relationship().id);
  throw argument_value_error(function, value, "a node or a relationship");
}

ElementClaims claims_of(std::string_view function, const Value& value, const Context& context) {
  return context.view->claims(element_argument(function, value)).value_or(ElementClaims{});
}

When when(const Context& context) { return {context.clock.today.days, context.known_by}; }

Value string_list(const std::vector<std::string>& texts) {
  List list;
  for (const std::string& text : texts) list.push_back(Value::string(text));
  return Value::list(std::move(list));
}

Value period_or_null(const std::optional<Period>& period) {
  return period ? Value::period(*period) : Value();
}

Value day_or_null(std::int64_t day) {
  return day == always_known ? Value() : Value::date(Date{day});
}

Value confidence_text(Confidence confidence) {
  constexpr std::string_view words[] = {"", "low", "medium", "high"};
  return confidence == Confidence::Unstated
             ? Value()
             : Value::string(words[static_cast<std::size_t>(confidence)]);
}

Value map_of(const Claim& claim, bool in_force) {
  return Value::map({{"property", claim.property.empty() ? Value() : Value::string(claim.property)},
                     {"value", claim.value},
                     {"from", period_or_null(claim.from)},
                     {"to", period_or_null(claim.to)},
                     {"known", day_or_null(claim.known_day)},
                     {"kind", Value::string(claim.planned ? "planned" : "actual")},
                     {"confidence", confidence_text(claim.confidence)},
                     {"sources", string_list(claim.sources)},
                     {"corrects", string_list(claim.corrects)},
                     {"note", claim.note.empty() ? Value() : Value::string(claim.note)},
                     {"in_force", Value::boolean(in_force)}});
}

/// claims(n), claims(n, 'stage'): all that are known, those on existence with property null.
Value claims(Arguments arguments, Context& context) {
  const ElementClaims all = claims_of("claims", arguments[0], context);
  const std::string* property =
      arguments.size() > 1 ? &text_argument("claims", arguments[1]) : nullptr;
  List list;
  for (const Claim& claim : all.claims) {
    if (property && claim.property != *property) continue;
    if (claim.known_day > context.known_by) continue;
    const Claim* best = ClaimHistory(all.claims, claim.property, when(context)).in_force();
    list.push_back(map_of(claim, best == &claim));
  }
  return Value::list(std::move(list));
}

/// history(n, 'stage'): successive values up to today, oldest first.
Value history(Arguments arguments, Context& context) {
  const ElementClaims all = claims_of("history", arguments[0], context);
  const std::string& property = text_argument("history", arguments[1]);
  List list;
  for (const ClaimState& state : ClaimHistory(all.claims, property, when(context)).states()) {
    const Claim& claim = *state.claim;
    const bool from_then_on = claim.from && state.start != always_known;
    list.push_back(
        Value::map({{"value", claim.value},
                    {"from", from_then_on ? Value::period(*claim.from) : Value()},
                    {"to", state.end ? Value::date(Date{*state.end}) : Value()},
                    {"known", day_or_null(claim.known_day)},
                    {"sources", string_list(claim.sources)},
                    {"note", claim.note.empty() ? Value() : Value::string(claim.note)}}));
  }
  return Value::list(std::move(list));
}

/// disputed(n, 'stage'), disputed(n): whether sources disagree about what is in force.
Value disputed(Arguments arguments, Context& context) {
  const ElementClaims all = claims_of("disputed", arguments[0], context);
  if (arguments.size() > 1) {
    const std::string& property = text_argument("disputed", arguments[1]);
    return Value::boolean(ClaimHistory(all.claims, property, when(context)).is_disputed());
  }
  const auto names = claimed_properties(all.claims);
  return Value::boolean(std::ranges::any_of(names, [&](std::string_view name) {
    return ClaimHistory(all.claims, name, when(context)).is_disputed();
  }));
}

Value property_of(const Value& element, std::string_view name, const Context& context) {
  const KeyId key = context.view->find_key(name);
  if (key == no_key) return Value();
  return element.type() == Type::Node
             ? context.view->node_property(key, element.as_node())
             : context.view->relationship_property(key, element.as_relationship().id);
}

void add_texts(const Value& list, std::set<std::string>& to) {
  if (list.type() != Type::List) return;
  for (const Value& item : list.as_list())
    if (item.type() == Type::String) to.insert(item.as_string());
}

/// Leaves out what became public only later: a source is known from the last day of its date.
void keep_known(std::set<std::string>& keys, const Context& context) {
  if (context.known_by == all_that_is_known) return;
  const KeyId key = context.view->find_key("key");
  std::erase_if(keys, [&](const std::string& name) {
    const auto nodes = context.view->lookup(no_label, key, Value::string(name));
    if (key == no_key || !nodes || nodes->empty()) return false;
    const Value dated = property_of(Value::node(nodes->front()), "dated", context);
    return dated.type() == Type::Period && last_day_of(dated.as_period()) > context.known_by;
  });
}

/// sources(n): keys of the sources of everything that holds; sources(n, 'stage'): of one value,
/// those of the element where the value has none of its own.
Value sources(Arguments arguments, Context& context) {
  const ElementClaims all = claims_of("sources", arguments[0], context);
  std::set<std::string> keys;
  if (arguments.size() > 1) {
    const std::string& property = text_argument("sources", arguments[1]);
    if (const Claim* claim = ClaimHistory(all.claims, property, when(context)).in_force())
      keys.insert(claim->sources.begin(), claim->sources.end());
    else if (!property_of(arguments[0], property, context).is_null())
      add_texts(property_of(arguments[0], "sources", context), keys);
  } else {
    add_texts(property_of(arguments[0], "sources", context), keys);
    for (const std::string_view name : claimed_properties(all.claims))
      if (const Claim* claim = ClaimHistory(all.claims, name, when(context)).in_force())
        keys.insert(claim->sources.begin(), claim->sources.end());
    if (const Claim* claim = ClaimHistory(all.claims, "", when(context)).in_force())
      keys.insert(claim->sources.begin(), claim->sources.end());
  }
  keep_known(keys, context);
  return string_list({keys.begin(), keys.end()});
}

constexpr std::array claim_table{
    FunctionInfo{.name = "claims",
                 .min_arguments = 1,
                 .max_arguments = 2,
                 .alone = true,
                 .result = StaticType::List,
                 .scalar = claims},
    FunctionInfo{.name = "history",
                 .min_arguments = 2,
                 .max_arguments = 2,
                 .alone = true,
                 .result = StaticType::List,
                 .scalar = history},
    FunctionInfo{.name = "disputed",
                 .min_arguments = 1,
                 .max_arguments = 2,
                 .alone = true,
                 .result = StaticType::Boolean,
                 .scalar = disputed},
    FunctionInfo{.name = "sources",
                 .min_arguments = 1,
                 .max_arguments = 2,
                 .alone = true,
                 .result = StaticType::List,
                 .scalar = sources},
};

}  // namespace

std::span<const FunctionInfo> claim_functions() { return claim_table; }

}  // namespace normgraph::query
