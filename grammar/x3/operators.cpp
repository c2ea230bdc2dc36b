#include "grammar/x3/operators.hpp"

#include <array>
#include <limits>

namespace normgraph::syntax {
namespace {

using ast::BinaryOperator;
using ast::ComparisonOperator;
using ast::UnaryOperator;

// From loose to tight, as in openCypher 9.
enum Level : int {
  OrLevel,
  XorLevel,
  AndLevel,
  NotLevel,
  ComparisonLevel,
  PredicateLevel,
  SumLevel,
  ProductLevel,
  PowerLevel,
  SignLevel
};

Level level_of(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::Or:
      return OrLevel;
    case BinaryOperator::Xor:
      return XorLevel;
    case BinaryOperator::And:
      return AndLevel;
    case BinaryOperator::In:
    case BinaryOperator::StartsWith:
    case BinaryOperator::EndsWith:
    case BinaryOperator::Contains:
    case BinaryOperator::Matches:
      return PredicateLevel;
    case BinaryOperator::Add:
    case BinaryOperator::Subtract:
      return SumLevel;
    case BinaryOperator::Multiply:
    case BinaryOperator::Divide:
    case BinaryOperator::Modulo:
      return ProductLevel;
    case BinaryOperator::Power:
      return PowerLevel;
  }
  return PowerLevel;
}

Level level_of(const ChainItem& item) {
  if (item.kind == ChainItem::Kind::Predicate) return PredicateLevel;
  return item.op.form == Operator::Form::Comparison ? ComparisonLevel : level_of(item.op.binary);
}

bool is_logical(BinaryOperator op) { return level_of(op) <= AndLevel; }

/// Precedence climbing over the items of one chain.
class Resolver {
 public:
  Resolver(const State& state, Chain& chain)
      : state_(state), items_(chain.items), rules_(chain.rules) {}

  ast::ExpressionPtr run() {
    ast::ExpressionPtr root = climb(OrLevel);
    if (!rules_.condition) reject_pattern(*root);
    return root;
  }

 private:
  bool more() const { return next_ < items_.size(); }

  ast::ExpressionPtr climb(int least) {
    ast::ExpressionPtr left = operand(least);
    while (more() && level_of(items_[next_]) >= least) {
      ChainItem& item = items_[next_];
      if (item.kind == ChainItem::Kind::Predicate) {
        ++next_;
        left = apply(std::move(left), item);
      } else if (item.op.form == Operator::Form::Comparison) {
        left = comparison(std::move(left));
      } else {
        ++next_;
        left = binary(std::move(left), item.op.binary, climb(level_of(item) + 1));
      }
    }
    return left;
  }

  ast::ExpressionPtr operand(int least) {
    ChainItem& item = items_[next_++];
    if (item.kind == ChainItem::Kind::Operand) {
      reject_too_large(*item.operand);
      return std::move(item.operand);
    }
    if (item.op.unary == UnaryOperator::Not) {
      if (least > NotLevel) {
        state_.reject(
            "NG1001", "UnexpectedSyntax", "NOT cannot stand behind an operator that binds tighter",
            at(item.span.offset), at(item.span.offset) + 3, "put it into parentheses: (NOT …)");
      }
      return unary(UnaryOperator::Not, item.span, climb(NotLevel));
    }
    return signed_operand(item);
  }

  /// A sign: a number takes it into itself, so that -9223372036854775808 can be written.
  ast::ExpressionPtr signed_operand(const ChainItem& sign) {
    ChainItem& next = items_[next_];
    const bool minus = sign.op.unary == UnaryOperator::Minus;
    if (minus && next.kind == ChainItem::Kind::Operand && !next.operand->parenthesised) {
      if (auto* literal = std::get_if<ast::Literal>(&next.operand->node)) {
        if (negate(*literal)) {
          ++next_;
          next.operand->span = join(sign.span, next.operand->span);
          return std::move(next.operand);
        }
      }
    }
    return unary(sign.op.unary, sign.span, operand(SignLevel));
  }

  static bool negate(ast::Literal& literal) {
    if (auto* integer = std::get_if<std::int64_t>(&literal.value)) {
      *integer = -*integer;
    } else if (auto* number = std::get_if<double>(&literal.value)) {
      *number = -*number;
    } else if (std::holds_alternative<ast::IntegerOverflow>(literal.value)) {
      literal.value = std::numeric_limits<std::int64_t>::min();
    } else {
      return false;
    }
    return true;
  }

  void reject_too_large(const ast::Expression& expression) const {
    const auto* literal = std::get_if<ast::Literal>(&expression.node);
    if (literal == nullptr) return;
    const auto* overflow = std::get_if<ast::IntegerOverflow>(&literal->value);
    if (overflow == nullptr) return;
    state_.reject("NG1007", "IntegerOverflow",
                  "the integer " + overflow->text + " does not fit into 64 bits",
                  at(expression.span.offset), at(expression.span.offset + expression.span.length));
  }

  ast::ExpressionPtr unary(UnaryOperator op, Span sign, ast::ExpressionPtr operand) {
    if (op != UnaryOperator::Not) reject_pattern(*operand);
    const Span span = join(sign, operand->span);
    return make_expression(ast::Unary{op, std::move(operand)}, span);
  }

  ast::ExpressionPtr binary(ast::ExpressionPtr left, BinaryOperator op, ast::ExpressionPtr right) {
    if (!is_logical(op)) {
      reject_pattern(*left);
      reject_pattern(*right);
    }
    const Span span = join(left->span, right->span);
    return make_expression(ast::Binary{op, std::move(left), std::move(right)}, span);
  }

  ast::ExpressionPtr comparison(ast::ExpressionPtr first) {
    reject_pattern(*first);
    ast::Comparison chain;
    Span span = first->span;
    chain.first = std::move(first);
    while (more() && items_[next_].kind == ChainItem::Kind::Operator &&
           items_[next_].op.form == Operator::Form::Comparison) {
      const ComparisonOperator op = items_[next_++].op.comparison;
      ast::ExpressionPtr right = climb(PredicateLevel);
      reject_pattern(*right);
      span = join(span, right->span);
      chain.rest.emplace_back(op, std::move(right));
    }
    return make_expression(std::move(chain), span);
  }

  ast::ExpressionPtr apply(ast::ExpressionPtr subject, ChainItem& item) {
    reject_pattern(*subject);
    const Span span = join(subject->span, item.span);
    const bool negated = item.predicate.negated;
    if (!item.predicate.labels) {
      const auto op = negated ? UnaryOperator::IsNotNull : UnaryOperator::IsNull;
      return make_expression(ast::Unary{op, std::move(subject)}, span);
    }
    auto test =
        make_expression(ast::LabelTest{std::move(subject), std::move(item.predicate.labels)}, span);
    return negated ? make_expression(ast::Unary{UnaryOperator::Not, std::move(test)}, span)
                   : std::move(test);
  }

  /// A bare pattern is a truth value, and only where one is asked for: not a list of paths, not a
  /// column. Looks through NOT, AND, OR and XOR, which hand it on.
  void reject_pattern(const ast::Expression& expression) const {
    if (std::holds_alternative<ast::PatternPredicate>(expression.node)) {
      state_.reject(
          "NG1014", "UnexpectedSyntax", "a pattern cannot be used as a value here",
          at(expression.span.offset), at(expression.span.offset + expression.span.length),
          "EXISTS { … } gives a truth value, COUNT { … } a number, [p = … | p] the paths");
    }
    if (const auto* binary = std::get_if<ast::Binary>(&expression.node)) {
      if (!is_logical(binary->op)) return;
      reject_pattern(*binary->left);
      reject_pattern(*binary->right);
    } else if (const auto* unary = std::get_if<ast::Unary>(&expression.node)) {
      if (unary->op == UnaryOperator::Not) reject_pattern(*unary->operand);
    }
  }

  Iterator at(std::uint32_t offset) const { return state_.begin + offset; }

  const State& state_;
  std::vector<ChainItem>& items_;
  ExpressionRules rules_;
  std::size_t next_ = 0;
};

void set_binary(ChainItem& item, BinaryOperator op) {
  item.op.form = Operator::Form::Binary;
  item.op.binary = op;
}

void set_comparison(ChainItem& item, ComparisonOperator op) {
  item.op.form = Operator::Form::Comparison;
  item.op.comparison = op;
}

bool scan_symbol_operator(const State& state, Iterator& p, ChainItem& item) {
  const char next = p + 1 != state.end ? p[1] : '\0';
  int length = 1;
  switch (*p) {
    case '+':
      set_binary(item, BinaryOperator::Add);
      break;
    case '-':
      set_binary(item, BinaryOperator::Subtract);
      break;
    case '*':
      set_binary(item, BinaryOperator::Multiply);
      break;
    case '/':
      set_binary(item, BinaryOperator::Divide);
      break;
    case '%':
      set_binary(item, BinaryOperator::Modulo);
      break;
    case '^':
      set_binary(item, BinaryOperator::Power);
      break;
    case '=':
      if (next == '=') return false;
      if (next == '~') {
        set_binary(item, BinaryOperator::Matches), length = 2;
      } else {
        set_comparison(item, ComparisonOperator::Equal);
      }
      break;
    case '<':
      length = next == '>' || next == '=' ? 2 : 1;
      set_comparison(item, next == '>'   ? ComparisonOperator::NotEqual
                           : next == '=' ? ComparisonOperator::LessOrEqual
                                         : ComparisonOperator::Less);
      break;
    case '>':
      length = next == '=' ? 2 : 1;
      set_comparison(
          item, next == '=' ? ComparisonOperator::GreaterOrEqual : ComparisonOperator::Greater);
      break;
    default:
      return false;
  }
  p += length;
  return true;
}

/// Words that may follow an operand, for "did you mean".
constexpr std::array<std::string_view, 8> infix_words = {"AND",    "OR",   "XOR",      "IN",
                                                         "STARTS", "ENDS", "CONTAINS", "IS"};

bool scan_word_operator(State& state, Iterator& p, ChainItem& item) {
  const auto word = [&](std::string_view upper) { return state.word(p, p, upper); };
  switch (*p & ~0x20) {
    case 'A':
      if (!word("AND")) return false;
      set_binary(item, BinaryOperator::And);
      return true;
    case 'O':
      if (!word("OR")) return false;
      set_binary(item, BinaryOperator::Or);
      return true;
    case 'X':
      if (!word("XOR")) return false;
      set_binary(item, BinaryOperator::Xor);
      return true;
    case 'I':
      if (!word("IN")) return false;
      set_binary(item, BinaryOperator::In);
      return true;
    case 'C':
      if (!word("CONTAINS")) return false;
      set_binary(item, BinaryOperator::Contains);
      return true;
    case 'S':
      if (!word("STARTS") || !state.keyword(p, "WITH")) return false;
      set_binary(item, BinaryOperator::StartsWith);
      return true;
    case 'E':
      if (!word("ENDS") || !state.keyword(p, "WITH")) return false;
      set_binary(item, BinaryOperator::EndsWith);
      return true;
    default:
      return false;
  }
}

}  // namespace

bool scan_prefix_operator(State& state, Iterator& p, ChainItem& item) {
  item.kind = ChainItem::Kind::Operator;
  item.op.form = Operator::Form::Prefix;
  const Iterator start = p;
  if (p == state.end) return false;
  if (*p == '-' || *p == '+') {
    item.op.unary = *p == '-' ? UnaryOperator::Minus : UnaryOperator::Plus;
    ++p;
  } else if (state.word(p, p, "NOT")) {
    item.op.unary = UnaryOperator::Not;
  } else {
    return false;
  }
  item.span = state.span(start, p);
  return true;
}

bool scan_infix_operator(State& state, Iterator& p, ChainItem& item) {
  item.kind = ChainItem::Kind::Operator;
  const Iterator start = p;
  if (p != state.end &&
      (scan_symbol_operator(state, p, item) || scan_word_operator(state, p, item))) {
    item.span = state.span(start, p);
    return true;
  }
  for (const std::string_view word : infix_words) state.fail(start, word, Expected::Kind::Hidden);
  return false;
}

ast::ExpressionPtr resolve(State& state, Chain& chain) { return Resolver(state, chain).run(); }

}  // namespace normgraph::syntax
