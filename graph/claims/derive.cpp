#include "graph/claims/derive.hpp"

#include <algorithm>

#include "graph/value/stage.hpp"

namespace normgraph {

namespace {

Value date_of_day(std::int64_t day) {
  return day == always_known ? Value() : Value::date(Date{day});
}

Value start_of(const Claim* claim) {
  return claim && claim->from ? Value::period(*claim->from) : Value();
}

Value newest_known(std::span<const Claim> claims, const std::string& property, When when) {
  std::int64_t newest = always_known;
  for (const Claim& claim : claims) {
    const bool counts = property.empty() ? !claim.property.empty() : claim.property == property;
    if (counts && claim.known_day <= std::min(when.day, when.known_by))
      newest = std::max(newest, claim.known_day);
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

Value derive(const PropertySchema& property, const Schema& schema, std::span<const Claim> claims,
             When when) {
  const Derivation& derivation = *property.derived;
  if (derivation.take == Derivation::Take::Known)
    return newest_known(claims, derivation.claim, when);
  const ClaimHistory history(claims, derivation.claim, when);
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
  return date_of_day(planned->known_day);
}

}  // namespace normgraph
