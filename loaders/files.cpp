#include "loaders/files.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace normgraph::loaders {

std::optional<std::string> read_file(const std::string& path, std::string& reason) {
  constexpr std::uintmax_t longest = std::uintmax_t{1} << 30;
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    reason = "is a folder";
    return std::nullopt;
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    reason = std::string("cannot be opened: ") + std::strerror(errno);
    return std::nullopt;
  }
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (!error && size > longest) {
    reason = "is longer than a data file may be (1 GiB)";
    return std::nullopt;
  }
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (file.bad()) {
    reason = "cannot be read";
    return std::nullopt;
  }
  return text;
}

MappedFile::~MappedFile() {
  if (data_) ::munmap(const_cast<char*>(data_), size_);
}

bool MappedFile::open(const std::string& path, std::string& reason) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (file < 0 || ::fstat(file, &status) != 0) {
    reason = std::string("cannot be opened: ") + std::strerror(errno);
    if (file >= 0) ::close(file);
    return false;
  }
  if (S_ISDIR(status.st_mode)) {
    reason = "is a folder";
    ::close(file);
    return false;
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  void* const data = size == 0 ? nullptr : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  if (data == MAP_FAILED) reason = std::string("cannot be read: ") + std::strerror(errno);
  ::close(file);
  if (data == MAP_FAILED) return false;
  data_ = static_cast<const char*>(data);
  size_ = size;
  return true;
}

void MappedFile::forget(std::size_t size) const {
  constexpr std::size_t page = 4096;
  const std::size_t whole = std::min(size, size_) / page * page;
  if (whole > 0) ::madvise(const_cast<char*>(data_), whole, MADV_DONTNEED);
}

}  // namespace normgraph::loaders
