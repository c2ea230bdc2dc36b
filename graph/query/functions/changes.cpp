// norm.changes(since, until): what began, ended or changed between two times, from the claims.

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

#include "graph/claims/resolve.hpp"
#include "graph/query/functions/arguments.hpp"
#include "graph/value/compare.hpp"
#include "graph/value/period.hpp"

namespace normgraph::query {
namespace {

Period period_argument(const Value& value) {
  if (value.type() == Type::Period) return value.as_period();
  if (value.type() == Type::Date) return period_of_day(value.as_date());
  throw argument_value_error("norm.changes", value, "a date or a period");
}

class Changes {
 public:
  Changes(const store::GraphView& view, std::int64_t since, When until)
      : view_(view), since_(since), until_(until) {}

  List list() {
    if (since_ >= until_.day) return {};
    const std::vector<ElementId> elements = view_.changing_claims(since_ + 1, until_.day);
    read_properties(elements);
    for (const ElementId element : elements)
      if (const auto claims = view_.claims(element)) look_at(element, *claims);
    return std::move(list_);
  }

 private:
  /// Those of all nodes that are there, column by column.
  void read_properties(const std::vector<ElementId>& elements) {
    std::vector<NodeId> nodes;
    for (const ElementId element : elements)
      if (element.is_node() && view_.exists(element.node())) nodes.push_back(element.node());
    std::vector<Map> maps(nodes.size());
    for (std::size_t key = 0; key < view_.key_count(); ++key) {
      const Vector column = view_.node_property(static_cast<KeyId>(key), nodes);
      for (std::size_t i = 0; i < nodes.size(); ++i)
        if (!column.is_null(i))
          maps[i].emplace_back(view_.key_name(static_cast<KeyId>(key)), column.value(i));
    }
    for (std::size_t i = 0; i < nodes.size(); ++i)
      properties_.emplace(nodes[i], Value::map(std::move(maps[i])));
  }

  /// An element, and what it is: made once there is something to tell of it.
  struct Subject {
    ElementId element;
    const ElementClaims& claims;
    std::optional<Map> description;
  };

  void look_at(ElementId element, const ElementClaims& claims) {
    if (!claims.absent && !exists(element)) return;  // deleted for good
    Subject about{element, claims, std::nullopt};
    bool own_beginning = false;
    for (const Claim& claim : claims.claims)
      own_beginning = own_beginning || claim.property.empty();
    if (own_beginning) add_existence(claims, about);
    for (const std::string_view name : claimed_properties(claims.claims))
      add_values(claims, name, about);
  }

  bool exists(ElementId element) const {
    return element.is_node() ? view_.exists(element.node()) : view_.exists(element.relationship());
  }

  /// Each day in the time between on which another value began, or the value ended.
  void add_values(const ElementClaims& claims, std::string_view name, Subject& about) {
    const ClaimHistory history(claims.claims, name, until_);
    const std::vector<ClaimState> states = history.states();
    const Claim* before = nullptr;
    for (std::size_t i = 0; i < states.size(); ++i) {
      const ClaimState& state = states[i];
      const bool same = before && equivalent(before->value, state.claim->value);
      if (state.start > since_ && !same)
        add(before ? "changed" : "began", name, before, state.claim,
            state.claim->from ? Value::period(*state.claim->from) : Value(), about);
      before = state.claim;
      const bool goes_on = i + 1 < states.size() && state.end && states[i + 1].start <= *state.end;
      if (!state.end || goes_on || *state.end <= since_ || *state.end > until_.day) continue;
      add("ended", name, before, nullptr, ending(*state.claim, *state.end), about);
      before = nullptr;
    }
  }

  void add_existence(const ElementClaims& claims, Subject& about) {
    const bool before = exists_by_claims(claims.claims, {since_, until_.known_by});
    const bool after = exists_by_claims(claims.claims, until_);
    if (before == after) return;
    for (const Claim& claim : claims.claims) {
      if (!claim.property.empty() || claim.planned || claim.known_day > until_.known_by) continue;
      const auto& bound = after ? claim.from : claim.to;
      if (!bound || bound->first > until_.day) continue;
      add(after ? "began" : "ended", "", after ? nullptr : &claim, after ? &claim : nullptr,
          Value::period(*bound), about);
      return;
    }
  }

  static Value ending(const Claim& claim, std::int64_t day) {
    return claim.to ? Value::period(*claim.to) : Value::date(Date{day});
  }

  void add(const char* change, std::string_view property, const Claim* before, const Claim* after,
           Value on, Subject& about) {
    const Claim& told = after ? *after : *before;
    List sources;
    for (const std::string& source : told.sources) sources.push_back(Value::string(source));
    const bool value = !property.empty();
    if (!about.description) about.description = description(about.element, about.claims);
    Map row = *about.description;
    row.emplace_back("change", Value::string(change));
    row.emplace_back("property", value ? Value::string(property) : Value());
    row.emplace_back("before", value && before ? before->value : Value());
    row.emplace_back("after", value && after ? after->value : Value());
    row.emplace_back("on", std::move(on));
    row.emplace_back("known",
                     told.known_day == always_known ? Value() : Value::date(Date{told.known_day}));
    row.emplace_back("sources", Value::list(std::move(sources)));
    row.emplace_back("note", told.note.empty() ? Value() : Value::string(told.note));
    list_.push_back(Value::map(std::move(row)));
  }

  // ---- what it is about; of things that are gone, what they were made of ----

  Map description(ElementId element, const ElementClaims& claims) const {
    if (element.is_node()) {
      return {{"thing", properties(element.node(), &claims)},
              {"labels", labels(element.node(), &claims)},
              {"type", Value()}};
    }
    return {{"type", Value::string(view_.type_name(element.relationship().type()))},
            {"start", properties(claims.start, nullptr)},
            {"end", properties(claims.end, nullptr)}};
  }

  Value properties(NodeId node, const ElementClaims* claims) const {
    if (const auto read = properties_.find(node); read != properties_.end()) return read->second;
    if (node != no_node && view_.exists(node)) return Value::map(view_.node_properties(node));
    std::optional<ElementClaims> own;
    if (!claims && node != no_node) own = view_.claims(ElementId::of(node));
    if (own) claims = &*own;
    Map made;
    if (!claims) return Value::map(std::move(made));
    for (const auto& [key, value] : claims->properties)
      made.emplace_back(view_.key_name(key), value);
    for (const std::string_view name : claimed_properties(claims->claims)) {
      const ClaimHistory history(claims->claims, name, until_);
      const auto states = history.states();
      if (!states.empty()) made.emplace_back(std::string(name), states.back().claim->value);
    }
    return Value::map(std::move(made));
  }

  Value labels(NodeId node, const ElementClaims* claims) const {
    List names;
    const auto ids = claims->absent ? claims->labels : view_.labels(node);
    for (const LabelId label : ids) names.push_back(Value::string(view_.label_name(label)));
    return Value::list(std::move(names));
  }

  const store::GraphView& view_;
  const std::int64_t since_;
  const When until_;
  std::unordered_map<NodeId, Value> properties_;  // of changed nodes
  List list_;
};

/// Behind the day, or from the first day of a longer period on, up to the last day of `until`.
Value changes(Arguments arguments, Context& context) {
  const Period since = period_argument(arguments[0]);
  const Period until = period_argument(arguments[1]);
  if (since.first == Period::open_start || since.unknown_start)
    throw argument_range_error("norm.changes() needs a day to begin with");
  if (until.last == Period::open_end || until.unknown_end)
    throw argument_range_error("norm.changes() needs a day to end with");
  const std::int64_t after = since.first == since.last ? since.first : since.first - 1;
  return Value::list(Changes(*context.view, after, {until.last, context.known_by}).list());
}

constexpr std::array change_table{
    FunctionInfo{.name = "norm.changes",
                 .min_arguments = 2,
                 .max_arguments = 2,
                 .alone = true,
                 .result = StaticType::List,
                 .scalar = changes},
};

}  // namespace

std::span<const FunctionInfo> change_functions() { return change_table; }

}  // namespace normgraph::query
