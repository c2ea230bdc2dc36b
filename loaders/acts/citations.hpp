#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace normgraph::loaders {

/// A reference found in the text of an act to a part of the same act.
struct Citation {
  enum class Target { Article, Annex, Chapter };
  Target target = Target::Article;
  std::string number;     // "6", "III"
  std::string paragraph;  // of an article, where given: "2"
  std::string section;    // of a chapter, where given
  std::string text;       // as written, of the whole list that it stands in
  friend bool operator==(const Citation&, const Citation&) = default;
};

/// Finds references such as `Article 6(2)`, `Articles 8 to 15`, `Annexes VI and VII`, `Chapter III,
/// Section 2`, in the order of the text; a range gives each of its articles. References to other
/// acts
/// ("Article 3 of Regulation (EU) 2016/679", "Article 16 TFEU") are left out; `own_number`
/// ("2024/1689") tells the act's own number where it is cited by name.
std::vector<Citation> find_citations(std::string_view text, std::string_view own_number);

}  // namespace normgraph::loaders
