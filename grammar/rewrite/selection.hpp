#pragma once

#include <string>

#include "grammar/ast.hpp"
#include "grammar/rewrite.hpp"

namespace normgraph::rewriting {

/// The clauses that bind each of the selected things to `thing`.
struct SelectedThings {
  std::string clauses;
  const Vocabulary::Label* label = nullptr;  // null: not known before the query runs
  bool one = false;                          // a reference: one thing
  std::vector<WrittenReference> references;
};

/// Throws Error{Reference} for an unknown noun, with the nearest ones.
SelectedThings select(const ast::Selection& selection, const Vocabulary& vocabulary);

/// The label of a noun. Throws as select() does.
const Vocabulary::Label& label_of(std::string_view noun, Span place, const Vocabulary& vocabulary);

}  // namespace normgraph::rewriting
