#include "loaders/acts/formex.hpp"

#include <gtest/gtest.h>

namespace normgraph::loaders {
namespace {

const std::string act =
    R"(<?xml version="1.0"?><ACT><BIB.INSTANCE><NO.DOC><YEAR>2030</YEAR><NO.CURRENT>12</NO.CURRENT></NO.DOC>
<DATE ISO="20300105"/><LG.DOC>EN</LG.DOC></BIB.INSTANCE><TITLE><TI><P>Regulation (EU) 2030/12</P><P>on widgets</P></TI></TITLE>
<PREAMBLE><GR.CONSID><CONSID><NP><NO.P>(1)</NO.P><TXT>Widgets<NOTE><P>a footnote</P></NOTE> matter.</TXT></NP></CONSID></GR.CONSID></PREAMBLE>
<ENACTING.TERMS><DIVISION><TITLE><TI><P>CHAPTER I</P></TI><STI><P>GENERAL</P></STI></TITLE>
<ARTICLE><TI.ART>Article)"
    "\u00a0"
    R"(1</TI.ART><STI.ART><P>Scope`</P></STI.ART><PARAG><NO.PARAG>1.</NO.PARAG><ALINEA><P>It covers:</P>
<LIST><ITEM><NP><NO.P>(a)</NO.P><TXT>round <QUOT.START/>widgets<QUOT.END/>;</TXT></NP></ITEM><ITEM><NP><NO.P>(b)</NO.P><TXT>square ones.</TXT></NP></ITEM></LIST></ALINEA></PARAG></ARTICLE>
<DIVISION><TITLE><TI><P>SECTION 1</P></TI><STI><P>Special</P></STI></TITLE><ARTICLE><TI.ART>Article 2</TI.ART><STI.ART><P>Entry</P></STI.ART><ALINEA>At once.</ALINEA></ARTICLE></DIVISION>
</DIVISION></ENACTING.TERMS></ACT>)";

TEST(Formex, ReadsHeadDivisionsArticlesAndPoints) {
  std::vector<Problem> problems;
  const LegalText text = read_formex(act, "act.xml", problems);
  EXPECT_EQ(text.number, "2030/12");
  EXPECT_EQ(text.date, "2030-01-05");
  EXPECT_EQ(text.title, "Regulation (EU) 2030/12 on widgets");
  ASSERT_EQ(text.recitals.size(), 1u);
  EXPECT_EQ(text.recitals[0].text, "Widgets matter.");
  ASSERT_EQ(text.articles.size(), 2u);
  EXPECT_EQ(text.articles[0].number, "1");
  EXPECT_EQ(text.articles[0].chapter, "I");
  ASSERT_EQ(text.articles[0].paragraphs.size(), 1u);
  ASSERT_EQ(text.articles[0].paragraphs[0].points.size(), 2u);
  EXPECT_EQ(text.articles[0].paragraphs[0].points[0].text, "round ‘widgets’;");
  EXPECT_EQ(text.articles[0].paragraphs[0].text,
            "It covers: (a) round ‘widgets’; (b) square ones.");
  EXPECT_EQ(text.articles[1].section, "1");
  EXPECT_FALSE(text.articles[1].paragraphs.at(0).numbered);
}

TEST(Formex, OddSignsBecomeWarnings) {
  std::vector<Problem> problems;
  EXPECT_EQ(read_formex(act, "act.xml", problems).articles[0].title, "Scope");
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_TRUE(problems[0].warning);
  EXPECT_EQ(problems[0].field, "STI.ART");
  EXPECT_EQ(problems[0].line, 5u);
}

TEST(Formex, WhatIsNoActIsAProblemWithItsPlace) {
  std::vector<Problem> problems;
  read_formex("<ACT>\n<oops", "a.xml", problems);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_FALSE(problems[0].warning);
  EXPECT_EQ(problems[0].line, 2u);
  problems.clear();
  read_formex("<html/>", "a.xml", problems);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_NE(problems[0].message.find("<html>"), std::string::npos);
}

TEST(Formex, EntitiesAreNotExpandedAndDepthIsBounded) {
  std::vector<Problem> problems;
  read_formex("<!DOCTYPE a [<!ENTITY x \"xxxxxxxxxx\"><!ENTITY y \"&x;&x;&x;\">]><ACT>&y;</ACT>",
              "a.xml", problems);
  ASSERT_FALSE(problems.empty());
  EXPECT_EQ(problems[0].message, "the file declares entities of its own, which are not read");
  std::string deep = "<ACT><ENACTING.TERMS>";
  for (int i = 0; i < 5000; ++i) deep += "<DIVISION>";
  for (int i = 0; i < 5000; ++i) deep += "</DIVISION>";
  problems.clear();
  read_formex(deep + "</ENACTING.TERMS></ACT>", "a.xml", problems);
  EXPECT_FALSE(problems.empty());
}

}  // namespace
}  // namespace normgraph::loaders
