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

/// What `x of owner` means, by the rule "belongs" of the data, as a condition on `thing` and
/// `owner`. Throws Error{Reference} for a graph that does not say it.
const std::string& belongs(const ast::Reference& owner, const Vocabulary& vocabulary);

/// The clauses that bind the key of one thing to `name`, keeping the variables `kept`: of all that
/// a reference may mean, the one that belongs to the owner.
std::string thing_key(const std::string& name, const ast::Reference& reference,
                      const std::optional<ast::Reference>& of, const std::string& kept,
                      const Vocabulary& vocabulary, std::vector<WrittenReference>& references);
/// The clauses that bind one thing to a variable.
std::string thing_match(const std::string& variable, const ast::Reference& reference,
                        const std::optional<ast::Reference>& of, const Vocabulary& vocabulary,
                        std::vector<WrittenReference>& references);

/// The label of a noun. Throws as select() does.
const Vocabulary::Label& label_of(std::string_view noun, Span place, const Vocabulary& vocabulary);

}  // namespace normgraph::rewriting
