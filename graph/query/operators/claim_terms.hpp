#pragma once

#include <optional>

#include "graph/query/operators/element_writer.hpp"
#include "graph/query/operators/row_expression.hpp"
#include "graph/query/plan.hpp"
#include "graph/time/claim_writer.hpp"

namespace normgraph::query {

/// EFFECTIVE, SOURCE, CONFIDENCE, CORRECTING and PLANNED of a writing clause, for one row after the
/// other.
class ClaimTermsOfRow {
 public:
  explicit ClaimTermsOfRow(const ClaimExpressions& claim);
  /// The clause says something; otherwise it writes values, not claims.
  bool any() const { return any_; }
  /// Throws Error for values of the wrong type, and where the graph cannot keep claims.
  ClaimTerms terms(const Batch& batch, std::uint32_t row, Context& context) const;

 private:
  bool any_, planned_;
  RowExpression effective_, source_, confidence_, correcting_;
};

/// While it lives, a writer's changes are claimed under the terms of a row, if the clause has any.
class ClaimScope {
 public:
  ClaimScope(const ClaimTermsOfRow& clause, const Batch& batch, std::uint32_t row,
             ElementWriter& writer, Context& context);
  ~ClaimScope() { writer_.claim(nullptr); }
  ClaimScope(const ClaimScope&) = delete;
  ClaimScope& operator=(const ClaimScope&) = delete;

 private:
  ElementWriter& writer_;
  std::optional<ClaimTerms> terms_;
};

}  // namespace normgraph::query
