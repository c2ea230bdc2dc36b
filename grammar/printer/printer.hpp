#pragma once

// Writes trees as text, into one string. One object prints one tree; the parts of the language lie
// in files of their own: expressions, patterns, clauses, domain statements.

#include <string>
#include <string_view>
#include <vector>

#include "grammar/ast.hpp"

namespace normgraph::printer {

/// How tightly an expression holds together; what stands inside a tighter one needs parentheses.
enum class Level : int {
  Or,
  Xor,
  And,
  Not,
  Comparison,
  Predicate,
  Sum,
  Product,
  Power,
  Sign,
  Labels,
  Operand
};

/// A name in backticks, those inside it doubled.
std::string in_backticks(std::string_view name);

class Printer {
 public:
  std::string take() { return std::move(text_); }

  void statement(const ast::Statement& statement);
  /// `separator` stands between the clauses: a line feed at the top, a blank inside braces.
  void query(const ast::Query& query, std::string_view separator);
  void expression(const ast::Expression& expression, Level least = Level::Or);
  void path(const ast::PathPattern& path);
  void node(const ast::NodePattern& node);
  void reference(const ast::Reference& reference);
  void selection(const ast::Selection& selection);
  /// A variable: in backticks when it is reserved or no plain word.
  void variable(const std::string& name);
  /// A label, type, key or alias, where reserved words are allowed.
  void name(const std::string& name);
  void string(std::string_view value);

 private:
  void put(std::string_view text) { text_ += text; }
  /// Each part of a dotted name by itself.
  void dotted_name(const std::string& name);
  template <typename Items, typename Print>
  void list(const Items& items, std::string_view separator, Print print) {
    bool first = true;
    for (const auto& item : items) {
      if (!first) put(separator);
      first = false;
      print(item);
    }
  }
  void option(std::string_view word, const ast::ExpressionPtr& expression);
  void phase(const std::string& text);
  void assumptions(const std::vector<ast::Assumption>& assumed);
  std::string printed(const ast::Expression& expression, Level least = Level::Or) const;

  // ---- expressions
  void node_of(const ast::Literal& literal);
  void node_of(const ast::Parameter& parameter);
  void node_of(const ast::Variable& named);
  void node_of(const ast::Property& property);
  void node_of(const ast::Subscript& subscript);
  void node_of(const ast::Slice& slice);
  void node_of(const ast::ListLiteral& literal);
  void node_of(const ast::MapLiteral& map);
  void node_of(const ast::Unary& unary);
  void node_of(const ast::Binary& binary);
  void node_of(const ast::Comparison& comparison);
  void node_of(const ast::LabelTest& test);
  void node_of(const ast::FunctionCall& call);
  void node_of(const ast::Case& choice);
  void node_of(const ast::ListComprehension& comprehension);
  void node_of(const ast::Quantifier& quantifier);
  void node_of(const ast::Reduce& reduce);
  void node_of(const ast::PatternComprehension& comprehension);
  void node_of(const ast::PatternPredicate& predicate);
  void node_of(const ast::Subquery& subquery);
  void node_of(const ast::ShortestPathExpression& shortest);
  /// The right side of `-` and `<`, which must not look like a relationship behind a node.
  void right_operand(const ast::Expression& expression, Level least);
  void arguments(const std::vector<ast::ExpressionPtr>& arguments);

  // ---- patterns
  void labels(const ast::LabelExpression& labels, int least = 0);
  void relationship(const ast::RelationshipPattern& relationship);
  void length(const ast::LengthRange& length);
  void quantified(const ast::QuantifiedPath& quantified);
  void steps(const ast::PathPattern& path);
  void pattern(const ast::Pattern& pattern);

  // ---- clauses
  void clause(const ast::Clause& clause);
  void clause_of(const ast::Match& match);
  void clause_of(const ast::With& with);
  void clause_of(const ast::Return& result);
  void clause_of(const ast::Unwind& unwind);
  void clause_of(const ast::Filter& filter);
  void clause_of(const ast::Let& let);
  void clause_of(const ast::Create& create);
  void clause_of(const ast::Set& set);
  void clause_of(const ast::Remove& remove);
  void clause_of(const ast::Delete& removal);
  void clause_of(const ast::Forget& forget);
  void clause_of(const ast::Merge& merge);
  void clause_of(const ast::Foreach& foreach);
  void clause_of(const ast::Call& call);
  void clause_of(const ast::CallSubquery& call);
  void projection(const ast::Projection& projection);
  void set_items(const std::vector<ast::SetItem>& items);
  void set_item(const ast::SetItem& item);
  void label_list(const std::vector<ast::Name>& names);
  void claim(const ast::ClaimOptions& claim);

  // ---- statements
  void statement_of(const ast::Query& query);
  void statement_of(const ast::Show& show);
  void statement_of(const ast::Describe& describe);
  void statement_of(const ast::Gaps& gaps);
  void statement_of(const ast::Timeline& timeline);
  void statement_of(const ast::Coverage& coverage);
  void statement_of(const ast::Trace& trace);
  void statement_of(const ast::Impact& impact);
  void statement_of(const ast::Changes& changes);
  void statement_of(const ast::Briefing& briefing);
  void statement_of(const ast::Search& search);
  void statement_of(const ast::Check& check);
  void statement_of(const ast::Define& define);
  void statement_of(const ast::DefineChain& chain);
  void statement_of(const ast::Run& run);
  void statement_of(const ast::Load& load);
  void statement_of(const ast::Export& exported);
  void statement_of(const ast::CreateIndex& index);
  void statement_of(const ast::DropIndex& index);
  void statement_of(const ast::TransactionControl& control);
  void selection_option(std::string_view word, const std::optional<ast::Selection>& selection);
  void reference_option(std::string_view word, const std::optional<ast::Reference>& reference);
  void period_option(std::string_view word, const std::optional<ast::PeriodLiteral>& period);
  void group_by(const std::vector<ast::Name>& names);
  void noun(const std::string& words);
  void free_name(const std::string& name);

  std::string text_;
};

}  // namespace normgraph::printer
