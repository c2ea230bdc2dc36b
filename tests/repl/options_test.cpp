#include "repl/options.hpp"

#include <gtest/gtest.h>

namespace normgraph::repl {
namespace {

std::variant<Options, int> parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "normgraph");
  return parse_options(static_cast<int>(arguments.size()), arguments.data());
}

std::string usage_error(const std::vector<const char*>& arguments) {
  testing::internal::CaptureStderr();
  const std::variant<Options, int> result = parse(arguments);
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_TRUE(std::holds_alternative<int>(result) && std::get<int>(result) == 2);
  return text;
}

TEST(OptionsTest, KeepTheOrderOfStatementsAndFiles) {
  const Options options = std::get<Options>(parse({"-c", "a", "-f", "x.nql", "-c", "b; c"}));
  ASSERT_EQ(options.scripts.size(), 3u);
  EXPECT_EQ(options.scripts[0].text, "a");
  EXPECT_TRUE(options.scripts[1].is_file);
  EXPECT_EQ(options.scripts[2].text, "b; c");
}

TEST(OptionsTest, ReadParametersAsJsonOrText) {
  const Options options = std::get<Options>(parse(
      {"--param", "n=5", "--param", "s=prEN 18286", "--param", R"(d={"$date": "2026-08-02"})"}));
  ASSERT_EQ(options.parameters.size(), 3u);
  EXPECT_EQ(find(options.parameters, "n")->as_integer(), 5);
  EXPECT_EQ(find(options.parameters, "s")->as_string(), "prEN 18286");
  EXPECT_EQ(find(options.parameters, "d")->type(), Type::Date);
}

TEST(OptionsTest, TakeOptionsBehindACommand) {
  const Options options = std::get<Options>(parse({"load", "a.jsonl", "b", "--db", "x.db"}));
  EXPECT_EQ(options.command, Command::Load);
  EXPECT_EQ(options.files, (std::vector<std::string>{"a.jsonl", "b"}));
  EXPECT_EQ(options.database, "x.db");
}

TEST(OptionsTest, NameTheNearestOption) {
  EXPECT_NE(usage_error({"--formt", "csv"}).find("did you mean --format?"), std::string::npos);
  EXPECT_NE(usage_error({"--read-olny"}).find("did you mean --read-only?"), std::string::npos);
  EXPECT_NE(usage_error({"laod", "x"}).find("did you mean load?"), std::string::npos);
  EXPECT_NE(usage_error({"gaps in articles"}).find("-c 'gaps in articles'"), std::string::npos);
  EXPECT_NE(usage_error({"--format", "cvs"}).find("did you mean csv?"), std::string::npos);
}

TEST(OptionsTest, RefuseWhatContradicts) {
  EXPECT_NE(usage_error({"--memory", "--db", "x"}), "");
  EXPECT_NE(usage_error({"--jsonl", "-c", "x"}), "");
  EXPECT_NE(usage_error({"--today", "soon"}).find("such as 2026-08-02"), std::string::npos);
  EXPECT_NE(usage_error({"--param", "novalue"}), "");
  EXPECT_NE(usage_error({"--timeout", "-1"}), "");
  EXPECT_NE(usage_error({"-c"}), "");
}

}  // namespace
}  // namespace normgraph::repl
