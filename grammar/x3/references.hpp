#pragma once

// The words of standards work: dates and periods, designations, references, durations. Plain
// scanners; the X3 rules around them are in reference.cpp and domain.cpp.

#include "grammar/ast.hpp"
#include "grammar/x3/state.hpp"

namespace normgraph::syntax {

/// `2025-05-08`, `2025-05`, `2025`, `2025-Q3`, `2026-Q1~`, `[2025-10..2026-03]`, `2025-10/2026-03`,
/// `../2026-08`, … (language.md, Periods).
bool scan_period(State& state, Iterator& p, ast::PeriodLiteral& literal);
/// `P6M`, `6 months`, `1 year 6 months`.
bool scan_duration(State& state, Iterator& p, ast::Duration& duration);
/// One of the closed set of shapes (language.md, References).
bool scan_reference(State& state, Iterator& p, ast::Reference& reference);
/// A reference, a range of numbers, or a plural.
bool scan_selection_head(State& state, Iterator& p, ast::Selection& selection);
/// One word or more, up to a comma or the next option: `request item`.
bool scan_words(State& state, Iterator& p, ast::Name& words);
/// A phase or a stage: `published`, `formal vote`, `40.20`.
bool scan_phase(State& state, Iterator& p, std::string& phase);
/// What stands before or behind a statement, put together.
void add(ast::TimeOptions& to, ast::TimeOptions more);
/// A bare word that is no option.
bool scan_free_name(State& state, Iterator& p, ast::Name& name);

}  // namespace normgraph::syntax
