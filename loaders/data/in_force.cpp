#include "loaders/data/in_force.hpp"

#include <algorithm>
#include <tuple>

#include "graph/value/compare.hpp"
#include "graph/value/stage.hpp"
#include "loaders/data/check.hpp"

namespace normgraph::loaders {

namespace {

/// The last day of a period, or its first where the end is open.
std::int64_t last_day(const Period& period) {
  return period.last == Period::open_end ? period.first : period.last;
}

bool has_unknown_start(const Claim& claim) {
  return claim.from && (claim.from->unknown_start || claim.from->first == Period::open_start);
}

/// When the claim's value began at the latest.
std::int64_t latest_start(const Claim& claim) {
  return claim.from ? last_day(*claim.from) : INT64_MIN;
}

bool has_ended(const Claim& claim, std::int64_t today) {
  return claim.to && claim.to->first <= today;
}

bool is_corrected(const Claim& claim, const std::vector<Claim>& claims) {
  const auto corrects = [&](const Claim& other) {
    return other.property == claim.property &&
           std::any_of(claim.sources.begin(), claim.sources.end(), [&](const std::string& source) {
             return std::find(other.corrects.begin(), other.corrects.end(), source) !=
                    other.corrects.end();
           });
  };
  return std::any_of(claims.begin(), claims.end(), corrects);
}

/// A report without a start confirms a claim that gives the same value an earlier start.
std::int64_t confirmed_start(const Claim& claim, const std::vector<Claim>& claims) {
  std::int64_t start = latest_start(claim);
  if (!has_unknown_start(claim)) return start;
  for (const Claim& other : claims)
    if (other.property == claim.property && !other.planned && !has_unknown_start(other) &&
        equivalent(other.value, claim.value))
      start = std::min(start, latest_start(other));
  return start;
}

int rank_of_kind(const std::string& kind) {
  constexpr std::string_view near[] = {"primary", "copy of primary", "derived from primary"};
  for (const std::string_view start : near)
    if (kind.starts_with(start)) return 0;
  return kind.empty() || kind.starts_with("secondary") ? 2 : 1;
}

}  // namespace

SourceBook::SourceBook(const DataSet& data) {
  for (const NodeLine& node : data.nodes) {
    if (node.label != source_label) continue;
    Source source;
    for (const PropertyValue& property : node.properties) {
      if (property.name == "dated" && property.value.type() == Type::Period)
        source.dated = property.value.as_period();
      if (property.name == "kind" && property.value.type() == Type::String)
        source.rank = rank_of_kind(property.value.as_string());
    }
    sources_.emplace(node.key, source);
  }
}

std::int64_t SourceBook::known_day(const Claim& claim) const {
  if (claim.known) return last_day(*claim.known);
  std::optional<std::int64_t> earliest;
  for (const std::string& key : claim.sources) {
    const auto found = sources_.find(key);
    if (found == sources_.end() || !found->second.dated) continue;
    const std::int64_t day = last_day(*found->second.dated);
    earliest = std::min(earliest.value_or(day), day);
  }
  return earliest.value_or(INT64_MIN);
}

int SourceBook::rank(const Claim& claim) const {
  int best = 2;
  for (const std::string& key : claim.sources)
    if (const auto found = sources_.find(key); found != sources_.end())
      best = std::min(best, found->second.rank);
  return best;
}

ClaimHistory::ClaimHistory(const std::vector<Claim>& claims, std::string_view property,
                           const SourceBook& sources, std::int64_t today)
    : today_(today) {
  for (const Claim& claim : claims) {
    if (claim.property != property || is_corrected(claim, claims)) continue;
    const Ranked ranked{&claim, confirmed_start(claim, claims), sources.known_day(claim),
                        sources.rank(claim)};
    if (ranked.known > today) continue;
    if (claim.planned)
      planned_.push_back(ranked);
    else if (ranked.start <= today)
      begun_.push_back(ranked);
  }
  // Ascending: a later start counts more, then one that is told, then a nearer source, then what
  // became known later.
  const auto order = [](const Ranked& a, const Ranked& b) {
    const bool told_a = !has_unknown_start(*a.claim), told_b = !has_unknown_start(*b.claim);
    return std::tuple(a.start, told_a, -a.source_rank, a.known, b.claim->sources) <
           std::tuple(b.start, told_b, -b.source_rank, b.known, a.claim->sources);
  };
  std::stable_sort(begun_.begin(), begun_.end(), order);
}

const Claim* ClaimHistory::in_force() const {
  if (begun_.empty() || has_ended(*begun_.back().claim, today_)) return nullptr;
  return begun_.back().claim;
}

const Claim* ClaimHistory::previous() const {
  const Claim* present = in_force();
  if (!present) return nullptr;
  for (auto ranked = begun_.rbegin(); ranked != begun_.rend(); ++ranked)
    if (ranked->start < begun_.back().start && !equivalent(ranked->claim->value, present->value))
      return ranked->claim;
  return nullptr;
}

const Claim* ClaimHistory::planned(const Value& value) const {
  const Ranked* newest = nullptr;
  for (const Ranked& ranked : planned_)
    if (equivalent(ranked.claim->value, value) && (!newest || ranked.known >= newest->known))
      newest = &ranked;
  return newest ? newest->claim : nullptr;
}

bool exists_on(const std::vector<Claim>& exists, const SourceBook& sources, std::int64_t today) {
  return exists.empty() || ClaimHistory(exists, "", sources, today).in_force() != nullptr;
}

namespace {

Value date_of_day(std::int64_t day) { return day == INT64_MIN ? Value() : Value::date(Date{day}); }

Value start_of(const Claim* claim) {
  return claim && claim->from ? Value::period(*claim->from) : Value();
}

Value newest_known(const std::vector<Claim>& claims, const std::string& property,
                   const SourceBook& sources, std::int64_t today) {
  std::int64_t newest = INT64_MIN;
  for (const Claim& claim : claims) {
    if (!property.empty() && claim.property != property) continue;
    if (const std::int64_t day = sources.known_day(claim); day <= today)
      newest = std::max(newest, day);
  }
  return date_of_day(newest);
}

/// The text of a derivation's value in the type of the claims that it is compared with.
Value value_to_find(const PropertySchema* claimed, const std::string& text) {
  if (!claimed) return Value();
  for (const ValueKind kind : claimed->kinds)
    if (kind == ValueKind::Stage) return Value::stage(parse_stage(text));
  return Value::string(text);
}

}  // namespace

Value derive(const PropertySchema& property, const Schema& schema, const std::vector<Claim>& claims,
             const SourceBook& sources, std::int64_t today) {
  const Derivation& derivation = *property.derived;
  if (derivation.take == Derivation::Take::Known)
    return newest_known(claims, derivation.claim, sources, today);
  const ClaimHistory history(claims, derivation.claim, sources, today);
  switch (derivation.take) {
    case Derivation::Take::From:
      return start_of(history.in_force());
    case Derivation::Take::Previous:
      return history.previous() ? history.previous()->value : Value();
    case Derivation::Take::Moved:
      return history.previous() ? start_of(history.in_force()) : Value();
    default:
      break;
  }
  const PropertySchema* claimed = schema.find_property(derivation.claim);
  const Claim* planned = history.planned(value_to_find(claimed, derivation.value));
  if (!planned) return Value();
  if (derivation.take == Derivation::Take::Planned) return start_of(planned);
  return date_of_day(sources.known_day(*planned));
}

}  // namespace normgraph::loaders
