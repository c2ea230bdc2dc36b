#pragma once

#include "grammar/ast.hpp"
#include "grammar/error.hpp"
#include "graph/claims/claim.hpp"
#include "graph/database.hpp"
#include "graph/query/context.hpp"

namespace normgraph {

/// The day that a statement counts as today, and the day by which its claims were public.
struct StatementTime {
  When when;
  query::Clock clock;  // of its start; its today is when.day
  bool asked = false;  // by AS OF, KNOWN BY or the session's options: then it cannot write
};

/// A period as it stands in a statement, or the parameter that stands for it. Throws Error.
Period written_period(const ast::PeriodLiteral& literal, const Map& parameters);
/// The text that a parameter gives. Throws Error when it is missing, or no text.
std::string text_of_parameter(const std::string& name, const Map& parameters);

/// Throws Error for a day that does not exist, and for a statement that has no use for one.
StatementTime time_of(const ast::Statement& statement, const SessionOptions& options,
                      const Map& parameters);

Error write_at_other_time();

}  // namespace normgraph
