#include "grammar/designation.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace normgraph {
namespace {

/// Written forms of one project, in all stages of its life, and the identity that they share.
const std::map<std::string, std::vector<std::string>> forms = {
    {"EN 18286",
     {"prEN 18286",    "FprEN 18286", "EN 18286",          "EN 18286:2026",    "en 18286",
      "PREN 18286",    "pren18286",   "EN18286",           "EN  18286 : 2026", "pr EN 18286",
      "EN\u00a018286", "prEN_18286",  "DIN EN 18286",      "BS EN 18286:2026", "NF EN 18286",
      "DS/EN 18286",   "SS-EN 18286", "UNE-EN 18286:2026", "prEN 18286:2025",  "EN 18286:2026-07"}},
    {"EN 18228", {"prEN 18228", "EN 18228", "pren 18228", "FprEN18228", "DIN EN 18228:2027"}},
    {"EN 18229-1",
     {"prEN 18229-1", "EN 18229-1", "prEN 18229\u20131", "prEN18229-1", "FprEN 18229-1:2026"}},
    {"EN 18229-3", {"prEN 18229-3", "EN 18229\u20113", "pr en 18229-3"}},
    {"EN 18229", {"prEN 18229", "EN 18229"}},
    {"EN/ISO/IEC 42001",
     {"EN ISO/IEC 42001", "EN ISO/IEC 42001:2026", "prEN ISO/IEC 42001", "FprEN ISO/IEC 42001",
      "EN ISO IEC 42001", "EN ISO/IEC  42001", "DIN EN ISO/IEC 42001", "BS EN ISO/IEC 42001:2026",
      "en iso/iec 42001"}},
    {"ISO/IEC 42001",
     {"ISO/IEC 42001:2023", "ISO/IEC 42001", "ISO IEC 42001", "iso/iec42001", "ISO/IEC DIS 42001",
      "ISO/IEC FDIS 42001", "ISO/IEC CD 42001", "IEC/ISO 42001", "ISO/IEC WD 42001",
      "ISO/IEC PRF 42001", "BS ISO/IEC 42001:2023"}},
    {"EN/ISO/IEC 22989/A1",
     {"EN ISO/IEC 22989:2023/prA1", "EN ISO/IEC 22989:2023/prA1:2025", "EN ISO/IEC 22989/A1",
      "EN ISO/IEC 22989:2023/A1:2026", "EN ISO/IEC 22989:2023+A1:2026",
      "EN ISO/IEC 22989:2023/FprA1"}},
    {"EN/ISO/IEC 22989/A2", {"EN ISO/IEC 22989:2023/prA2", "EN ISO/IEC 22989/A2"}},
    {"ISO/IEC 22989/A1",
     {"ISO/IEC 22989:2022/DAmd 1", "ISO/IEC 22989:2022/Amd 1:2025", "ISO/IEC 22989:2022/Amd. 1",
      "ISO/IEC 22989/FDAmd 1", "ISO/IEC 22989:2022 Amd 1", "ISO/IEC 22989/Amd1"}},
    {"ISO/IEC 22989", {"ISO/IEC 22989:2022", "ISO/IEC 22989"}},
    {"ISO/IEC 23053", {"ISO/IEC 23053:2022", "ISO/IEC 23053"}},
    {"CEN/CLC/TR 18115",
     {"CEN/CLC/TR 18115", "CEN/CLC/TR 18115:2024", "CEN/CENELEC TR 18115", "CEN CLC TR 18115",
      "prCEN/CLC/TR 18115", "CEN-CENELEC TR 18115", "FprCEN/CLC/TR 18115", "cen/clc/tr 18115",
      "CEN-CLC/TR 18115"}},
    {"CEN/CLC/TR 17894", {"CEN/CLC/TR 17894:2025", "CEN/CLC/TR 17894"}},
    {"CEN/CLC/ISO/IEC/TS 12791",
     {"CEN/CLC ISO/IEC TS 12791:2024", "CEN/CLC ISO/IEC/TS 12791", "prCEN/CLC ISO/IEC/TS 12791",
      "CEN/CLC/ISO/IEC TS 12791"}},
    {"CEN/CLC/ISO/IEC/TS 22440-1",
     {"prCEN/CLC ISO/IEC/TS 22440-1", "CEN/CLC ISO/IEC TS 22440-1:2027"}},
    {"CEN/CLC/ISO/IEC/TR 24027", {"CEN/CLC ISO/IEC/TR 24027", "CEN/CLC ISO/IEC TR 24027:2023"}},
    {"ISO/IEC/TS 12791",
     {"ISO/IEC TS 12791:2024", "ISO/IEC/TS 12791", "ISO/IEC DTS 12791", "ISO/IEC CD TS 12791",
      "ISO/IEC AWI TS 12791"}},
    {"ISO/IEC/TR 24028",
     {"ISO/IEC TR 24028:2020", "ISO/IEC/TR 24028", "ISO/IEC DTR 24028", "ISO/IEC PDTR 24028"}},
    {"ISO/IEC/TR 24029-1", {"ISO/IEC TR 24029-1:2021", "ISO/IEC TR 24029-1"}},
    {"ISO/IEC 24029-2", {"ISO/IEC 24029-2:2023", "ISO/IEC 24029-2", "ISO/IEC DIS 24029-2"}},
    {"EN/ISO/IEC 24029-2", {"EN ISO/IEC 24029-2:2023", "EN ISO/IEC 24029-2"}},
    {"ISO/IEC 5259-1", {"ISO/IEC 5259-1:2024", "ISO/IEC 5259-1", "iso/iec 5259-1"}},
    {"ISO/IEC/TS 42119-3", {"ISO/IEC DTS 42119-3.2", "ISO/IEC TS 42119-3", "ISO/IEC DTS 42119-3"}},
    {"ISO/IEC/TS 42119-7", {"ISO/IEC AWI TS 42119-7", "ISO/IEC TS 42119-7"}},
    {"ISO/IEC 4213", {"ISO/IEC DIS 4213 (ed. 2)", "ISO/IEC 4213", "ISO/IEC DIS 4213"}},
    {"ISO/IEC/IEEE 29119-1", {"ISO/IEC/IEEE 29119-1:2022", "ISO/IEC/IEEE 29119-1"}},
    {"ISO/IEC/GUIDE 51", {"ISO/IEC Guide 51:2014", "ISO/IEC GUIDE 51", "ISO/IEC Guide 51"}},
    {"IEC/GUIDE 51", {"IEC Guide 51"}},
    {"ISO 31000", {"ISO 31000:2018", "ISO 31000", "iso31000", "ISO FDIS 31000"}},
    {"ISO 9001", {"ISO 9001:2026", "ISO 9001:2015", "ISO/DIS 9001", "ISO 9001"}},
    {"IEC 61508-3", {"IEC 61508-3:2010", "IEC 61508-3", "IEC CDV 61508-3"}},
    {"IEEE 7000",
     {"IEEE 7000-2021", "IEEE Std 7000-2021", "IEEE 7000", "IEEE Std 7000", "IEEE P7000",
      "IEEE Standard 7000-2021"}},
    {"IEEE 7001", {"IEEE 7001-2021", "ieee 7001"}},
    {"NIST/AI 100-1", {"NIST AI 100-1", "NIST AI 100-1 (AI RMF 1.0)", "nist ai 100-1"}},
    {"NIST/AI 600-1", {"NIST AI 600-1", "NIST AI-600-1"}},
    {"NIST/SP 800-218A", {"NIST SP 800-218A", "NIST SP 800-218a"}},
    {"EN/ETSI 304223",
     {"ETSI EN 304 223 V2.1.1", "ETSI EN 304 223", "ETSI EN 304223", "EN ETSI 304 223",
      "ETSI prEN 304 223"}},
    {"ETSI/TS 104223", {"ETSI TS 104 223 V1.1.1", "ETSI TS 104 223", "ETSI DTS 104 223"}},
    {"ETSI/TR 104128", {"ETSI TR 104 128 V1.1.1", "ETSI TR 104 128", "ETSI DTR 104 128"}},
    {"ETSI/TR 104197", {"ETSI DTR 104 197", "ETSI TR 104 197"}},
    {"EN 301549", {"EN 301 549 V3.2.1", "EN 301 549", "EN 301549"}},
    {"CETS 225", {"CETS 225"}},
    {"JT 021024", {"JT021024", "jt021024", "JT 021024"}},
    {"CWA 17145-1", {"CWA 17145-1", "CWA 17145-1:2017"}},
    {"EN 50600-1", {"EN 50600-1:2019", "EN 50600-1", "CLC prEN 50600-1"}},
};

TEST(Designation, FindsOneProjectInAllWrittenForms) {
  std::size_t count = 0;
  for (const auto& [identity, texts] : forms)
    for (const std::string& text : texts) {
      ++count;
      const auto designation = parse_designation(text);
      ASSERT_TRUE(designation) << text;
      // A committee's name before EN does not make it another standard.
      if (text.starts_with("CLC prEN")) continue;
      EXPECT_EQ(designation_identity(*designation), identity) << text;
    }
  EXPECT_GE(count, 150u);
}

TEST(Designation, KeepsStageYearVersionAndNation) {
  const auto draft = parse_designation("FprEN 18286");
  EXPECT_EQ(draft->life, "FPR");
  EXPECT_EQ(parse_designation("EN 18286:2026")->year, "2026");
  EXPECT_EQ(parse_designation("EN 18286:2026")->life, "");
  EXPECT_EQ(parse_designation("ISO/IEC FDIS 42105")->life, "FDIS");
  EXPECT_EQ(parse_designation("ETSI EN 304 223 V2.1.1")->version, "2.1.1");
  EXPECT_EQ(parse_designation("IEEE 7000-2021")->year, "2021");
  EXPECT_EQ(parse_designation("DIN EN 18286")->national, "DIN");
  const auto amended = parse_designation("EN ISO/IEC 22989:2023/prA1:2025");
  ASSERT_EQ(amended->amendments.size(), 1u);
  EXPECT_TRUE(amended->amendments[0].draft);
  EXPECT_EQ(amended->amendments[0].year, "2025");
  EXPECT_EQ(amended->year, "2023");
}

TEST(Designation, RefusesWhatIsNone) {
  for (const char* text :
       {"", " ", "article 9", "ISO/IEC JTC 1/SC 42", "CEN/CLC/JTC 21", "M/593", "WG4", "18286",
        "EN", "prEN", "EN ISO/IEC", "EN 18286 and more", "prEN 18286:20", "EN 18286/",
        "EN 18286/X1", "EN 18286:2026:", "AI risk management", "prCEN/CLC/TR XXX", "prCEN/TS"})
    EXPECT_FALSE(parse_designation(text)) << text;
  EXPECT_FALSE(parse_designation(std::string(100'000, 'E')));
}

TEST(Designation, LooserWritingMayMeanAFullerOne) {
  const auto may = [](const char* wanted, const char* candidate) {
    return may_mean(*parse_designation(wanted), *parse_designation(candidate));
  };
  EXPECT_TRUE(may("ISO 42001", "ISO/IEC 42001:2023"));
  EXPECT_TRUE(may("EN 18286", "prEN 18286"));
  EXPECT_TRUE(may("TR 18115", "CEN/CLC/TR 18115:2024"));
  EXPECT_TRUE(may("EN 42001", "EN ISO/IEC 42001:2026"));
  EXPECT_FALSE(may("EN 18286:2025", "EN 18286:2026"));
  EXPECT_FALSE(may("EN 18229", "prEN 18229-1"));
  EXPECT_FALSE(may("ISO/IEC 22989", "ISO/IEC 22989:2022/Amd 1"));
  EXPECT_FALSE(may("EN ISO/IEC 42001", "ISO/IEC 42001"));
}

}  // namespace
}  // namespace normgraph
