#include "loaders/acts/citations.hpp"

#include <gtest/gtest.h>

namespace normgraph::loaders {
namespace {

std::string found(std::string_view text) {
  std::string out;
  for (const Citation& c : find_citations(text, "2024/1689")) {
    static constexpr const char* nouns[] = {"article ", "annex ", "chapter "};
    out += (out.empty() ? "" : ", ");
    out += nouns[static_cast<int>(c.target)] + c.number;
    if (!c.paragraph.empty()) out += "(" + c.paragraph + ")";
    if (!c.section.empty()) out += " section " + c.section;
  }
  return out;
}

TEST(Citations, ReadsSingleReferencesListsAndRanges) {
  EXPECT_EQ(found("pursuant to Article 6(2)."), "article 6(2)");
  EXPECT_EQ(found("referred to in Article 5(1), first subparagraph, point (h)(iii), and Annex II"),
            "article 5(1), annex II");
  EXPECT_EQ(found("Articles 8 to 11 and Article 25"),
            "article 8, article 9, article 10, article 11, article 25");
  EXPECT_EQ(found("Articles 9, 10 and 72(1)"), "article 9, article 10, article 72(1)");
  EXPECT_EQ(found("in Annexes VI and VII"), "annex VI, annex VII");
  EXPECT_EQ(found("the requirements set out in Chapter III, Section 2, apply"),
            "chapter III section 2");
  EXPECT_EQ(found("Article 4a applies"), "article 4a");
  EXPECT_EQ(found("Article 57 or 60 of this Regulation"), "article 57, article 60");
}

TEST(Citations, LeavesOutOtherActs) {
  EXPECT_EQ(found("Article 3, point (1), of Regulation (EU) 2016/679"), "");
  EXPECT_EQ(found("Article 14(4), points (d) and (j), of that Regulation"), "");
  EXPECT_EQ(found("Article 16 TFEU"), "");
  EXPECT_EQ(found("Annex I to Directive 2013/53/EU"), "");
  EXPECT_EQ(found("Articles 7, 8 and 10 of the Charter"), "");
  EXPECT_EQ(found("Regulation (EU) 2018/1139 is amended as follows: (1) in Article 17, the "
                  "following paragraph is added"),
            "");
}

TEST(Citations, KnowsTheActByItsOwnNumber) {
  EXPECT_EQ(found("Article 6 of Regulation (EU) 2024/1689"), "article 6");
  EXPECT_EQ(found("In Article 22(5) of Regulation (EU) No 168/2013, the following subparagraph is "
                  "added: systems within "
                  "the meaning of Regulation (EU) 2024/1689, the requirements in Chapter III, "
                  "Section 2, of that "
                  "Regulation shall be taken into account."),
            "chapter III section 2");
}

TEST(Citations, NumbersThatCountAreNoArticles) {
  EXPECT_EQ(found("pursuant to Article 73 and 15 days after"), "article 73");
  EXPECT_EQ(found("Article 99 and 7 % of its turnover"), "article 99");
}

TEST(Citations, KeepsTheTextAsWritten) {
  const auto list = find_citations("in Articles 40 and 41, or", "2024/1689");
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[1].text, "Articles 40 and 41");
}

TEST(Citations, HugeRangesAndOddEndsAreHarmless) {
  EXPECT_LT(find_citations("Articles 1 to 999999999999999", "").size(), 300u);
  EXPECT_EQ(found("Articles 99999999999999999999 to 5"), "");
  EXPECT_EQ(found("Article "), "");
  EXPECT_EQ(found("Articles 5 to"), "article 5");
  EXPECT_EQ(found("Annex I("), "annex I");
}

}  // namespace
}  // namespace normgraph::loaders
