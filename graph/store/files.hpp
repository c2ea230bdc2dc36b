#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>

namespace normgraph::store {

/// Which file it is, whatever its path.
struct FileIdentity {
  dev_t device = 0;
  ino_t inode = 0;
  friend auto operator<=>(const FileIdentity&, const FileIdentity&) = default;
};
/// Nothing: there is no such file.
std::optional<FileIdentity> identity_of(const std::string& path);

/// Throws Error{Storage}, in words for people: no such folder, a folder instead of a file, no
/// permission, not a graph file, a network file system.
void check_graph_path(const std::string& path, bool read_only);
/// No file there yet, or an empty one.
bool is_new_file(const std::string& path);
/// Whether a file could not grow much: for LMDB, which reports a write that the full disk cut short
/// as an input/output error.
bool is_space_scarce(const std::string& path);

/// A lock on a whole file by open file description, so that it also tells threads of one process
/// apart. Released when destroyed, or when the process dies.
class FileLock {
 public:
  FileLock() = default;
  /// Opens (and makes) the file; locks nothing yet. Throws Error{Storage}.
  explicit FileLock(const std::string& path);
  ~FileLock();
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;

  bool try_exclusive();
  bool try_shared();
  /// Leaves our process id in the file, for the message of who waits.
  void write_process_id();
  /// The process id in the file, 0 when there is none.
  std::int64_t process_id() const;

 private:
  bool try_lock(short kind);
  std::string path_;
  int file_ = -1;
};

}  // namespace normgraph::store
