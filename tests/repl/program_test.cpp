// The program as a whole process: exit statuses, what goes where, files, and the first start.

#include <gtest/gtest.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cinttypes>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "graph/database.hpp"

namespace normgraph::repl {
namespace {

namespace fs = std::filesystem;

struct ProgramResult {
  int status = -1;
  std::string output, errors;
};

class Program : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = fs::temp_directory_path() / "normgraph-program-XXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  void TearDown() override { fs::remove_all(folder_); }

  /// Runs the program with arguments as a shell would take them.
  ProgramResult run(const std::string& arguments, const std::string& input = "") {
    write("input", input);
    const std::string command = "cd '" + folder_.string() + "' && env XDG_DATA_HOME='" +
                                folder_.string() + "/data' XDG_STATE_HOME='" + folder_.string() +
                                "/state' NORMGRAPH_DATA='" + shipped_ + "' " + NORMGRAPH_PROGRAM +
                                " " + arguments + " <input >output 2>errors";
    const int status = std::system(command.c_str());
    return {.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
            .output = read("output"),
            .errors = read("errors")};
  }
  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
  }
  std::string read(const std::string& name) {
    std::ifstream file(folder_ / name);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  fs::path folder_;
  std::string shipped_ = "/nowhere";
};

TEST_F(Program, LimitsAreNumbersWithoutTheirUnit) {
  const ProgramResult result = run("--memory --memory-limit 2MB -c 'return 1'");
  EXPECT_EQ(result.status, 2);
  EXPECT_NE(result.errors.find("--memory-limit: `2MB` is not a number of MB, such as 512"),
            std::string::npos)
      << result.errors;
  EXPECT_EQ(run("--memory --timeout -1 -c 'return 1'").status, 2);
  // A megabyte is what --memory-limit counts.
  EXPECT_NE(run("--memory --memory-limit 50 -c 'unwind range(1, 9000000) as i return collect(i)'")
                .errors.find("more memory than its limit of 50 MB"),
            std::string::npos);
  EXPECT_EQ(
      run("--memory --timeout 0.5 --memory-limit 512 -c 'return 1 as a' --format jsonl").output,
      "{\"a\": 1}\n");
}

TEST_F(Program, RunsStatementsInOrder) {
  const ProgramResult result =
      run("--memory -c 'create (:A {x: 1}); match (a:A) return a.x' -c 'return 2'");
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.output, " a.x\n─────\n   1\n\n 2\n───\n 2\n");
  EXPECT_EQ(result.errors, "");
}

TEST_F(Program, ReadsScriptsFromFilesAndStandardInput) {
  write("a.nql", "// a script\nreturn 1 as a;\nreturn 2 as b");
  EXPECT_EQ(run("--memory -f a.nql --format jsonl").output, "{\"a\": 1}\n{\"b\": 2}\n");
  EXPECT_EQ(run("--memory -f - --format csv", "return 1 as a; return 2 as b").output,
            "a\r\n1\r\n\r\nb\r\n2\r\n");
  EXPECT_EQ(run("--memory --format csv", "return 3 as c").output, "c\r\n3\r\n");
}

TEST_F(Program, StopsAtTheFirstErrorAndNamesItsPlace) {
  write("a.nql", "return 1 as a;\nreturn x;\nreturn 3 as c;\n");
  const ProgramResult result = run("--memory -f a.nql --format jsonl");
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(result.output, "{\"a\": 1}\n");
  EXPECT_EQ(result.errors.rfind("a.nql:2:8: error NG", 0), 0u) << result.errors;
  const ProgramResult going = run("--memory -f a.nql --format jsonl --keep-going");
  EXPECT_EQ(going.status, 1);
  EXPECT_EQ(going.output, "{\"a\": 1}\n{\"c\": 3}\n");
}

TEST_F(Program, AFailedCheckHasAStatusOfItsOwn) {
  const ProgramResult holds = run("--memory -c \"check 'no rows' { unwind [] as x return x }\"");
  EXPECT_EQ(holds.status, 0);
  EXPECT_EQ(holds.output, "holds: no rows\n");
  const ProgramResult fails = run("--memory -c \"check 'no rows' { return 1 as x }\"");
  EXPECT_EQ(fails.status, 4);
  EXPECT_EQ(fails.output, "does not hold: no rows\n x\n───\n 1\n");
}

TEST_F(Program, RunsAllChecksOfScripts) {
  write("a.nql", "check 'a' { return 1 as x };\ncheck 'b' { unwind [] as x return x };\n");
  write("b.nql", "check 'c' { return y };");
  const ProgramResult result = run("--memory --format jsonl check a.nql b.nql");
  EXPECT_EQ(result.status, 4);
  EXPECT_EQ(result.output, "{\"x\": 1}\n");
  EXPECT_NE(result.errors.find("b.nql:1:20: error NG2001"), std::string::npos) << result.errors;
  EXPECT_NE(result.errors.find("2 checks: 1 holds, 1 does not"), std::string::npos);
  EXPECT_EQ(run("--memory check a.nql -c 'return 1'").status, 2);
}

TEST_F(Program, UnderlinesAMisspeltKeyword) {
  const ProgramResult result = run("--memory -c 'match (a:Article) wher a.number = 9 return a'");
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(result.output, "");
  EXPECT_NE(result.errors.find("^^^^"), std::string::npos) << result.errors;
  EXPECT_NE(result.errors.find("did you mean WHERE"), std::string::npos) << result.errors;
}

TEST_F(Program, GivesErrorsAsJson) {
  const ProgramResult result = run("--memory --error-format json -c 'return x'");
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(result.errors.rfind(R"({"code":"NG)", 0), 0u) << result.errors;
}

TEST_F(Program, TellsWrongUsage) {
  EXPECT_EQ(run("--nonsense").status, 2);
  EXPECT_EQ(run("--version").status, 0);
  EXPECT_EQ(run("--help").status, 0);
}

TEST_F(Program, WritesOneFileOrNone) {
  EXPECT_EQ(run("--memory -c 'return 1 as a' -o rows.csv").status, 0);
  EXPECT_EQ(read("rows.csv"), "a\r\n1\r\n");
  EXPECT_EQ(run("--memory -c 'return 2 as a; return x' -o rows.csv").status, 1);
  EXPECT_EQ(read("rows.csv"), "a\r\n1\r\n");
  EXPECT_EQ(run("--memory -c \"return 3 as a into 'other.json'\"").status, 0);
  EXPECT_EQ(read("other.json"), "[\n {\"a\": 3}\n]\n");
  EXPECT_EQ(run("--memory -c \"return 3 as a into 'other.xyz'\"").status, 1);
  EXPECT_EQ(run("--memory -c 'return 1' -o no/such/folder/x.csv").status, 1);
  EXPECT_EQ(run("--memory -c 'return 1' -o /dev/full").status, 1);
}

TEST_F(Program, KeepsAGraphInAFile) {
  EXPECT_EQ(run("--db g.db -c 'create (:A {x: 1})'").status, 0);
  EXPECT_EQ(run("--db g.db --format csv -c 'match (a:A) return a.x'").output, "a.x\r\n1\r\n");
  const ProgramResult refused = run("--db g.db --read-only -c 'create (:B)'");
  EXPECT_EQ(refused.status, 1);
  EXPECT_NE(refused.errors.find("read-only"), std::string::npos) << refused.errors;
}

TEST_F(Program, RefusesWhatIsNoGraph) {
  write("text.db", std::string(10000, 'x'));
  const ProgramResult no_graph = run("--db text.db -c 'return 1'");
  EXPECT_EQ(no_graph.status, 1);
  EXPECT_NE(no_graph.errors, "");
  EXPECT_EQ(read("text.db"), std::string(10000, 'x'));
  EXPECT_EQ(run("--db no/such/folder/g.db -c 'return 1'").status, 1);
}

TEST_F(Program, TellsBadDataByItsStatus) {
  EXPECT_EQ(run("--memory load missing.jsonl").status, 3);
  shipped_ = NORMGRAPH_SOURCE_DIR "/data";
  write("bad.jsonl", "{\"label\": \n");
  const ProgramResult result = run("load bad.jsonl");
  EXPECT_EQ(result.status, 3) << result.errors;
  EXPECT_NE(result.errors.find("bad.jsonl:1"), std::string::npos) << result.errors;
  EXPECT_EQ(run("-c \"load 'bad.jsonl'\"").status, 3);
}

TEST_F(Program, TellsWarningsOfALoadOnce) {
  write("x.ttl", "<urn:a> <urn:b:c> \"soon\"^^<http://www.w3.org/2001/XMLSchema#date> .");
  const std::string warning = "warning: x.ttl: c: \"soon\" is no value of the datatype";
  EXPECT_EQ(run("--db x.db load x.ttl").errors.rfind(warning, 0), 0u);
  EXPECT_EQ(run("--memory -c \"load 'x.ttl'\"").errors.rfind(warning, 0), 0u);
}

TEST_F(Program, LoadsTheShippedDataOnFirstStart) {
  shipped_ = NORMGRAPH_SOURCE_DIR "/data";
  const ProgramResult first =
      run("-c 'match (a:Article) return count(a) > 100 as many' --format csv");
  EXPECT_EQ(first.status, 0) << first.errors;
  EXPECT_EQ(first.output, "many\r\ntrue\r\n");
  EXPECT_NE(first.errors.find("Loading the shipped data"), std::string::npos);
  EXPECT_EQ(run("-c 'return 1'").errors, "");
}

TEST_F(Program, LintTellsWhatTheDataLacks) {
  shipped_ = NORMGRAPH_SOURCE_DIR "/data";
  const ProgramResult result = run("lint --today 2026-11-21 --format csv");
  EXPECT_EQ(result.status, 0) << result.output << result.errors;
  EXPECT_EQ(result.output.rfind("severity,check,state,cases,examples\r\n", 0), 0u);
  EXPECT_NE(result.output.find("error,every thing names its sources,holds,0,"), std::string::npos);
  EXPECT_NE(result.output.find("notice,no value is disputed,found,"), std::string::npos);
  EXPECT_NE(result.errors.find("checks that must hold do"), std::string::npos) << result.errors;
  EXPECT_NE(run("lint").output.find(" more"), std::string::npos);  // a table gives few examples
}

TEST_F(Program, LintFailsWhereWhatMustHoldDoesNot) {
  shipped_ = NORMGRAPH_SOURCE_DIR "/data";
  run("-c \"create (:Deliverable {key: 'dl:1', designation: 'EN 1', sources: ['S01']})\"");
  const ProgramResult result = run("lint --format csv");
  EXPECT_EQ(result.status, 4) << result.errors;
  EXPECT_NE(result.output.find("fails,1,"), std::string::npos) << result.output;
  EXPECT_NE(result.output.find("dl:1: EN 1"), std::string::npos) << result.output;
}

TEST_F(Program, LintNeedsAGraphWithChecks) {
  const ProgramResult result = run("--memory lint");
  EXPECT_EQ(result.status, 3);
  EXPECT_NE(result.errors.find("NG7040"), std::string::npos) << result.errors;
}

TEST_F(Program, ServesTheMachineProtocol) {
  const ProgramResult result = run("--memory --jsonl",
                                   "{\"id\":1,\"statement\":\"CREATE (:A {x: 1})\"}\n\nnonsense\n"
                                   "{\"id\":2,\"statement\":\"MATCH (n) RETURN n.x AS x\"}\n");
  EXPECT_EQ(result.status, 0);
  EXPECT_NE(result.output.find("{\"id\":1,\"columns\":[]"), std::string::npos) << result.output;
  EXPECT_NE(result.output.find("MalformedJson"), std::string::npos);
  EXPECT_NE(result.output.find("{\"id\":2,\"columns\":[\"x\"],\"rows\":[[1]]"), std::string::npos);
}

TEST_F(Program, TakesParameters) {
  EXPECT_EQ(run("--memory --format jsonl --param x=2 --param 'who=Ann B' -c 'return $x+1 as a, "
                "$who as b'")
                .output,
            "{\"a\": 3, \"b\": \"Ann B\"}\n");
}

TEST_F(Program, EndsAStatementAfterItsTime) {
  const ProgramResult result =
      run("--memory --timeout 0.2 -c 'unwind range(1, 100000) as x unwind range(1, 100000) as y "
          "with x, y where x + y < 0 return count(*)'");
  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.errors.find("NG6"), std::string::npos) << result.errors;
}

TEST_F(Program, BacksUpTheGraph) {
  run("--db g.db -c 'create (:A {x: 1})'");
  const ProgramResult copied = run("--db g.db backup copy.db");
  EXPECT_EQ(copied.status, 0);
  EXPECT_EQ(copied.errors.rfind("backed up to copy.db (", 0), 0u) << copied.errors;
  EXPECT_EQ(run("--db copy.db -c 'match (a:A) return a.x' --format csv").output, "a.x\r\n1\r\n");
  EXPECT_EQ(run("--db copy.db verify").status, 0);
  // What is there is kept, unless somebody says otherwise.
  run("--db g.db -c 'match (a:A) set a.x = 2'");
  const ProgramResult refused = run("--db g.db backup copy.db");
  EXPECT_EQ(refused.status, 1);
  EXPECT_NE(refused.errors.find("NG5123"), std::string::npos) << refused.errors;
  EXPECT_EQ(run("--db g.db backup copy.db --overwrite --quiet").errors, "");
  EXPECT_EQ(run("--db copy.db -c 'match (a:A) return a.x' --format csv").output, "a.x\r\n2\r\n");
}

TEST_F(Program, BacksUpWhileOthersWrite) {
  run("--db g.db -c 'create index for (a:A) on (a.n)'");
  std::atomic<bool> enough{false};
  std::thread writer([&] {
    Database database({.path = folder_ / "g.db", .memory = false, .read_only = false});
    const auto session = database.session();
    for (int n = 0; !enough; ++n)
      session->run("CREATE (:A {n: " + std::to_string(n) + "})-[:R]->(:B {text: 'text of " +
                   std::to_string(n) + "'})");
  });
  std::int64_t last = -1;
  for (const std::string copy : {"1.db", "2.db", "3.db", "4.db"}) {
    EXPECT_EQ(run("--db g.db backup " + copy).status, 0);
    EXPECT_EQ(run("--db " + copy + " verify").status, 0);
    // Each is the graph as it was between two statements.
    const std::string counts =
        run("--db " + copy +
            " -c 'match (a:A) where a.n >= 0 with count(*) as a match (b:B) with a, count(*) as b "
            "match ()-[r:R]->() return a, b, count(*) as r' --format csv")
            .output;
    std::int64_t count = -1;
    EXPECT_EQ(std::sscanf(counts.c_str(), "a,b,r\r\n%" SCNd64, &count), 1) << counts;
    const std::string number = std::to_string(count);
    EXPECT_EQ(counts, "a,b,r\r\n" + number + "," + number + "," + number + "\r\n");
    EXPECT_GT(count, last);
    last = count;
  }
  enough = true;
  writer.join();
}

TEST_F(Program, ABackupThatCannotBeMadeLeavesNothing) {
  run("--db g.db -c 'create (:A)'");
  EXPECT_NE(run("--db g.db backup g.db --overwrite").errors.find("is the graph itself"),
            std::string::npos);
  EXPECT_NE(run("--db none.db backup x.db").errors.find("there is no graph"), std::string::npos);
  EXPECT_FALSE(fs::exists(folder_ / "none.db"));
  EXPECT_FALSE(fs::exists(folder_ / "x.db"));
  EXPECT_EQ(run("--db g.db backup nowhere/x.db").status, 1);
  EXPECT_EQ(run("--memory backup x.db").status, 2);
  EXPECT_EQ(run("--db g.db backup").status, 2);
}

TEST_F(Program, CompactsAGraphThatNobodyUses) {
  run("--db g.db -c 'unwind range(1, 50000) as x create (:A {x: x, text: toString(x) + "
      "\"abcdefghij\"})'");
  run("--db g.db -c 'match (a:A) where a.x > 10 detach delete a'");
  const auto before = fs::file_size(folder_ / "g.db");
  EXPECT_EQ(run("--db g.db compact").status, 0);
  EXPECT_LT(fs::file_size(folder_ / "g.db"), before / 2);
  EXPECT_EQ(run("--db g.db -c 'match (a:A) return count(*)' --format csv").output,
            "count(*)\r\n10\r\n");
  EXPECT_EQ(run("--db g.db -c 'create (:B)'").status, 0);
  EXPECT_EQ(run("--db g.db verify").status, 0);
}

TEST_F(Program, DoesNotCompactOrReplaceWhatIsInUse) {
  run("--db g.db -c 'create (:A)'");
  run("--db other.db -c 'create (:B)'");
  {
    const Database open({.path = folder_ / "g.db", .memory = false, .read_only = false});
    const ProgramResult compacted = run("--db g.db compact");
    EXPECT_EQ(compacted.status, 1);
    EXPECT_NE(compacted.errors.find("another program has 'g.db' open"), std::string::npos)
        << compacted.errors;
    EXPECT_NE(compacted.errors.find("hint: close the shells"), std::string::npos);
    EXPECT_EQ(run("--db other.db backup g.db --overwrite").status, 1);
    EXPECT_EQ(run("--db g.db backup copy.db").status, 0);
  }
  EXPECT_EQ(run("--db g.db compact").status, 0);
}

TEST_F(Program, ServesTheModelContextProtocol) {
  run("--db g.db -c 'create (:A {x: 1})'");
  const ProgramResult result = run("--db g.db mcp",
                                   R"j({"jsonrpc":"2.0","id":1,"method":"ping"}

{"jsonrpc":"2.0","method":"notifications/initialized"}
{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"run_statement","arguments":{"statement":"CREATE (:A)"}}}
)j");
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.output.rfind("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n{", 0), 0u)
      << result.output;
  EXPECT_NE(result.output.find("open for reading only"), std::string::npos) << result.output;
  EXPECT_EQ(run("--memory mcp").status, 2);
}

/// What the shell shows on a terminal of 80 columns while somebody types.
std::string typed_into_shell(const std::vector<const char*>& arguments, const std::string& keys) {
  int terminal = -1;
  winsize size{.ws_row = 24, .ws_col = 80, .ws_xpixel = 0, .ws_ypixel = 0};
  const pid_t child = forkpty(&terminal, nullptr, nullptr, &size);
  if (child == 0) {
    setenv("TERM", "xterm", 1);
    setenv("XDG_STATE_HOME", "/nowhere", 1);
    std::vector<char*> all;
    for (const char* argument : arguments) all.push_back(const_cast<char*>(argument));
    all.push_back(nullptr);
    execv(NORMGRAPH_PROGRAM, all.data());
    _exit(127);
  }
  std::string shown;
  const std::string prompt = "normgraph> ";
  bool sent = false;
  char buffer[4096];
  for (ssize_t count; (count = ::read(terminal, buffer, sizeof buffer)) > 0;) {
    shown.append(buffer, static_cast<std::size_t>(count));
    if (!sent && shown.find(prompt) != shown.npos) {
      sent = ::write(terminal, keys.data(), keys.size()) == static_cast<ssize_t>(keys.size());
      if (!sent) break;
    }
  }
  int status = 0;
  waitpid(child, &status, 0);
  close(terminal);
  return shown;
}

TEST_F(Program, ColoursWhatIsTypedWhereColoursAreWanted) {
  const std::string keys = "return 'sea' as x\rquit\r";
  const std::string coloured = typed_into_shell({"normgraph", "--memory"}, keys);
  EXPECT_NE(coloured.find("\x1b[32m'sea'\x1b[0m"), std::string::npos) << coloured;
  EXPECT_NE(coloured.find("\x1b[1mreturn\x1b[0m"), std::string::npos) << coloured;
  const std::string plain = typed_into_shell({"normgraph", "--memory", "--color", "never"}, keys);
  EXPECT_EQ(plain.find("\x1b[32m"), std::string::npos) << plain;
  EXPECT_NE(plain.find("sea"), std::string::npos);
}

}  // namespace
}  // namespace normgraph::repl
