// What references mean in the shipped graph.

#include "graph/resolve.hpp"

#include <gtest/gtest.h>

#include "graph/database.hpp"
#include "graph/store/view.hpp"
#include "graph/value/temporal/parse.hpp"
#include "loaders/loader.hpp"

namespace normgraph {
namespace {

Database& shipped() {
  static Database& database = *[] {
    auto* made = new Database(DatabaseOptions{.path = "", .memory = true, .read_only = false});
    loaders::load(*made, NORMGRAPH_SOURCE_DIR "/data", {}, parse_date("2026-11-22"));
    return made;
  }();
  return database;
}

std::string key_of(const std::string& text) {
  const auto transaction = shipped().store().begin_read();
  return resolve_reference(text, transaction->view());
}

Error error_of(const std::string& text) {
  try {
    return Error(ErrorKind::Data, "", "", "", "no error, but " + key_of(text));
  } catch (const Error& error) {
    return error;
  }
}

struct Written {
  const char* text;
  const char* key;
};

class Resolve : public testing::TestWithParam<Written> {};

TEST_P(Resolve, Finds) { EXPECT_EQ(key_of(GetParam().text), GetParam().key); }

INSTANTIATE_TEST_SUITE_P(
    Forms, Resolve,
    testing::Values(
        Written{"article 9", "aia:art:9"}, Written{"Article 9", "aia:art:9"},
        Written{"ARTICLE  9", "aia:art:9"}, Written{"article 4a", "aia:art:4a"},
        Written{"article 9(2)", "aia:art:9:par:2"}, Written{"annex III", "aia:annex:III"},
        Written{"annex iii", "aia:annex:III"}, Written{"chapter V", "aia:ch:V"},
        Written{"definition 27", "aia:def:27"}, Written{"item 3", "M/613/3"},
        Written{"M/613", "M/613"}, Written{"M/593", "M/593"}, Written{"M/593/3", "M/593/3"},
        Written{"'C(2025) 3871'", "M/613"}, Written{"WG2", "body:WG2"}, Written{"WG 2", "body:WG2"},
        Written{"working group 2", "body:WG2"}, Written{"oecd", "body:OECD"},
        Written{"'JTC 21'", "body:JTC21"}, Written{"\"AI Act\"", "aia"},
        Written{"@wi:18228", "wi:18228"}, Written{"@aia:annex:III:1", "aia:annex:III:1"},
        Written{"prEN 18228", "wi:18228"}, Written{"pren18228", "wi:18228"},
        Written{"PREN 18228", "wi:18228"}, Written{"EN 18228", "wi:18228"},
        Written{"prEN 18286", "wi:18286"}, Written{"FprEN 18286", "wi:18286"},
        Written{"EN 18286", "wi:18286"}, Written{"EN 18286:2026", "dl:EN-18286:2026"},
        Written{"prEN 18229-2", "wi:18229-2"}, Written{"JT021024", "wi:18228"},
        Written{"prEN ISO/IEC 23282", "wi:ISO/IEC-23282"},
        Written{"EN ISO/IEC 42001", "wi:ISO/IEC-42001"},
        Written{"ISO/IEC 42001", "doc:ISO/IEC-42001"},
        Written{"ISO/IEC 42001:2023", "doc:ISO/IEC-42001"},
        Written{"CEN/CLC/TR 18115", "wi:TR-18115"}, Written{"NIST AI 100-1", "doc:NIST-AI-100-1"},
        Written{"IEEE 7000", "doc:IEEE-7000"}, Written{"'ETSI EN 304 223'", "doc:ETSI-EN-304-223"},
        Written{"'harmonised standard'", "aia:def:27"},
        Written{"\"presumption of conformity\"", "concept:presumption"}));

TEST(ResolveErrors, NothingFound) {
  EXPECT_EQ(error_of("article 150").message, "there is no article 150");
  EXPECT_EQ(error_of("article 150").hints.front(), "they go from Article 1 to Article 113");
  EXPECT_EQ(error_of("prEN 99999").code, "NG4001");
  EXPECT_EQ(error_of("@wi:18229").code, "");
  EXPECT_EQ(error_of("@wi:1822").hints.front(), "did you mean wi:18228?");
  EXPECT_EQ(error_of("oecdd").hints.front(), "did you mean OECD?");
}

TEST(ResolveErrors, SeveralFound) {
  const Error error = error_of("section 2");
  EXPECT_EQ(error.code, "NG4002");
  EXPECT_NE(error.message.find("@aia:ch:III:sec:2"), std::string::npos) << error.message;
  EXPECT_NE(error.message.find("@aia:ch:V:sec:2"), std::string::npos) << error.message;
}

TEST(ResolveErrors, NoReference) {
  EXPECT_EQ(error_of("").kind, ErrorKind::Syntax);
  EXPECT_EQ(error_of("'unclosed").kind, ErrorKind::Syntax);
}

}  // namespace
}  // namespace normgraph
