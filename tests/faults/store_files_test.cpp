#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "graph/store/index_run.hpp"
#include "graph/store/layout.hpp"
#include "graph/store/lmdb.hpp"
#include "graph/store/record.hpp"
#include "tests/support/store_fixture.hpp"

// What a person gets to read when a file, a folder or the disk is not as it should be.

namespace normgraph::store {
namespace {

/// The code and message of opening; empty when it worked.
std::string open_error(const StoreOptions& options) {
  try {
    open_store(options);
    return "";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind, ErrorKind::Storage);
    return error.code + " " + error.message;
  }
}

void write_file(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void add_text(Store& store, std::size_t length) {
  const auto write = store.begin_write();
  const KeyId text = write->writer().intern_key("text");
  for (std::size_t i = 0; i < 10; ++i)
    write->writer().create_node(
        {}, {{text, Value::string(std::string(length, static_cast<char>('a' + i)))}});
  write->commit();
}

TEST(StoreFiles, TellWhatIsWrongWithAPath) {
  const TemporaryFolder folder;
  EXPECT_NE(open_error({.path = folder.file("no/g")}).find("NG5001 there is no folder"),
            std::string::npos);
  EXPECT_NE(open_error({.path = folder.path()}).find("NG5002"), std::string::npos);
  EXPECT_NE(open_error({.path = folder.file("g"), .read_only = true}).find("NG5007"),
            std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(folder.file("g")));
  write_file(folder.file("t"), "just some text, long enough to be read as a head of a file\n");
  EXPECT_NE(open_error({.path = folder.file("t")}).find("is not a graph file"), std::string::npos);
  EXPECT_EQ(read_file(folder.file("t")).substr(0, 9), "just some");
}

TEST(StoreFiles, AnotherFormatIsRefusedWithTheReleaseThatWroteIt) {
  const TemporaryFolder folder;
  {
    open_store({.path = folder.file("g")});
    Environment environment({folder.file("g"), false, false});
    WriteTransaction out(environment);
    RecordWriter record;
    record.put_bytes(format_magic);
    record.put(std::uint32_t{99});
    record.put_text("9.8.7");
    out.put(record_key(RecordKind::Format), record.bytes());
    out.commit();
  }
  const std::string error = open_error({.path = folder.file("g")});
  EXPECT_NE(error.find("NG5003"), std::string::npos) << error;
  EXPECT_NE(error.find("release 9.8.7"), std::string::npos) << error;
}

TEST(StoreFiles, AFileThatIsCutOffIsRefused) {
  const TemporaryFolder folder;
  add_text(*open_store({.path = folder.file("g")}), 20000);
  std::filesystem::resize_file(folder.file("g"), 16384);
  EXPECT_NE(open_error({.path = folder.file("g")}).find("NG5009"), std::string::npos);
}

TEST(StoreFiles, AFileThatVanishedTakesNoMoreWrites) {
  const TemporaryFolder folder;
  const auto store = open_store({.path = folder.file("g")});
  std::filesystem::remove(folder.file("g"));
  try {
    add_text(*store, 1);
    FAIL() << "wrote into a removed file";
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "NG5007");
  }
}

TEST(StoreFiles, ReadOnlyStoresRefuseToWrite) {
  const TemporaryFolder folder;
  add_text(*open_store({.path = folder.file("g")}), 1);
  const auto store = open_store({.path = folder.file("g"), .read_only = true});
  EXPECT_EQ(store->begin_read()->view().node_count(), 10u);
  EXPECT_THROW(store->begin_write(), Error);
}

TEST(StoreFiles, AnIndexOutOfOrderIsReportedByVerify) {
  const TemporaryFolder folder;
  add_text(*open_store({.path = folder.file("g")}), 1);
  {
    Environment environment({folder.file("g"), false, false});
    WriteTransaction out(environment);
    const std::vector<std::string> entries = {index_entry("b", 1), index_entry("a", 2)};
    write_index_runs(0, entries,
                     [&](const std::string& key, RecordWriter run) { out.put(key, run.bytes()); });
    out.commit();
  }
  const auto problems = open_store({.path = folder.file("g")})->verify();
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_NE(problems[0].find("an index out of order"), std::string::npos) << problems[0];
}

TEST(StoreFiles, DamagedBytesAreReportedByVerify) {
  const TemporaryFolder folder;
  const std::string path = folder.file("g");
  add_text(*open_store({.path = path}), 20000);
  std::string bytes = read_file(path);
  const std::size_t place = bytes.find(std::string(2000, 'c'));
  ASSERT_NE(place, std::string::npos);
  bytes[place + 100] ^= 1;
  write_file(path, bytes);
  const auto problems = open_store({.path = path})->verify();
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_NE(problems[0].find("does not agree with its hash"), std::string::npos);
}

/// Writes until the disk is full, in a process of its own: 0 when that was told well and nothing of
/// the last transaction remained.
int fill_disk(const std::string& path) {
  std::uint64_t committed = 0;
  try {
    const auto store = open_store({.path = path});
    for (;;) {
      add_text(*store, 20000);
      committed += 10;
    }
  } catch (const Error& error) {
    if (error.code != "NG5005") return 2;
    if (error.message.find("nothing was changed") == std::string::npos) return 3;
  }
  const auto store = open_store({.path = path});
  if (store->begin_read()->view().node_count() != committed) return 4;
  return committed > 0 && store->verify().empty() ? 0 : 5;
}

int exit_status_of(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(StoreFiles, AFileAtItsLimitOfLengthChangesNothing) {
  const TemporaryFolder folder;
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{2000000, 2000000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::_exit(fill_disk(folder.file("g")));
  }
  EXPECT_EQ(exit_status_of(child), 0);
}

TEST(StoreFiles, AReadOnlyDiskCanBeReadAndTellsWhyItCannotBeWritten) {
  const TemporaryFolder folder;
  if (::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=8m") != 0)
    GTEST_SKIP() << "may not mount a small disk here";
  add_text(*open_store({.path = folder.file("g")}), 1);
  ASSERT_EQ(::mount("tmpfs", folder.path().c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, ""), 0);
  EXPECT_NE(open_error({.path = folder.file("g")}).find("NG5004 cannot write"), std::string::npos);
  EXPECT_NE(open_error({.path = folder.file("new")}).find("NG5004 cannot make"), std::string::npos);
  EXPECT_EQ(
      open_store({.path = folder.file("g"), .read_only = true})->begin_read()->view().node_count(),
      10u);
  ::umount(folder.path().c_str());
}

TEST(StoreFiles, AFullDiskChangesNothing) {
  const TemporaryFolder folder;
  if (::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=2m") != 0)
    GTEST_SKIP() << "may not mount a small disk here";
  const pid_t child = ::fork();
  if (child == 0) ::_exit(fill_disk(folder.file("g")));
  EXPECT_EQ(exit_status_of(child), 0);
  ::umount(folder.path().c_str());
}

}  // namespace
}  // namespace normgraph::store
