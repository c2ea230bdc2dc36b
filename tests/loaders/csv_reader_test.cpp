#include "loaders/csv/csv_reader.hpp"

#include <gtest/gtest.h>

#include "grammar/error.hpp"

namespace normgraph::loaders {
namespace {

std::string all(std::string_view text, char delimiter = ',') {
  std::string out;
  for (CsvReader reader(text, delimiter); reader.next();) {
    out += std::to_string(reader.line()) + ":";
    for (const std::string_view field : reader.fields()) out += "[" + std::string(field) + "]";
  }
  return out;
}

TEST(CsvReader, ReadsRecordsOfAllLineEnds) {
  EXPECT_EQ(all("a,b\nc,d\n"), "1:[a][b]2:[c][d]");
  EXPECT_EQ(all("a,b\r\nc,d"), "1:[a][b]2:[c][d]");
  EXPECT_EQ(all("\xEF\xBB\xBF"
                "a,\n\n,b"),
            "1:[a][]3:[][b]");
  EXPECT_EQ(all(""), "");
  EXPECT_EQ(all("a;b", ';'), "1:[a][b]");
}

TEST(CsvReader, ReadsQuotedFields) {
  EXPECT_EQ(all("\"a,b\",c\n"), "1:[a,b][c]");
  EXPECT_EQ(all("\"say \"\"hi\"\"\",\"\"\nx,y"), "1:[say \"hi\"][]2:[x][y]");
  EXPECT_EQ(all("\"two\nlines\",1\nnext,2"), "1:[two\nlines][1]3:[next][2]");
  EXPECT_EQ(all("\"a\"\"\",\"b\"\"\",\"c\"\"\""), "1:[a\"][b\"][c\"]");
}

TEST(CsvReader, TellsAnEmptyTextFromNothing) {
  CsvReader reader("\"\",");
  ASSERT_TRUE(reader.next());
  EXPECT_TRUE(reader.quoted(0));
  EXPECT_FALSE(reader.quoted(1));
}

TEST(CsvReader, NamesTheLineOfAFault) {
  for (const auto& [text, line] : {std::pair{"a\n\"open", "line 2"}, {"\"a\"b,c", "line 1"}}) {
    try {
      all(text);
      FAIL() << text;
    } catch (const Error& error) {
      EXPECT_NE(error.message.find(line), std::string::npos) << error.message;
    }
  }
}

}  // namespace
}  // namespace normgraph::loaders
