#include <array>
#include <charconv>
#include <cmath>

#include "grammar/printer/printer.hpp"
#include "grammar/x3/scan.hpp"

namespace normgraph::printer {
namespace {

using ast::BinaryOperator;
using ast::ComparisonOperator;
using ast::UnaryOperator;

struct BinaryText {
  std::string_view text;
  Level level;
};
BinaryText text_of(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::Or:
      return {" OR ", Level::Or};
    case BinaryOperator::Xor:
      return {" XOR ", Level::Xor};
    case BinaryOperator::And:
      return {" AND ", Level::And};
    case BinaryOperator::Add:
      return {" + ", Level::Sum};
    case BinaryOperator::Subtract:
      return {" - ", Level::Sum};
    case BinaryOperator::Multiply:
      return {" * ", Level::Product};
    case BinaryOperator::Divide:
      return {" / ", Level::Product};
    case BinaryOperator::Modulo:
      return {" % ", Level::Product};
    case BinaryOperator::Power:
      return {" ^ ", Level::Power};
    case BinaryOperator::In:
      return {" IN ", Level::Predicate};
    case BinaryOperator::StartsWith:
      return {" STARTS WITH ", Level::Predicate};
    case BinaryOperator::EndsWith:
      return {" ENDS WITH ", Level::Predicate};
    case BinaryOperator::Contains:
      return {" CONTAINS ", Level::Predicate};
    case BinaryOperator::Matches:
      return {" =~ ", Level::Predicate};
  }
  return {" ", Level::Or};
}

std::string_view text_of(ComparisonOperator op) {
  switch (op) {
    case ComparisonOperator::Equal:
      return " = ";
    case ComparisonOperator::NotEqual:
      return " <> ";
    case ComparisonOperator::Less:
      return " < ";
    case ComparisonOperator::LessOrEqual:
      return " <= ";
    case ComparisonOperator::Greater:
      return " > ";
    case ComparisonOperator::GreaterOrEqual:
      return " >= ";
  }
  return " ";
}

Level next(Level level) { return static_cast<Level>(static_cast<int>(level) + 1); }

bool is_negative(const ast::Literal& literal) {
  if (const auto* integer = std::get_if<std::int64_t>(&literal.value)) return *integer < 0;
  if (const auto* number = std::get_if<double>(&literal.value)) return std::signbit(*number);
  return false;
}

Level level_of(const ast::Expression& expression) {
  if (const auto* binary = std::get_if<ast::Binary>(&expression.node))
    return text_of(binary->op).level;
  if (std::holds_alternative<ast::Comparison>(expression.node)) return Level::Comparison;
  if (std::holds_alternative<ast::LabelTest>(expression.node)) return Level::Labels;
  if (const auto* literal = std::get_if<ast::Literal>(&expression.node)) {
    return is_negative(*literal) ? Level::Sign : Level::Operand;
  }
  if (const auto* unary = std::get_if<ast::Unary>(&expression.node)) {
    switch (unary->op) {
      case UnaryOperator::Not:
        return Level::Not;
      case UnaryOperator::Minus:
      case UnaryOperator::Plus:
        return Level::Sign;
      case UnaryOperator::IsNull:
      case UnaryOperator::IsNotNull:
        return Level::Predicate;
    }
  }
  return Level::Operand;
}

std::string float_text(double value) {
  if (std::isnan(value)) return "(0.0 / 0.0)";
  if (std::isinf(value)) return value > 0 ? "(1.0 / 0.0)" : "(-1.0 / 0.0)";
  std::array<char, 32> buffer{};
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  std::string text(buffer.data(), result.ptr);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

/// Does the text begin with `name IN `? In brackets, and behind all( and its like, that would begin
/// an iteration.
bool begins_iteration(std::string_view text) {
  const char* const last = text.data() + text.size();
  const char* p = text.data();
  if (!text.empty() && *p == '`') {
    const std::size_t close = text.find('`', 1);
    if (close == std::string_view::npos) return false;
    p += close + 1;
  } else {
    p = syntax::scan_name(p, last);
    if (p == text.data()) return false;
  }
  return std::string_view(p, static_cast<std::size_t>(last - p)).substr(0, 4) == " IN ";
}

bool begins_assignment(std::string_view text) {
  const char* const last = text.data() + text.size();
  const char* const p = syntax::scan_name(text.data(), last);
  return std::string_view(p, static_cast<std::size_t>(last - p)).substr(0, 3) == " = ";
}

/// Would a call of this function be read as a form of its own?
bool is_special_call(std::string_view name, std::string_view first_argument) {
  for (const std::string_view word : {"ANY", "NONE", "SINGLE"}) {
    if (syntax::equals_word(name, word)) return begins_iteration(first_argument);
  }
  if (syntax::equals_word(name, "REDUCE")) return begins_assignment(first_argument);
  return syntax::equals_word(name, "SHORTESTPATH") || syntax::equals_word(name, "ALLSHORTESTPATHS");
}

}  // namespace

std::string Printer::printed(const ast::Expression& expression, Level least) const {
  Printer other;
  other.expression(expression, least);
  return other.take();
}

void Printer::expression(const ast::Expression& expression, Level least) {
  const bool parentheses = expression.parenthesised || level_of(expression) < least;
  if (parentheses) put("(");
  std::visit([this](const auto& node) { node_of(node); }, expression.node);
  if (parentheses) put(")");
}

void Printer::option(std::string_view word, const ast::ExpressionPtr& expression) {
  if (!expression) return;
  put(word);
  this->expression(*expression);
}

void Printer::node_of(const ast::Literal& literal) {
  if (const auto* truth = std::get_if<bool>(&literal.value)) {
    put(*truth ? "true" : "false");
  } else if (const auto* integer = std::get_if<std::int64_t>(&literal.value)) {
    put(std::to_string(*integer));
  } else if (const auto* number = std::get_if<double>(&literal.value)) {
    put(float_text(*number));
  } else if (const auto* text = std::get_if<std::string>(&literal.value)) {
    string(*text);
  } else if (const auto* overflow = std::get_if<ast::IntegerOverflow>(&literal.value)) {
    put(overflow->text);
  } else {
    put("null");
  }
}

void Printer::node_of(const ast::Parameter& parameter) {
  put("$");
  const bool number = parameter.name.find_first_not_of("0123456789") == std::string::npos;
  if (number && !parameter.name.empty()) {
    put(parameter.name);
  } else {
    name(parameter.name);
  }
}

void Printer::node_of(const ast::Variable& named) { variable(named.name); }

void Printer::node_of(const ast::Property& property) {
  expression(*property.object, Level::Operand);
  put(".");
  name(property.key.text);
}

void Printer::node_of(const ast::Subscript& subscript) {
  expression(*subscript.object, Level::Operand);
  put("[");
  expression(*subscript.index);
  put("]");
}

void Printer::node_of(const ast::Slice& slice) {
  expression(*slice.object, Level::Operand);
  put("[");
  option("", slice.from);
  put("..");
  option("", slice.to);
  put("]");
}

void Printer::node_of(const ast::ListLiteral& literal) {
  put("[");
  if (literal.items.size() == 1) {
    const std::string item = printed(*literal.items.front());
    const bool iteration = begins_iteration(item);
    put(iteration ? "(" + item + ")" : item);
  } else {
    list(literal.items, ", ", [this](const ast::ExpressionPtr& item) { expression(*item); });
  }
  put("]");
}

void Printer::node_of(const ast::MapLiteral& map) {
  put("{");
  list(map.entries, ", ", [this](const auto& entry) {
    name(entry.first.text);
    put(": ");
    expression(*entry.second);
  });
  put("}");
}

void Printer::node_of(const ast::Unary& unary) {
  switch (unary.op) {
    case UnaryOperator::Not:
      put("NOT ");
      return expression(*unary.operand, Level::Not);
    case UnaryOperator::Minus:
    case UnaryOperator::Plus: {
      put(unary.op == UnaryOperator::Minus ? "-" : "+");
      // A bare number behind a minus sign would be read as a negative number.
      const auto* literal = std::get_if<ast::Literal>(&unary.operand->node);
      const bool fused = literal != nullptr && !is_negative(*literal);
      return expression(*unary.operand, fused && unary.op == UnaryOperator::Minus
                                            ? next(Level::Operand)
                                            : Level::Sign);
    }
    case UnaryOperator::IsNull:
      expression(*unary.operand, Level::Predicate);
      return put(" IS NULL");
    case UnaryOperator::IsNotNull:
      expression(*unary.operand, Level::Predicate);
      return put(" IS NOT NULL");
  }
}

void Printer::right_operand(const ast::Expression& right, Level least) {
  const std::string text = printed(right, least);
  const bool number = std::holds_alternative<ast::Literal>(right.node);
  const bool looks_like_pattern = !text.empty() && (text[0] == '[' || (text[0] == '-' && !number));
  put(looks_like_pattern ? "(" + text + ")" : text);
}

void Printer::node_of(const ast::Binary& binary) {
  const BinaryText op = text_of(binary.op);
  expression(*binary.left, op.level);
  put(op.text);
  if (binary.op == BinaryOperator::Subtract) {
    right_operand(*binary.right, next(op.level));
  } else {
    expression(*binary.right, next(op.level));
  }
}

void Printer::node_of(const ast::Comparison& comparison) {
  expression(*comparison.first, Level::Predicate);
  for (const auto& [op, right] : comparison.rest) {
    put(text_of(op));
    if (op == ComparisonOperator::Less) {
      right_operand(*right, Level::Predicate);
    } else {
      expression(*right, Level::Predicate);
    }
  }
}

void Printer::node_of(const ast::LabelTest& test) {
  expression(*test.subject, Level::Operand);
  put(":");
  labels(*test.labels, 1);  // a disjunction in parentheses: a bar may belong to a comprehension
}

void Printer::arguments(const std::vector<ast::ExpressionPtr>& arguments) {
  put("(");
  list(arguments, ", ", [this](const ast::ExpressionPtr& argument) { expression(*argument); });
  put(")");
}

void Printer::node_of(const ast::FunctionCall& call) {
  const std::string first =
      call.arguments.empty() ? std::string() : printed(*call.arguments.front());
  if (is_special_call(call.name.text, first)) {
    put("`" + call.name.text + "`");
  } else {
    dotted_name(call.name.text);
  }
  if (call.star) return put("(*)");
  put(call.distinct ? "(DISTINCT " : "(");
  list(call.arguments, ", ", [this](const ast::ExpressionPtr& argument) { expression(*argument); });
  put(")");
}

void Printer::node_of(const ast::Case& choice) {
  put("CASE");
  option(" ", choice.subject);
  for (const auto& [when, then] : choice.alternatives) {
    put(" WHEN ");
    expression(*when);
    put(" THEN ");
    expression(*then);
  }
  option(" ELSE ", choice.otherwise);
  put(" END");
}

void Printer::node_of(const ast::ListComprehension& comprehension) {
  put("[");
  variable(comprehension.variable.text);
  put(" IN ");
  expression(*comprehension.list);
  option(" WHERE ", comprehension.where);
  option(" | ", comprehension.projection);
  put("]");
}

void Printer::node_of(const ast::Quantifier& quantifier) {
  constexpr std::array words = {"all(", "any(", "none(", "single("};
  put(words[static_cast<std::size_t>(quantifier.kind)]);
  variable(quantifier.variable.text);
  put(" IN ");
  expression(*quantifier.list);
  option(" WHERE ", quantifier.where);
  put(")");
}

void Printer::node_of(const ast::Reduce& reduce) {
  put("reduce(");
  variable(reduce.accumulator.text);
  put(" = ");
  expression(*reduce.initial);
  put(", ");
  variable(reduce.variable.text);
  put(" IN ");
  expression(*reduce.list);
  put(" | ");
  expression(*reduce.step);
  put(")");
}

void Printer::node_of(const ast::PatternComprehension& comprehension) {
  put("[");
  path(*comprehension.pattern);
  option(" WHERE ", comprehension.where);
  option(" | ", comprehension.projection);
  put("]");
}

void Printer::node_of(const ast::PatternPredicate& predicate) { path(*predicate.pattern); }

void Printer::node_of(const ast::Subquery& subquery) {
  constexpr std::array words = {"EXISTS { ", "COUNT { ", "COLLECT { "};
  put(words[static_cast<std::size_t>(subquery.kind)]);
  query(*subquery.query, " ");
  put(" }");
}

void Printer::node_of(const ast::ShortestPathExpression& shortest) { path(*shortest.pattern); }

}  // namespace normgraph::printer
