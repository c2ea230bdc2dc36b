#include "repl/shell.hpp"

#include <gtest/gtest.h>

namespace normgraph::repl {
namespace {

/// Gives lines that were written beforehand; "^C" is Ctrl-C.
class ScriptedEditor : public LineEditor {
 public:
  explicit ScriptedEditor(std::vector<std::string> lines) : lines_(std::move(lines)) {}

  Outcome read(const std::string& prompt, const std::string& before, std::string& line) override {
    prompts.push_back(prompt);
    befores.push_back(before);
    if (next_ == lines_.size()) return Outcome::End;
    line = lines_[next_++];
    return line == "^C" ? Outcome::Interrupted : Outcome::Line;
  }
  void remember(const std::string& statement) override { remembered.push_back(statement); }

  std::vector<std::string> prompts, befores, remembered;

 private:
  std::vector<std::string> lines_;
  std::size_t next_ = 0;
};

class ShellTest : public testing::Test {
 protected:
  /// Runs a shell over the lines; its standard output and error.
  void run(std::vector<std::string> lines) {
    editor_ = std::make_unique<ScriptedEditor>(std::move(lines));
    StatementRunner runner(database_, options_, terminal_);
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    Shell(runner, *editor_).run();
    output_ = testing::internal::GetCapturedStdout();
    errors_ = testing::internal::GetCapturedStderr();
  }

  Options options_;
  Terminal terminal_;
  Database database_{{.path = "", .memory = true, .read_only = false}};
  std::unique_ptr<ScriptedEditor> editor_;
  std::string output_, errors_;
};

TEST_F(ShellTest, RunsALineAndStatementsOfSeveralLines) {
  run({"return 1 as a", "unwind [1, 2] as x", "return x", "order by x desc;"});
  EXPECT_EQ(output_, " a\n───\n 1\n x\n───\n 2\n 1\n");
  EXPECT_EQ(editor_->prompts, (std::vector<std::string>{"normgraph> ", "normgraph> ", "       ..> ",
                                                        "       ..> ", "normgraph> "}));
  EXPECT_EQ(editor_->befores[2], "unwind [1, 2] as x");
  EXPECT_EQ(editor_->befores[4], "");
  EXPECT_EQ(editor_->remembered.size(), 2u);
  EXPECT_EQ(editor_->remembered[1], "unwind [1, 2] as x\nreturn x\norder by x desc;");
}

TEST_F(ShellTest, DropsAnUnfinishedStatementOnInterrupt) {
  run({"return 'open", "^C", "return 2 as b"});
  EXPECT_EQ(output_, " b\n───\n 2\n");
  EXPECT_EQ(editor_->prompts[1], "       '.> ");
}

TEST_F(ShellTest, ShowsErrorsAndGoesOn) {
  run({"mtch (a) return a", "return 2 as b"});
  EXPECT_NE(errors_.find("did you mean MATCH"), std::string::npos) << errors_;
  EXPECT_EQ(output_, " b\n───\n 2\n");
}

TEST_F(ShellTest, LeavesOnQuit) {
  run({"quit", "return 1"});
  EXPECT_EQ(output_, "");
  EXPECT_EQ(editor_->prompts.size(), 1u);
}

TEST_F(ShellTest, KnowsItsCommands) {
  run({":param x = {\"$date\": \"2026-08-02\"}", ":param who = Ann B",
       "return $x as x, $who as who", ":format csv", "return 1 as a", ":formt json", "help gaps;",
       "help"});
  EXPECT_EQ(output_, " x          │ who\n────────────┼───────\n 2026-08-02 │ Ann B\na\r\n1\r\n");
  EXPECT_NE(errors_.find("did you mean :format?"), std::string::npos) << errors_;
  EXPECT_NE(errors_.find("GAPS [IN selection]"), std::string::npos);
}

TEST_F(ShellTest, ShowsAnOpenTransaction) {
  run({"begin", "create (:A)", "rollback", "match (n) return count(n) as c"});
  EXPECT_EQ(editor_->prompts[1], "normgraph*> ");
  EXPECT_EQ(editor_->prompts[3], "normgraph> ");
  EXPECT_EQ(output_, " c\n───\n 0\n");
}

TEST_F(ShellTest, ThePromptShowsTheTimeThatIsSet) {
  run({":as-of 2025-05-08", ":known-by 2024-12-31", ":assume on", "return date() as today",
       ":assume perhaps", ":as-of soon", ":as-of", ":known-by", ":assume off", "begin"});
  EXPECT_EQ(editor_->prompts[1], "normgraph (as of 2025-05-08)> ");
  EXPECT_EQ(editor_->prompts[2], "normgraph (as of 2025-05-08, known by 2024-12-31)> ");
  EXPECT_EQ(editor_->prompts[3],
            "normgraph (as of 2025-05-08, known by 2024-12-31, assuming durations)> ");
  EXPECT_EQ(editor_->prompts[6], editor_->prompts[3]);  // neither of the two was one
  EXPECT_EQ(editor_->prompts[9], "normgraph> ");
  EXPECT_EQ(editor_->prompts[10], "normgraph*> ");
  EXPECT_EQ(output_, " today\n────────────\n 2025-05-08\n");
  EXPECT_NE(errors_.find(":assume takes on or off"), std::string::npos) << errors_;
  EXPECT_NE(errors_.find("that is no day"), std::string::npos) << errors_;
}

TEST_F(ShellTest, SaysHowToFinishAnUnfinishedStatement) {
  run({"return [1,", "", "2] as l;"});
  EXPECT_NE(errors_.find("end the statement with ;"), std::string::npos);
  EXPECT_EQ(output_, " l\n────────\n [1, 2]\n");
}

}  // namespace
}  // namespace normgraph::repl
