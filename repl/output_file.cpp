#include "repl/output_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "grammar/error.hpp"

namespace normgraph::repl {

namespace {

/// What a symbolic link points to is replaced, not the link.
std::string resolved(const std::string& path) {
  std::error_code problem;
  const std::filesystem::path target = std::filesystem::canonical(path, problem);
  return problem ? path : target.string();
}

[[noreturn]] void refuse(const std::string& path) {
  throw Error(ErrorKind::Storage, "NG5123", "StorageError", "FileExists",
              path + " exists already, and is kept as it is")
      .hint("choose another name, remove it, or start with --overwrite to replace files");
}

}  // namespace

OutputFile::OutputFile(std::string path, Existing existing) : path_(std::move(path)) {
  struct stat status;
  const bool exists = stat(path_.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) fail("cannot write", EISDIR);
  direct_ = exists && !S_ISREG(status.st_mode);
  if (exists && !direct_ && existing == Existing::Refuse) refuse(path_);
  if (direct_) {
    descriptor_ = open(path_.c_str(), O_WRONLY | O_CLOEXEC);
  } else {
    path_ = resolved(path_);
    temporary_ = path_ + ".XXXXXX";
    descriptor_ = mkostemp(temporary_.data(), O_CLOEXEC);
    if (descriptor_ < 0) temporary_.clear();
  }
  if (descriptor_ < 0) fail("cannot write", errno);
  if (direct_) return;
  const mode_t mask = umask(0);
  umask(mask);
  fchmod(descriptor_, exists ? status.st_mode & 07777 : 0666 & ~mask);
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) close(descriptor_);
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

void OutputFile::write(const std::string& text) {
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t written = ::write(descriptor_, text.data() + done, text.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("cannot write", errno);
    done += static_cast<std::size_t>(written);
  }
}

void OutputFile::commit() {
  const int descriptor = descriptor_;
  if (!direct_ && fsync(descriptor) != 0) fail("cannot write", errno);
  descriptor_ = -1;
  if (close(descriptor) != 0) fail("cannot write", errno);
  if (direct_) return;
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) fail("cannot rename to", errno);
  temporary_.clear();
}

void OutputFile::fail(const std::string& what, int problem) const {
  throw Error(ErrorKind::Storage, "NG5121", "StorageError", "OutputNotWritten",
              what + " " + path_ + ": " + std::strerror(problem));
}

}  // namespace normgraph::repl
