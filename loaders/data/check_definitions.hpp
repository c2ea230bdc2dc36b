#pragma once

#include <string>
#include <string_view>

#include "loaders/problems.hpp"

// What stands in the files that definitions.json names: statements, checks, rules and chains. All
// are read when they are loaded, so that a mistake is told with its place in the file and not
// blamed on the statement that uses them later.

namespace normgraph::loaders {

/// A file of a saved statement holds one DEFINE of the name under which it is listed.
void check_saved_statement(const std::string& name, std::string_view text, const std::string& file,
                           ProblemLog& log);

/// A file of the lint holds statements CHECK, and nothing else.
void check_lint(std::string_view text, const std::string& file, ProblemLog& log);

/// A rule is a piece of a query (clauses, a condition, what RETURN gives) or a list of words.
void check_rule(std::string_view text, const std::string& file, ProblemLog& log);

/// A briefing's statements have placeholders, so that only the frame of its template is checked.
void check_briefing(std::string_view text, const std::string& file, ProblemLog& log);

/// A chain is a pattern. `place` and `field`: where it stands.
void check_chain(std::string_view text, const Place& place, const std::string& field,
                 ProblemLog& log);

/// The line on which the member with this path ("labels.Article.columns") begins; 0 when it is not
/// there.
std::uint32_t line_of_member(std::string_view json, std::string_view path);

}  // namespace normgraph::loaders
