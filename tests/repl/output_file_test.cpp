#include "repl/output_file.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "grammar/error.hpp"

namespace normgraph::repl {
namespace {

namespace fs = std::filesystem;
constexpr auto replace = OutputFile::Existing::Replace;

class OutputFileTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = fs::temp_directory_path() / "normgraph-output-XXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string content(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::size_t files() {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  fs::path folder_;
};

TEST_F(OutputFileTest, AppearsWholeOrNotAtAll) {
  const fs::path path = folder_ / "rows.csv";
  std::ofstream(path) << "old";
  {
    OutputFile file(path, replace);
    file.write("new");
    EXPECT_EQ(content(path), "old");
  }
  EXPECT_EQ(content(path), "old");
  EXPECT_EQ(files(), 1u);
  OutputFile file(path, replace);
  file.write("ne");
  file.write("w");
  file.commit();
  EXPECT_EQ(content(path), "new");
  EXPECT_EQ(files(), 1u);
}

TEST_F(OutputFileTest, KeepsWhatIsThereUnlessAskedToReplaceIt) {
  const fs::path path = folder_ / "rows.csv";
  std::ofstream(path) << "old";
  try {
    OutputFile file(path, OutputFile::Existing::Refuse);
    FAIL() << "it opened";
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "NG5123");
  }
  EXPECT_EQ(content(path), "old");
  EXPECT_EQ(files(), 1u);
}

TEST_F(OutputFileTest, KeepsRightsAndLinks) {
  const fs::path path = folder_ / "real.csv", link = folder_ / "link.csv";
  std::ofstream(path) << "old";
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("real.csv", link);
  OutputFile file(link, replace);
  file.write("new");
  file.commit();
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(content(path), "new");
  EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(OutputFileTest, SaysWhatIsWrong) {
  EXPECT_THROW(OutputFile(folder_ / "no" / "such" / "file", replace), Error);
  EXPECT_THROW(OutputFile(folder_, replace), Error);
  OutputFile full("/dev/full", OutputFile::Existing::Refuse);
  EXPECT_THROW(full.write("x"), Error);
}

}  // namespace
}  // namespace normgraph::repl
