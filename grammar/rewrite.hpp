#pragma once

#include <string>
#include <vector>

#include "grammar/ast.hpp"
#include "grammar/vocabulary.hpp"

namespace normgraph {

/// One pattern query of a rewriting; domain statements with several parts name them.
struct NamedQuery {
  std::string name;
  ast::Query query;
  /// The same query where it stands in the statement, so that errors can point at it; null for one
  /// that nobody wrote. Lives as long as the statement.
  const ast::Query* written = nullptr;
};

/// How `repl/` shows the rows: which statement it was, headings, what ends the answer. Of a Check
/// the title is what must hold; it does so when there are no rows.
struct Presentation {
  enum class Kind : std::uint8_t {
    Rows,
    List,
    Description,
    Gaps,
    Timeline,
    Check,
    Coverage,
    Trace,
    Impact,
    Changes,
    Search,
    Briefing
  };
  Kind kind = Kind::Rows;
  std::string title;
  bool limits = false;  // ends with the limits (cli.md)
  /// Of a Briefing: its template with all placeholders filled in. The answer has a table for each
  /// query of its blocks, in their order and named by them (grammar/briefing_template.hpp).
  std::string document = {};
  /// A line above the rows: the time that was asked for.
  std::string heading = {};
  /// Columns for programs and documents, which a table for readers leaves out.
  std::vector<std::string> details = {};
  /// Lines below the rows, such as the rule that was applied.
  std::vector<std::string> notes = {};
};

/// A reference as a call of norm.resolve() has it, and where it stands in the statement.
struct WrittenReference {
  std::string text;
  Span place;
};

/// A list that several queries of a rewriting need. They write `$name`; `query`, which has one
/// column, is asked once and its answers are the list.
struct SharedList {
  std::string name;
  ast::Query query;
};

struct Rewriting {
  std::vector<SharedList> lists;
  std::vector<NamedQuery> queries;
  /// What the queries resolve, so that errors can point at it.
  std::vector<WrittenReference> references;
  Presentation presentation;
};

/// True for statements that are sentences of standards work rather than queries.
bool is_domain_statement(const ast::Statement& statement);

/// What a domain statement means, as pattern queries. References become calls of norm.resolve(…),
/// which the binder resolves. Throws Error{Reference} for an unknown noun, with the nearest ones.
Rewriting rewrite(const ast::Statement& statement, const Vocabulary& vocabulary);

}  // namespace normgraph
