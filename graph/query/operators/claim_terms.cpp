#include "graph/query/operators/claim_terms.hpp"

#include "graph/query/operators/errors.hpp"
#include "graph/value/period.hpp"

namespace normgraph::query {

namespace {

std::optional<Period> period_of(const Value& value) {
  switch (value.type()) {
    case Type::Null:
      return std::nullopt;
    case Type::Period:
      return value.as_period();
    case Type::Date:
      return period_of_day(value.as_date());
    case Type::String:
      return parse_period(value.as_string());
    default:
      throw wrong_claim_option("EFFECTIVE", value, "a date or a period");
  }
}

std::vector<std::string> keys_of(const char* option, const Value& value) {
  std::vector<std::string> keys;
  switch (value.type()) {
    case Type::Null:
      return keys;
    case Type::String:
      return {value.as_string()};
    case Type::List:
      for (const Value& item : value.as_list()) {
        if (item.type() != Type::String) break;
        keys.push_back(item.as_string());
      }
      if (keys.size() == value.as_list().size()) return keys;
      break;
    default:
      break;
  }
  throw wrong_claim_option(option, value, "the key of a source, or a list of keys");
}

/// A word, or a number from 0 to 1 in thirds.
Confidence confidence_of(const Value& value) {
  if (value.is_null()) return Confidence::Unstated;
  if (value.type() == Type::String) {
    if (value.as_string() == "low") return Confidence::Low;
    if (value.as_string() == "medium") return Confidence::Medium;
    if (value.as_string() == "high") return Confidence::High;
  }
  if (value.type() == Type::Integer || value.type() == Type::Float) {
    const double share = value.as_number();
    if (share >= 0 && share <= 1)
      return share < 1.0 / 3   ? Confidence::Low
             : share < 2.0 / 3 ? Confidence::Medium
                               : Confidence::High;
  }
  throw wrong_claim_option("CONFIDENCE", value,
                           "'low', 'medium' or 'high', or a number from 0 to 1");
}

}  // namespace

ClaimTermsOfRow::ClaimTermsOfRow(const ClaimExpressions& claim)
    : any_(claim.any()),
      planned_(claim.planned),
      effective_(claim.effective.get()),
      source_(claim.source.get()),
      confidence_(claim.confidence.get()),
      correcting_(claim.correcting.get()) {}

ClaimTerms ClaimTermsOfRow::terms(const Batch& batch, std::uint32_t row, Context& context) const {
  if (!context.claims) throw no_claims();
  ClaimTerms terms;
  if (const auto effective = period_of(effective_.value(batch, row, context)))
    set_effective(terms, *effective);
  terms.sources = keys_of("SOURCE", source_.value(batch, row, context));
  terms.confidence = confidence_of(confidence_.value(batch, row, context));
  terms.corrects = keys_of("CORRECTING", correcting_.value(batch, row, context));
  terms.planned = planned_;
  return terms;
}

ClaimScope::ClaimScope(const ClaimTermsOfRow& clause, const Batch& batch, std::uint32_t row,
                       ElementWriter& writer, Context& context)
    : writer_(writer) {
  if (!clause.any()) return;
  terms_ = clause.terms(batch, row, context);
  writer.claim(&*terms_);
}

}  // namespace normgraph::query
