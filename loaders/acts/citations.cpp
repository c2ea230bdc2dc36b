// References in the English text of EU acts, as the Interinstitutional Style Guide (7.x, "Citing
// acts") has them written. A list of numbers is read first; whether it belongs to another act is
// decided by the words that follow it, because English names the act last.

#include "loaders/acts/citations.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace normgraph::loaders {

namespace {

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
bool is_roman(char c) { return std::string_view("IVXLC").find(c) != std::string_view::npos; }

class Scanner {
 public:
  Scanner(std::string_view text, std::string_view own_number)
      : text_(text), own_number_(own_number) {}

  std::vector<Citation> scan() {
    while (at_ < text_.size()) {
      if (!read_reference()) skip_word();
    }
    return std::move(found_);
  }

 private:
  struct Noun {
    std::string_view word;
    Citation::Target target;
  };

  bool starts(std::string_view word) const { return text_.substr(at_).starts_with(word); }
  bool take(std::string_view word) {
    if (!starts(word)) return false;
    at_ += word.size();
    return true;
  }
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  void skip_word() {
    while (at_ < text_.size() && is_letter(text_[at_])) ++at_;
    while (at_ < text_.size() && !is_letter(text_[at_])) ++at_;
  }

  bool read_reference() {
    static constexpr std::array<Noun, 6> nouns = {{{"Articles ", Citation::Target::Article},
                                                   {"Article ", Citation::Target::Article},
                                                   {"Annexes ", Citation::Target::Annex},
                                                   {"Annex ", Citation::Target::Annex},
                                                   {"Chapters ", Citation::Target::Chapter},
                                                   {"Chapter ", Citation::Target::Chapter}}};
    const auto noun =
        std::find_if(nouns.begin(), nouns.end(), [this](const Noun& n) { return starts(n.word); });
    if (noun == nouns.end()) return false;
    const std::size_t begin = at_;
    at_ += noun->word.size();
    std::vector<Citation> list = read_list(noun->target);
    if (list.empty()) return true;
    const std::string written(text_.substr(begin, at_ - begin));
    if (!of_another_act())
      for (Citation& citation : list) {
        citation.text = written;
        found_.push_back(std::move(citation));
      }
    return true;
  }

  std::vector<Citation> read_list(Citation::Target target) {
    std::vector<Citation> list;
    bool range = false;
    while (auto item = read_item(target)) {
      if (range && target == Citation::Target::Article) fill_range(list, *item);
      list.push_back(std::move(*item));
      range = false;
      const std::size_t before = at_;
      if (take(" to ")) {
        range = true;
      } else if (!take(", and ") && !take(" and ") && !take(", or ") && !take(" or ") &&
                 !take(", ")) {
        break;
      }
      const bool more = target == Citation::Target::Article
                            ? is_digit(peek()) && !measures_something()
                            : is_roman(peek()) && !is_letter_word();
      if (!more) {
        at_ = before;
        break;
      }
    }
    return list;
  }

  /// "in Article 5 and 15 days later": a number that counts something is no article.
  bool measures_something() const {
    std::size_t i = at_;
    while (i < text_.size() && is_digit(text_[i])) ++i;
    for (const std::string_view unit : {" days", " months", " years", " %", " working", " million"})
      if (text_.substr(i).starts_with(unit)) return true;
    return i - at_ > 3;
  }
  bool is_letter_word() const {
    std::size_t i = at_;
    while (i < text_.size() && is_roman(text_[i])) ++i;
    return i < text_.size() && is_letter(text_[i]);
  }

  std::optional<Citation> read_item(Citation::Target target) {
    Citation citation{.target = target, .number = {}, .paragraph = {}, .section = {}, .text = {}};
    const std::size_t begin = at_;
    if (target == Citation::Target::Article) {
      while (is_digit(peek())) ++at_;
      if (is_letter(peek()) && !is_letter(peek(1)) && at_ > begin) ++at_;  // 4a
    } else {
      while (is_roman(peek())) ++at_;
    }
    citation.number = text_.substr(begin, at_ - begin);
    constexpr std::size_t longest_number = 8;  // so that the ends of a range can be counted
    if (citation.number.empty() || citation.number.size() > longest_number) return std::nullopt;
    read_brackets(citation);
    read_details(citation);
    return citation;
  }

  /// (1)(a)(iii): the first number of an article is its paragraph.
  void read_brackets(Citation& citation) {
    while (peek() == '(') {
      const std::size_t close = text_.find(')', at_);
      if (close == std::string_view::npos || close - at_ > 8) return;
      const std::string_view inside = text_.substr(at_ + 1, close - at_ - 1);
      if (citation.target == Citation::Target::Article && citation.paragraph.empty() &&
          !inside.empty() && is_digit(inside.front()))
        citation.paragraph = inside;
      at_ = close + 1;
    }
  }

  /// ", first subparagraph, point (h)(iii)", ", Section 2", ", points (a) and (b)": belongs to the
  /// item.
  void read_details(Citation& citation) {
    for (;;) {
      const std::size_t before = at_;
      if (!take(", ") && !take(" ")) return;
      if (take("Section ") || take("Sections ")) {
        const std::size_t begin = at_;
        while (is_digit(peek()) || (peek() >= 'A' && peek() <= 'C' && !is_letter(peek(1)))) ++at_;
        citation.section = text_.substr(begin, at_ - begin);
      } else if (take("points ") || take("point ") || take("paragraphs ") || take("paragraph ")) {
        read_numbers();
      } else if (!take_subparagraph()) {
        at_ = before;
        return;
      }
    }
  }

  bool take_subparagraph() {
    for (const std::string_view ordinal : {"first ", "second ", "third ", "fourth ", "fifth "}) {
      const std::size_t before = at_;
      if (take(ordinal) &&
          (take("subparagraph") || take("paragraph") || take("sentence") || take("indent")))
        return true;
      at_ = before;
    }
    return false;
  }

  /// "(a), (b) and (c)", "1(a)", "1 to 4": numbers of points.
  void read_numbers() {
    for (;;) {
      const std::size_t begin = at_;
      while (is_digit(peek())) ++at_;
      while (peek() == '(') {
        const std::size_t close = text_.find(')', at_);
        if (close == std::string_view::npos || close - at_ > 8) break;
        at_ = close + 1;
      }
      if (at_ == begin) return;
      const std::size_t before = at_;
      if ((take(" to ") || take(", and ") || take(" and ") || take(" or ") || take(", ")) &&
          (peek() == '(' || (is_digit(peek()) && !measures_something())))
        continue;
      at_ = before;
      return;
    }
  }

  static void fill_range(std::vector<Citation>& list, const Citation& last) {
    if (list.empty() || !std::all_of(last.number.begin(), last.number.end(), is_digit)) return;
    const Citation first = list.back();
    if (!std::all_of(first.number.begin(), first.number.end(), is_digit)) return;
    constexpr int longest_range = 200;
    const int from = std::stoi(first.number), to = std::stoi(last.number);
    for (int n = from + 1; n < to && n - from < longest_range; ++n) {
      Citation between{.target = first.target,
                       .number = std::to_string(n),
                       .paragraph = {},
                       .section = {},
                       .text = {}};
      list.push_back(std::move(between));
    }
  }

  /// Looks at what follows: "of Regulation (EU) …", "TFEU", "to Directive …", "of that Regulation".
  bool of_another_act() const {
    std::string_view rest = text_.substr(at_);
    if (rest.starts_with(",")) rest.remove_prefix(1);
    for (const std::string_view treaty : {" TFEU", " TEU", " thereof"})
      if (rest.starts_with(treaty)) return true;
    if (!rest.starts_with(" of ") && !rest.starts_with(" to ")) return amends_;
    rest.remove_prefix(std::string_view(" of ").size());
    if (rest.starts_with("this Regulation")) return false;
    if (rest.starts_with("that Regulation")) return !own_act_named_last();
    return names_another_act(rest) || amends_;
  }

  bool names_another_act(std::string_view rest) const {
    static constexpr std::array<std::string_view, 16> acts = {
        "Regulation",  "Directive",      "Decision",      "Implementing",
        "Delegated",   "Commission",     "Council",       "Framework",
        "Protocol",    "that Directive", "that Decision", "those Directives",
        "the Charter", "the Treaty",     "the TFEU",      "the TEU"};
    if (std::none_of(acts.begin(), acts.end(),
                     [rest](std::string_view act) { return rest.starts_with(act); }))
      return false;
    constexpr std::size_t length_of_a_name = 60;
    const std::string_view name = rest.substr(0, length_of_a_name);
    const std::size_t number = name.find_first_of("0123456789");
    return own_number_.empty() || number == std::string_view::npos ||
           !name.substr(number).starts_with(own_number_);
  }

  /// Whether the act last named by number before this place is this one.
  bool own_act_named_last() const {
    const std::string_view before = text_.substr(0, at_);
    const std::size_t named = before.rfind("Regulation (E");
    return named != std::string_view::npos && !own_number_.empty() &&
           !names_another_act(before.substr(named));
  }

  /// In a text that changes another act, bare references mean that act.
  static bool amends_another_act(std::string_view text) {
    for (const std::string_view phrase :
         {"is amended as follows", "the following paragraph is added",
          "the following subparagraph is added", "the following point is added"})
      if (text.find(phrase) != std::string_view::npos) return true;
    return false;
  }

  std::string_view text_, own_number_;
  bool amends_ = amends_another_act(text_);
  std::size_t at_ = 0;
  std::vector<Citation> found_;
};

}  // namespace

std::vector<Citation> find_citations(std::string_view text, std::string_view own_number) {
  return Scanner(text, own_number).scan();
}

}  // namespace normgraph::loaders
