#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/ast.hpp"
#include "grammar/rewrite.hpp"

// Pieces of query text that rewritings are put together from.

namespace normgraph::rewriting {

/// `norm.resolve('article 9')`: the key of what a reference means, looked up before planning. The
/// reference is added to `references`.
std::string resolve_call(const std::string& text, Span place,
                         std::vector<WrittenReference>& references);
std::string resolve_call(const ast::Reference& reference,
                         std::vector<WrittenReference>& references);
/// `period('2025-Q3')`
std::string period_call(const ast::PeriodLiteral& literal);

/// How a thing is called in a list, as an expression over the variable: its designation, else how
/// it is cited, else its title, else its key; only of the names that its label may have.
std::string display_name(const std::string& variable, const Vocabulary& vocabulary);

/// The names of a list that is written in the data: separated by commas or line ends.
std::vector<std::string> listed_names(std::string_view list);

/// A rule of the data with each `{{name}}` replaced: by a local text of that name, else by the rule
/// of that name. Throws Error{Reference} when there is none.
using Locals = std::vector<std::pair<std::string, std::string>>;
std::string filled(const std::string& rule, const Locals& locals, const Vocabulary& vocabulary);

/// The query of a text made by a rewriting.
ast::Query parse_query(const std::string& text);

/// A statement or option that this version does not answer yet.
[[noreturn]] void throw_not_available(const std::string& what, Span place);

}  // namespace normgraph::rewriting
