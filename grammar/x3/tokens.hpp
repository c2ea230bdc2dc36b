#pragma once

// Tokens that are more than a word or a symbol: names, numbers, strings, operators, and the
// look-aheads that decide between forms with a common beginning. Plain functions (tokens.cpp,
// numbers.cpp, strings.cpp, lookahead.cpp); the X3 parsers around them are at the end.

#include "grammar/ast.hpp"
#include "grammar/x3/state.hpp"

namespace normgraph::syntax {

/// A variable: not reserved, or in backticks.
bool scan_variable(State& state, Iterator& p, ast::Name& name);
/// A label, type, property key or alias: any word, or in backticks.
bool scan_any_name(State& state, Iterator& p, ast::Name& name);
/// `count(`, `duration.between(`: the name, when an opening parenthesis follows.
bool scan_function_name(State& state, Iterator& p, ast::Name& name);
/// The dotted name of a procedure.
bool scan_procedure_name(State& state, Iterator& p, ast::Name& name);
/// `$name`, `$1`.
bool scan_parameter(State& state, Iterator& p, ast::Parameter& parameter);
/// `.name`, not `..`.
bool scan_property_key(State& state, Iterator& p, ast::Name& name);
bool scan_number(State& state, Iterator& p, ast::Literal& literal);
bool scan_string(State& state, Iterator& p, std::string& value);
bool scan_string_literal(State& state, Iterator& p, ast::Literal& literal);
/// true, false, null.
bool scan_word_literal(State& state, Iterator& p, ast::Literal& literal);
/// Digits of a bound or a count (`*1..3`, `SHORTEST 2`).
bool scan_count(State& state, Iterator& p, std::int64_t& count);

// ---- look-aheads: they never recurse, so they cost no more than the characters they pass ----
/// `([name][labels][map])` followed by a relationship: a pattern, not a parenthesis.
bool pattern_ahead(const State& state, Iterator p);
/// The same, with `name =` before it.
bool named_pattern_ahead(const State& state, Iterator p);
/// What may begin inside EXISTS { … } when it is no clause: `(`, `name =`, a path selector.
bool bare_pattern_ahead(const State& state, Iterator p);
/// `name =`
bool assignment_ahead(const State& state, Iterator p);
/// `name IN`
bool iteration_ahead(const State& state, Iterator p);
/// `( name IN`, behind all, any, none, single.
bool quantifier_ahead(const State& state, Iterator p);
bool open_parenthesis_ahead(const State& state, Iterator p);
bool open_brace_ahead(const State& state, Iterator p);
/// `((`
bool quantified_path_ahead(const State& state, Iterator p);

}  // namespace normgraph::syntax
