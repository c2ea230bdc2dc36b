#include "graph/time/claim_writer.hpp"

#include <algorithm>

#include "grammar/error.hpp"
#include "graph/claims/in_force.hpp"
#include "graph/claims/resolve.hpp"
#include "graph/claims/source_rank.hpp"
#include "graph/time/presence.hpp"
#include "graph/time/stored_day.hpp"
#include "graph/value/compare.hpp"
#include "graph/value/period.hpp"

namespace normgraph {

namespace {

constexpr std::size_t most_warnings = 3;

bool has_claims_on(const ElementClaims& all, std::string_view property) {
  return std::ranges::any_of(all.claims,
                             [&](const Claim& claim) { return claim.property == property; });
}

void add_texts(const Value& list, std::vector<std::string>& to) {
  if (list.type() != Type::List) return;
  for (const Value& item : list.as_list())
    if (item.type() == Type::String) to.push_back(item.as_string());
}

}  // namespace

void set_effective(ClaimTerms& terms, const Period& effective) {
  const bool interval = effective.form == Period::Form::Interval && !effective.unknown_start;
  if (!interval) {
    terms.from = effective;
    return;
  }
  if (effective.first != Period::open_start) terms.from = period_of_day(Date{effective.first});
  const bool ends = !effective.unknown_end && effective.last != Period::open_end;
  if (ends) terms.to = period_of_day(Date{effective.last + 1});
}

ClaimWriter::ClaimWriter(const store::GraphView& view, store::GraphWriter& writer,
                         std::int64_t today, std::vector<std::string>& warnings)
    : view_(view),
      writer_(writer),
      today_(today),
      warnings_(warnings),
      stored_day_(stored_day(view)) {}

// ---- what is there ----

ElementId ClaimWriter::id_of(const Value& element) {
  return element.type() == Type::Node ? ElementId::of(element.as_node())
                                      : ElementId::of(element.as_relationship().id);
}

bool ClaimWriter::takes_claims(std::string_view property) {
  return property != "key" && property != "sources" && !property.ends_with(claim_sources_suffix);
}

ElementClaims ClaimWriter::claims_of(const Value& element) const {
  ElementClaims all = view_.claims(id_of(element)).value_or(ElementClaims{});
  if (element.type() == Type::Relationship) {
    all.start = element.as_relationship().start;
    all.end = element.as_relationship().end;
  }
  return all;
}

Value ClaimWriter::property_of(const Value& element, std::string_view name) const {
  const KeyId key = view_.find_key(name);
  if (key == no_key) return Value();
  return element.type() == Type::Node
             ? view_.node_property(key, element.as_node())
             : view_.relationship_property(key, element.as_relationship().id);
}

/// Those of the value, or else of the element.
std::vector<std::string> ClaimWriter::sources_of(const Value& element,
                                                 std::string_view property) const {
  std::vector<std::string> sources;
  if (!property.empty())
    add_texts(property_of(element, std::string(property) + claim_sources_suffix), sources);
  if (sources.empty()) add_texts(property_of(element, "sources"), sources);
  return sources;
}

bool ClaimWriter::is_claimed(const Value& element, std::string_view property) const {
  if (!stored_day_ || !takes_claims(property)) return false;
  const auto all = view_.claims(id_of(element));
  if (all && has_claims_on(*all, property)) return true;
  return !property_of(element, property).is_null() && !sources_of(element, property).empty();
}

bool ClaimWriter::is_claimed(const Value& element) const {
  if (!stored_day_) return false;
  const auto all = view_.claims(id_of(element));
  return (all && !all->claims.empty()) || !sources_of(element, "").empty();
}

ClaimTerms ClaimWriter::users_terms() const {
  return {.from = period_of_day(Date{today_}),
          .to = std::nullopt,
          .sources = {user_source},
          .corrects = {},
          .confidence = Confidence::Unstated,
          .planned = false};
}

const Schema& ClaimWriter::schema() {
  if (!schema_) schema_ = stored_schema(view_);
  return *schema_;
}

// ---- new claims ----

const ClaimWriter::SourceFacts& ClaimWriter::facts_of(const std::string& source) {
  const auto [found, is_new] = sources_.try_emplace(source);
  if (!is_new || source == user_source) return found->second;
  const LabelId label = view_.find_label(source_label);
  const KeyId key = view_.find_key("key");
  if (label == no_label || key == no_key) return found->second;
  const auto nodes = view_.lookup(no_label, key, Value::string(source));
  const auto is_source = [&](NodeId node) { return view_.has_label(node, label); };
  const bool known = nodes && std::ranges::any_of(*nodes, is_source);
  if (!known) {
    warnings_.push_back("there is no source '" + source +
                        "' in the graph: its claims count as known today, and as not near");
    return found->second;
  }
  const Value node = Value::node(*std::ranges::find_if(*nodes, is_source));
  if (const Value kind = property_of(node, "kind"); kind.type() == Type::String)
    found->second.rank = rank_of_source_kind(kind.as_string());
  if (const Value dated = property_of(node, "dated"); dated.type() == Type::Period)
    found->second.known_day = last_day_of(dated.as_period());
  return found->second;
}

/// Known since the first of its sources, of which we know the day; else since today.
void ClaimWriter::complete(Claim& claim) {
  std::optional<std::int64_t> known;
  claim.rank = SourceRank::Other;
  for (const std::string& source : claim.sources) {
    const SourceFacts& facts = facts_of(source);
    claim.rank = std::min(claim.rank, facts.rank);
    if (facts.known_day) known = std::min(known.value_or(*facts.known_day), *facts.known_day);
  }
  claim.known_day = known.value_or(today_);
}

Claim ClaimWriter::claim(const std::string& property, const Value& value, const ClaimTerms& terms) {
  Claim made;
  made.property = property;
  made.value = value;
  made.from = terms.from;
  made.to = terms.to;
  made.planned = terms.planned;
  made.confidence = terms.confidence;
  made.sources = terms.sources;
  made.corrects = terms.corrects;
  if (made.sources.empty()) made.sources = {user_source};
  complete(made);
  return made;
}

/// What held so far without a claim of its own: always, and always known.
Claim ClaimWriter::present_state(const Value& element, const std::string& property) {
  Claim made;
  made.property = property;
  if (!property.empty()) made.value = property_of(element, property);
  made.sources = sources_of(element, property);
  complete(made);
  made.known_day = always_known;
  return made;
}

void ClaimWriter::put(const Value& element, ElementClaims claims) {
  // Also where it was older, and nothing happened since: the values written now are of today.
  if (stored_day_ != today_) set_stored_day(writer_, today_);
  stored_day_ = today_;
  if (claims.claims.empty() && !claims.absent)
    return writer_.put_claims(id_of(element), std::nullopt);
  if (element.type() == Type::Node) {
    set_days(claims);
  } else {
    const auto start = view_.claims(ElementId::of(claims.start));
    const auto end = view_.claims(ElementId::of(claims.end));
    set_days(claims, start ? &*start : nullptr, end ? &*end : nullptr);
  }
  writer_.put_claims(id_of(element), std::move(claims));
}

void ClaimWriter::write(const Value& element, const std::string& property, const Value& value) {
  const KeyId key = writer_.intern_key(property);
  if (element.type() == Type::Node)
    writer_.set_property(element.as_node(), key, value);
  else
    writer_.set_property(element.as_relationship().id, key, value);
}

std::vector<std::string> ClaimWriter::labels_of(const Value& element) const {
  std::vector<std::string> labels;
  if (element.type() == Type::Node)
    for (const LabelId label : view_.labels(element.as_node()))
      labels.push_back(view_.label_name(label));
  return labels;
}

/// Brings the values of the stored day into line with the claims.
void ClaimWriter::refresh(const Value& element, const std::vector<Claim>& before) {
  const std::vector<std::string> labels = labels_of(element);
  const std::vector<Claim> after = claims_of(element).claims;
  PropertyValues was = properties_in_force(before, labels, schema(), now());
  PropertyValues is = properties_in_force(after, labels, schema(), now());
  std::set<std::string> names = properties_by_claims(before, labels, schema());
  names.merge(properties_by_claims(after, labels, schema()));
  // A value that had no claims before is what it is; a derived one may be somebody's own.
  for (const std::string_view name : claimed_properties(after)) {
    const std::string key(name);
    if (!equivalent(property_of(element, key), is[key])) write(element, key, is[key]);
    was[key] = is[key];
  }
  for (const std::string& name : names)
    if (!equivalent(was[name], is[name])) write(element, name, is[name]);
}

namespace {

void require_claims_on(const std::string& property) {
  if (!ClaimWriter::takes_claims(property))
    throw Error(ErrorKind::Runtime, "NG3312", "SemanticError", "NoClaimsOnProperty",
                "`" + property + "` says which thing this is, or who says so: it takes no claims")
        .hint("write it without EFFECTIVE, SOURCE and CONFIDENCE")
        .at_runtime();
}

}  // namespace

void ClaimWriter::set(const Value& element, const std::string& property, const Value& value,
                      const ClaimTerms& terms) {
  require_claims_on(property);
  ElementClaims all = claims_of(element);
  const std::vector<Claim> before = all.claims;
  if (!has_claims_on(all, property)) {
    const bool has_value = !property_of(element, property).is_null();
    if (!has_value && value.is_null()) return;
    if (has_value) all.claims.push_back(present_state(element, property));
  }
  const Claim made = claim(property, value, terms);
  all.claims.push_back(made);
  put(element, std::move(all));
  refresh(element, before);
  warn_unless_in_force(element, made);
}

/// A write whose value is not to be read afterwards would surprise.
void ClaimWriter::warn_unless_in_force(const Value& element, const Claim& made) {
  const bool begun = !made.from || made.from->first <= today_;
  const bool ended = made.to && made.to->first <= today_;
  if (made.planned || !begun || ended || warned_ >= most_warnings) return;
  const std::vector<Claim> all = claims_of(element).claims;
  const ClaimHistory history(all, made.property, now());
  const Claim* best = history.in_force();
  if (best && equivalent(best->value, made.value)) return;
  ++warned_;
  const std::string what = made.property.empty() ? "the element" : "`" + made.property + "`";
  if (!best && !made.value.is_null())
    warnings_.push_back("the new claim on " + what +
                        " is kept, but the day of a change is not known: the value is null");
  else if (best)
    warnings_.push_back("the new claim on " + what + " is kept, but another one counts more" +
                        (best->sources.empty() ? "" : ", of " + best->sources.front()) +
                        ": claims() lists them all");
}

// ---- existence ----

void ClaimWriter::created(const Value& element, const ClaimTerms& terms) {
  ElementClaims all = claims_of(element);
  all.claims.push_back(claim("", Value(), terms));
  const Map properties = element.type() == Type::Node
                             ? view_.node_properties(element.as_node())
                             : view_.relationship_properties(element.as_relationship().id);
  for (const auto& [name, value] : properties)
    if (takes_claims(name)) all.claims.push_back(claim(name, value, terms));
  put(element, std::move(all));
  refresh(element, {});
  if (element.type() == Type::Node) fresh_.insert(element.as_node());
  unsettled_.push_back(element);
}

bool ClaimWriter::deny(const Value& element, const ClaimTerms& terms) {
  ElementClaims all = claims_of(element);
  if (!has_claims_on(all, "")) all.claims.push_back(present_state(element, ""));
  const Claim made = claim("", Value::boolean(false), terms);
  all.claims.push_back(made);
  const bool exists = exists_by_claims(all.claims, now());
  put(element, std::move(all));
  if (element.type() == Type::Node) touched_.insert(element.as_node());
  warn_unless_in_force(element, made);
  if (exists) return false;
  if (element.type() == Type::Node)
    make_absent(view_, writer_, element.as_node());
  else
    make_absent(view_, writer_, element.as_relationship());
  return true;
}

std::size_t ClaimWriter::forget(const Value& element, const std::string& property,
                                const Chosen& chosen) {
  if (!property.empty()) require_claims_on(property);
  ElementClaims all = claims_of(element);
  const std::vector<Claim> before = all.claims;
  const bool whole = property.empty() && chosen.all();
  std::erase_if(all.claims, [&](const Claim& claim) {
    if (whole) return true;
    const auto named = [&](const std::string& source) {
      return std::ranges::find(chosen.sources, source) != chosen.sources.end();
    };
    return claim.property == property &&
           (chosen.sources.empty() || std::ranges::any_of(claim.sources, named)) &&
           (!chosen.from || (claim.from && compare_periods(*claim.from, *chosen.from) == 0));
  });
  const std::size_t erased = before.size() - all.claims.size();
  if (whole) {
    erase(element);
    return erased;
  }
  if (erased > 0) {
    put(element, std::move(all));
    refresh(element, before);
    if (property.empty()) unsettled_.push_back(element);
    if (property.empty() && element.type() == Type::Node) touched_.insert(element.as_node());
  }
  // A value that never had claims goes, too.
  if (!property.empty() && chosen.all() && !property_of(element, property).is_null())
    write(element, property, Value());
  return erased;
}

void ClaimWriter::erase(const Value& element) {
  writer_.put_claims(id_of(element), std::nullopt);
  if (element.type() == Type::Relationship)
    return writer_.delete_relationship(element.as_relationship());
  writer_.delete_node(element.as_node());
  touched_.insert(element.as_node());
}

}  // namespace normgraph
