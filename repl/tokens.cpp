#include "repl/tokens.hpp"

#include <algorithm>

#include "grammar/designation.hpp"
#include "repl/keywords.hpp"

namespace normgraph::repl {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool continues_word(char c) { return is_letter(c) || is_digit(c); }

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text) : text_(text) {}

  std::vector<Token> run() {
    while (at_ < text_.size()) {
      if (static_cast<unsigned char>(text_[at_]) <= ' ')
        ++at_;
      else
        next();
    }
    return std::move(tokens_);
  }

 private:
  char look(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }
  bool stands(std::string_view sign) const { return text_.substr(at_).starts_with(sign); }

  void add(TokenKind kind, std::size_t end) {
    const bool closed = end != text_.npos;
    const std::size_t stop = closed ? end : text_.size();
    tokens_.push_back({.kind = kind, .begin = at_, .end = stop, .closed = closed});
    at_ = stop;
  }

  void next() {
    const char c = text_[at_];
    if (c == '\'' || c == '"')
      add(TokenKind::String, end_of_quoted());
    else if (c == '`')
      add(TokenKind::Name, end_of_quoted());
    else if (stands("//"))
      add(TokenKind::Comment, std::min(text_.find('\n', at_), text_.size()));
    else if (stands("/*"))
      add(TokenKind::Comment, end_of_comment());
    else if (is_digit(c))
      add(TokenKind::Number, end_of_number(at_));
    else if (c == '@' && continues_word(look(at_ + 1)))
      add(TokenKind::Reference, end_of(at_ + 1, "-./:+"));
    else if (c == '$' && continues_word(look(at_ + 1)))
      add(TokenKind::Name, end_of(at_ + 1, ""));
    else if (is_letter(c))
      word();
    else
      add(TokenKind::Sign, at_ + 1);
  }

  /// The name that begins here: behind a dot, a colon or a dollar never a word of the language.
  void word() {
    const std::size_t end = end_of(at_, "");
    const char before = at_ == 0 ? '\0' : text_[at_ - 1];
    const bool is_part = before == '.' || before == ':' || before == '$';
    if (const std::size_t stop = is_part ? at_ : end_of_designation(); stop > at_)
      return add(TokenKind::Reference, stop);
    if (!is_part && is_keyword(text_.substr(at_, end - at_))) return add(TokenKind::Keyword, end);
    const std::size_t stop = is_part ? end : end_of_numbered(end);
    add(stop > end ? TokenKind::Reference : TokenKind::Name, stop);
  }

  /// npos: nowhere.
  std::size_t end_of_quoted() const {
    const char quote = text_[at_];
    for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
      if (text_[i] == '\\' && quote != '`')
        ++i;
      else if (text_[i] == quote)
        return i + 1;
    }
    return text_.npos;
  }

  std::size_t end_of_comment() const {
    const std::size_t end = text_.find("*/", at_ + 2);
    return end == text_.npos ? end : end + 2;
  }

  /// The end of the letters and digits at `from`, with the signs that join more of them.
  std::size_t end_of(std::size_t from, std::string_view joints) const {
    while (continues_word(look(from)) ||
           (joints.find(look(from)) != joints.npos && continues_word(look(from + 1))))
      ++from;
    return from;
  }

  /// `9`, `1.5`, `2026-08-02`, `2025-Q3`; the dots of a range do not belong to it.
  std::size_t end_of_number(std::size_t from) const {
    std::size_t end = end_of(from, ".");
    while (end - from >= 4 && look(end) == '-' &&
           (is_digit(look(end + 1)) || (look(end + 1) == 'Q' && is_digit(look(end + 2)))))
      end = end_of(end + 1, "");
    return end;
  }

  std::size_t behind_blanks(std::size_t from) const {
    while (look(from) == ' ') ++from;
    return from;
  }

  /// `article 9`, `articles 8..15`: a name and a number behind it. The end of the name: no number.
  std::size_t end_of_numbered(std::size_t name_end) const {
    const std::size_t number = behind_blanks(name_end);
    if (number == name_end || !is_digit(look(number))) return name_end;
    std::size_t end = end_of_number(number);
    if (text_.substr(end).starts_with("..") && is_digit(look(end + 2)))
      end = end_of_number(end + 2);
    return end;
  }

  /// `prEN ISO/IEC 22989`, `CEN/CLC/TR 18115:2024`, `M/593`, `WG4`: words up to a number that are
  /// together a designation. The beginning: none.
  std::size_t end_of_designation() const {
    constexpr std::size_t most_words = 4;
    std::size_t end = at_;
    for (std::size_t words = 0; words < most_words && is_letter(look(end)); ++words) {
      while (is_letter(look(end)) || (look(end) == '/' && is_letter(look(end + 1)))) ++end;
      if (look(end) == '/') ++end;  // M/593
      end = behind_blanks(end);
    }
    if (!is_digit(look(end))) return at_;
    end = end_of(end, "-/:.");
    const std::string_view text = text_.substr(at_, end - at_);
    const bool numbered = text.starts_with("M/") || text.starts_with("m/") || is_group(text);
    return numbered || parse_designation(text) ? end : at_;
  }

  static bool is_group(std::string_view text) {
    return text.size() > 2 && (text[0] == 'W' || text[0] == 'w') &&
           (text[1] == 'G' || text[1] == 'g') && (is_digit(text[2]) || text[2] == ' ');
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view text) { return Tokenizer(text).run(); }

}  // namespace normgraph::repl
