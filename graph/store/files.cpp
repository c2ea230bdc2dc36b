#include "graph/store/files.hpp"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <utility>

#include "graph/store/errors.hpp"

namespace normgraph::store {

namespace {

// LMDB's mark, in the byte order of the machine, behind the 16 bytes of the first page's header.
constexpr std::uint32_t lmdb_magic = 0xBEEFC0DE;
constexpr std::size_t lmdb_magic_offset = 16;

std::string folder_of(const std::string& path) {
  std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

bool is_network_file_system(long type) {
  constexpr long cifs = 0xFF534D42, smb2 = 0xFE534D42;
  return type == NFS_SUPER_MAGIC || type == SMB_SUPER_MAGIC || type == cifs || type == smb2 ||
         type == AFS_SUPER_MAGIC || type == CODA_SUPER_MAGIC || type == V9FS_MAGIC;
}

void check_folder(const std::string& path) {
  const std::string folder = folder_of(path);
  struct stat info {};
  if (::stat(folder.c_str(), &info) != 0) {
    if (errno == ENOENT || errno == ENOTDIR)
      throw storage_error("NG5001", "NoSuchFolder", "there is no folder '" + folder + "'",
                          "make it first: mkdir -p '" + folder + "'");
    throw system_error(errno, "look into '" + folder + "'");
  }
  if (!S_ISDIR(info.st_mode))
    throw storage_error("NG5001", "NoSuchFolder", "'" + folder + "' is not a folder");
  struct statfs system {};
  if (::statfs(folder.c_str(), &system) == 0 && is_network_file_system(system.f_type))
    throw storage_error("NG5006", "NetworkFileSystem",
                        "'" + path +
                            "' is on a network file system, where locks and memory maps "
                            "cannot be trusted",
                        "keep the graph on a local disk, and copy it with `normgraph backup`");
}

void check_magic(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw system_error(errno, "open '" + path + "'");
  std::array<char, lmdb_magic_offset + sizeof(lmdb_magic)> head{};
  const ssize_t size = ::pread(file, head.data(), head.size(), 0);
  ::close(file);
  std::uint32_t magic = 0;
  std::memcpy(&magic, head.data() + lmdb_magic_offset, sizeof(magic));
  if (size < static_cast<ssize_t>(head.size()) || magic != lmdb_magic)
    throw storage_error("NG5002", "NotAGraph", "'" + path + "' is not a graph file",
                        "give the path of a graph, or of a file that does not exist yet");
}

}  // namespace

std::optional<FileIdentity> identity_of(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return std::nullopt;
  return FileIdentity{info.st_dev, info.st_ino};
}

bool is_new_file(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) != 0 || info.st_size == 0;
}

bool is_space_scarce(const std::string& path) {
  constexpr std::uint64_t scarce = std::uint64_t{16} << 20;
  rlimit limit{};
  if (::getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) return true;
  struct statvfs system {};
  return ::statvfs(path.c_str(), &system) == 0 &&
         std::uint64_t{system.f_bavail} * system.f_frsize < scarce;
}

void check_graph_path(const std::string& path, bool read_only) {
  check_folder(path);
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    if (errno != ENOENT) throw system_error(errno, "open '" + path + "'");
    if (read_only)
      throw storage_error("NG5007", "NoSuchFile", "there is no graph '" + path + "'",
                          "without --read-only it would be made");
    if (::access(folder_of(path).c_str(), W_OK) != 0)
      throw system_error(errno, "make '" + path + "'");
    return;
  }
  if (S_ISDIR(info.st_mode))
    throw storage_error("NG5002", "NotAGraph", "'" + path + "' is a folder, not a graph file");
  if (!read_only && ::access(path.c_str(), W_OK) != 0)
    throw system_error(errno, "write '" + path + "'");
  if (!read_only && ::access(folder_of(path).c_str(), W_OK) != 0)
    throw system_error(errno, "write into the folder of '" + path + "'");
  if (info.st_size != 0 || read_only) check_magic(path);
}

FileLock::FileLock(const std::string& path) : path_(path) {
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file_ < 0) throw system_error(errno, "open '" + path + "'");
}

FileLock::~FileLock() {
  if (file_ >= 0) ::close(file_);
}

FileLock::FileLock(FileLock&& other) noexcept
    : path_(std::move(other.path_)), file_(std::exchange(other.file_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(file_, other.file_);
  return *this;
}

bool FileLock::try_lock(short kind) {
  struct flock lock {};
  lock.l_type = kind;
  lock.l_whence = SEEK_SET;
  if (::fcntl(file_, F_OFD_SETLK, &lock) == 0) return true;
  if (errno == EAGAIN || errno == EACCES) return false;
  throw system_error(errno, "lock '" + path_ + "'");
}

bool FileLock::try_exclusive() { return try_lock(F_WRLCK); }
bool FileLock::try_shared() { return try_lock(F_RDLCK); }

void FileLock::write_process_id() {
  std::string text = std::to_string(::getpid());
  text.resize(20, ' ');  // one length, so that nothing of an older number is left
  // On a full disk the number is missing from a message, and that is all.
  [[maybe_unused]] const ssize_t written = ::pwrite(file_, text.data(), text.size(), 0);
}

std::int64_t FileLock::process_id() const {
  std::array<char, 20> text{};
  const ssize_t size = ::pread(file_, text.data(), text.size(), 0);
  std::int64_t id = 0;
  if (size > 0) std::from_chars(text.data(), text.data() + size, id);
  return id;
}

}  // namespace normgraph::store
