#include <gtest/gtest.h>

#include <fstream>

#include "graph/database.hpp"
#include "graph/export_request.hpp"
#include "graph/value/text.hpp"
#include "loaders/loader.hpp"

// Every written form of tests/loaders/written_forms.txt finds what it must in the shipped graph.

namespace normgraph::loaders {
namespace {

constexpr Date day_of_loading{20779};  // 2026-11-22

struct Form {
  std::string text, as_of, key, words;
  bool is_error() const { return key.starts_with("NG"); }
};

std::vector<Form> read_forms() {
  std::ifstream file(NORMGRAPH_SOURCE_DIR "/tests/loaders/written_forms.txt");
  std::vector<Form> forms;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    const std::size_t first = line.find('\t'), second = line.find('\t', first + 1);
    Form form{line.substr(0, first), "", line.substr(first + 1, second - first - 1), ""};
    if (second != std::string::npos) form.words = line.substr(second + 1);
    if (form.key.starts_with('[')) {
      form.as_of = form.key.substr(1, 10);
      form.key = form.key.substr(13);
    }
    forms.push_back(std::move(form));
  }
  return forms;
}

class WrittenForms : public ::testing::Test {
 protected:
  WrittenForms() {
    EXPECT_FALSE(load(database_, NORMGRAPH_SOURCE_DIR "/data", {}, day_of_loading).failed());
    session_->options().today = day_of_loading;
  }

  /// The key of what DESCRIBE describes, or the error's code and words.
  std::string found(const Form& form) {
    const std::string statement =
        (form.as_of.empty() ? "" : "AS OF " + form.as_of + " ") + "EXPORT " + form.text;
    std::string key;
    try {
      session_->run(statement);
    } catch (const Error& error) {
      std::string words = error.message;
      for (const std::string& hint : error.hints) words += " | " + hint;
      return words.find(form.words) == std::string::npos ? error.code + " " + words : error.code;
    }
    return exported_;
  }

  Database database_{{.path = "", .memory = true, .read_only = false}};
  std::unique_ptr<Session> session_ = database_.session();
  std::string exported_;
};

TEST_F(WrittenForms, FindWhatTheyMust) {
  const std::vector<Form> forms = read_forms();
  EXPECT_GE(forms.size(), 150u);
  database_.on_export([&](const ExportRequest& request) {
    exported_.clear();
    const KeyId key = request.view.find_key("key");
    for (const NodeId node : *request.nodes)
      exported_ += to_text(request.view.node_property(key, node));
    return Answer();
  });
  for (const Form& form : forms) EXPECT_EQ(found(form), form.key) << form.text;
}

TEST_F(WrittenForms, ADesignationThatMeantAnotherItemSaysSo) {
  const auto warnings = [&](const std::string& statement) {
    std::string all;
    for (const std::string& warning : session_->run(statement).warnings) all += warning + "\n";
    return all;
  };
  const std::string now = warnings("SHOW prEN 18229-2");
  EXPECT_NE(now.find("until 2026-06-25"), std::string::npos) << now;
  EXPECT_NE(now.find("@wi:18229-2-until-2026-06"), std::string::npos) << now;
  const std::string then = warnings("AS OF 2025-12-31 SHOW prEN 18229-2");
  EXPECT_NE(then.find("from 2026-06-25 on"), std::string::npos) << then;
  EXPECT_EQ(warnings("SHOW prEN 18286"), "");
}

}  // namespace
}  // namespace normgraph::loaders
