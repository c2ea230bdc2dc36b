#include "grammar/designation.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace normgraph {

namespace {

// The order in which publishers are printed and compared.
constexpr std::array<std::string_view, 17> publisher_order = {
    "CEN",  "CLC",  "EN",   "ISO", "IEC",  "IEEE", "ITU", "ITU-T", "ETSI",
    "NIST", "CETS", "OECD", "IWA", "ASTM", "UL",   "JT",  "W3C"};
constexpr std::array<std::string_view, 18> types = {"TS",  "TR", "GUIDE", "CWA", "PAS", "SP",
                                                    "AI",  "ES", "EG",    "GR",  "GS",  "SPEC",
                                                    "STD", "IR", "ENV",   "HD",  "SR",  "LEGAL"};
constexpr std::array<std::string_view, 21> lives = {
    "PR", "FPR", "PRF", "DIS",  "FDIS", "CD", "WD",   "AWI", "NP",    "PWI",  "CDV",
    "D",  "PD",  "FD",  "CDTS", "CDTR", "P",  "NWIP", "PNW", "RFDIS", "DRAFT"};
constexpr std::array<std::string_view, 28> nationals = {
    "DIN", "BS",    "NF",    "UNE",    "UNI",   "NEN",  "NBN",    "DS",    "SS",   "SFS",
    "NS",  "ÖNORM", "ONORM", "OENORM", "SN",    "PN",   "CSN",    "ČSN",   "I.S.", "IS",
    "MSZ", "STN",   "SIST",  "OSIST",  "KSIST", "SRPS", "NASRPS", "PRSRPS"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Upper case in ASCII; all dashes become '-', all blanks ' ', and runs of blanks one.
std::string normalise(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, char>, 9> replaced = {{{"\u2010", '-'},
                                                                                 {"\u2011", '-'},
                                                                                 {"\u2012", '-'},
                                                                                 {"\u2013", '-'},
                                                                                 {"\u2014", '-'},
                                                                                 {"\u2212", '-'},
                                                                                 {"\u00a0", ' '},
                                                                                 {"\u202f", ' '},
                                                                                 {"\u2009", ' '}}};
  std::string out;
  const auto put = [&out](char c) {
    if (c != ' ' || (!out.empty() && out.back() != ' ')) out.push_back(c);
  };
  for (std::size_t i = 0; i < text.size();) {
    const auto match = std::find_if(replaced.begin(), replaced.end(), [&](const auto& r) {
      return text.substr(i).starts_with(r.first);
    });
    if (match != replaced.end()) {
      put(match->second);
      i += match->first.size();
      continue;
    }
    const char c = text[i++];
    put(c == '\t' || c == '_' || c == '\n' || c == '\r'
            ? ' '
            : static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; }
bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}
bool is_year(std::string_view text) {
  return text.size() == 4 && all_digits(text) && (text.starts_with("19") || text.starts_with("20"));
}

/// Reads one designation from normalised text, left to right.
class Reader {
 public:
  explicit Reader(std::string text) : text_(std::move(text)) {}

  std::optional<Designation> read() {
    while (read_word()) {
    }
    if (!in_vocabulary_ || !read_number() || !read_behind_number()) return std::nullopt;
    std::stable_sort(result_.publishers.begin(), result_.publishers.end(), before);
    return std::move(result_);
  }

 private:
  static bool before(const std::string& a, const std::string& b) {
    const auto rank = [](const std::string& p) {
      return std::find(publisher_order.begin(), publisher_order.end(), p) - publisher_order.begin();
    };
    return rank(a) < rank(b);
  }

  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  void skip_separators() {
    while (peek() == ' ' || peek() == '/' || peek() == '-' || peek() == '.') ++at_;
  }

  /// One word before the number: publisher, type, stage of life, or nation. False at the number, or
  /// at a word that no designation has.
  bool read_word() {
    skip_separators();
    const std::size_t begin = at_;
    while (is_letter(peek()) || (peek() == '.' && is_letter(peek(1)))) ++at_;
    std::string_view word = std::string_view(text_).substr(begin, at_ - begin);
    if (word.empty()) return false;
    if (word == "W" && peek() == '3') return false;
    if (!accept(word)) {
      in_vocabulary_ = false;
      return false;
    }
    return true;
  }

  bool accept(std::string_view word) {
    if (word == "CENELEC") word = "CLC";
    if (word == "CENCLC") return accept("CEN") && accept("CLC");
    if (word == "STANDARD") word = "STD";
    if (word == "HEN") word = "EN";                        // "hEN": one that is harmonised
    if (word == "NO") return !result_.publishers.empty();  // "CETS No. 225"
    if (contains(publisher_order, word)) {
      if (std::find(result_.publishers.begin(), result_.publishers.end(), word) ==
          result_.publishers.end())
        result_.publishers.emplace_back(word);
      in_vocabulary_ = true;
      return true;
    }
    if (contains(types, word)) {
      if (word != "STD") result_.type = word;  // "IEEE Std 7000" is IEEE 7000
      in_vocabulary_ = true;
      return true;
    }
    if (contains(lives, word)) {
      result_.life = word;
      return true;
    }
    if (contains(nationals, word) && result_.publishers.empty()) {
      result_.national = word;
      return true;
    }
    // prEN, FprCEN, DTS, PRFTR …: a stage of life grown together with what follows.
    for (const std::string_view life : {"FPR", "PRF", "PR", "FD", "PD", "CD", "D"})
      if (word.size() > life.size() && word.starts_with(life)) {
        const std::string_view rest = word.substr(life.size());
        const bool draft_of_type = life.size() <= 2 && life != "PR";
        if (draft_of_type
                ? contains(types, rest)
                : contains(publisher_order, rest) || contains(types, rest) || rest == "CENELEC") {
          result_.life = life;
          return accept(rest);
        }
      }
    return false;
  }

  std::string digits() {
    const std::size_t begin = at_;
    while (is_digit(peek())) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  bool read_number() {
    skip_separators();
    result_.number = digits();
    if (result_.number.empty()) return false;
    // ETSI groups its six digits in threes: EN 304 223.
    while (result_.number.size() % 3 == 0 && peek() == ' ' && is_digit(peek(1)) &&
           is_digit(peek(2)) && is_digit(peek(3)) && !is_digit(peek(4))) {
      ++at_;
      result_.number += digits();
    }
    if (is_letter(peek()) && !is_letter(peek(1)) && peek(1) != '.') result_.number += text_[at_++];
    return true;
  }

  bool year_by_dash() const {
    return std::find(result_.publishers.begin(), result_.publishers.end(), "IEEE") !=
           result_.publishers.end();
  }

  bool read_behind_number() {
    while (at_ < text_.size()) {
      if (peek() == '-' && is_digit(peek(1))) {
        read_part();
      } else if (peek() == '.' && is_digit(peek(1))) {
        ++at_;
        digits();  // a further round of the same draft: DTS 42119-3.2
      } else if (peek() == ':' || (peek() == ' ' && peek(1) == ':')) {
        if (!read_year(result_.year)) return false;
      } else if (peek() == '/' || peek() == '+' || starts_amendment()) {
        if (!read_amendment()) return false;
      } else if (text_.compare(at_, 2, " V") == 0 && is_digit(peek(2))) {
        read_version();
      } else if (text_.compare(at_, 2, " (") == 0 && text_.back() == ')') {
        return true;  // "(ed. 2)", "(AI RMF 1.0)": a remark
      } else {
        return false;
      }
    }
    return true;
  }

  void read_part() {
    ++at_;
    std::string part = digits();
    if (is_letter(peek()) && !is_letter(peek(1))) part += text_[at_++];
    if (is_year(part) && year_by_dash())
      result_.year = part;
    else
      result_.parts.push_back(std::move(part));
  }

  bool read_year(std::string& year) {
    while (peek() == ' ' || peek() == ':') ++at_;
    std::string found = digits();
    if (!is_year(found)) return false;
    if (peek() == '-' && is_digit(peek(1)) && is_digit(peek(2)) && !is_digit(peek(3)))
      at_ += 3;  // :2025-07
    year = std::move(found);
    return true;
  }

  void read_version() {
    at_ += 2;
    const std::size_t begin = at_;
    while (is_digit(peek()) || peek() == '.') ++at_;
    result_.version = text_.substr(begin, at_ - begin);
  }

  bool starts_amendment() const {
    return peek() == ' ' &&
           (text_.compare(at_ + 1, 3, "AMD") == 0 || text_.compare(at_ + 1, 3, "COR") == 0);
  }

  bool read_amendment() {
    skip_separators();
    while (peek() == '+' || peek() == ' ') ++at_;
    const std::size_t begin = at_;
    while (is_letter(peek())) ++at_;
    std::string_view word = std::string_view(text_).substr(begin, at_ - begin);
    Designation::Amendment amendment;
    for (const std::string_view draft : {"FPR", "PR", "FD", "D", "PD", "CD", "WD"})
      if (word.size() > draft.size() && word.starts_with(draft)) {
        word.remove_prefix(draft.size());
        amendment.draft = true;
        break;
      }
    if (word == "AC" || word == "COR" || word == "C")
      amendment.corrigendum = true;
    else if (word != "A" && word != "AMD" && word != "AM")
      return false;
    while (peek() == '.' || peek() == ' ') ++at_;
    amendment.number = digits();
    if (amendment.number.empty() && !amendment.corrigendum) return false;
    if (peek() == ':' && !read_year(amendment.year)) return false;
    result_.amendments.push_back(std::move(amendment));
    return true;
  }

  std::string text_;
  std::size_t at_ = 0;
  bool in_vocabulary_ = false;
  Designation result_;
};

bool is_subset(const std::vector<std::string>& some, const std::vector<std::string>& all) {
  return std::all_of(some.begin(), some.end(), [&](const std::string& s) {
    return std::find(all.begin(), all.end(), s) != all.end();
  });
}

bool same_amendments(const Designation& a, const Designation& b) {
  return std::equal(a.amendments.begin(), a.amendments.end(), b.amendments.begin(),
                    b.amendments.end(), [](const auto& x, const auto& y) {
                      return x.corrigendum == y.corrigendum && x.number == y.number;
                    });
}

bool agrees(const std::string& wanted, const std::string& candidate) {
  return wanted.empty() || wanted == candidate;
}

}  // namespace

std::optional<Designation> parse_designation(std::string_view text) {
  constexpr std::size_t longest = 200;
  if (text.size() > longest) return std::nullopt;
  return Reader(normalise(text)).read();
}

std::string designation_identity(const Designation& designation) {
  std::string identity;
  for (const std::string& publisher : designation.publishers)
    identity += (identity.empty() ? "" : "/") + publisher;
  if (!designation.type.empty()) identity += (identity.empty() ? "" : "/") + designation.type;
  identity += ' ' + designation.number;
  for (const std::string& part : designation.parts) identity += '-' + part;
  for (const Designation::Amendment& amendment : designation.amendments)
    identity += (amendment.corrigendum ? "/AC" : "/A") + amendment.number;
  return identity;
}

bool may_mean(const Designation& wanted, const Designation& candidate) {
  return wanted.number == candidate.number && wanted.parts == candidate.parts &&
         same_amendments(wanted, candidate) && is_subset(wanted.publishers, candidate.publishers) &&
         agrees(wanted.type, candidate.type) && agrees(wanted.year, candidate.year) &&
         agrees(wanted.version, candidate.version);
}

}  // namespace normgraph
