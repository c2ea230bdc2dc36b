#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace normgraph::loaders {

/// The whole file; nothing when it is missing, cannot be read, or is longer than a data file may be
/// (1 GiB). `reason` then says why, in words.
std::optional<std::string> read_file(const std::string& path, std::string& reason);

/// The bytes of a file, mapped: only what is looked at is read.
class MappedFile {
 public:
  MappedFile() = default;
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  /// False: the reason says why not.
  bool open(const std::string& path, std::string& reason);
  std::string_view text() const { return {data_, size_}; }
  /// What was read of the first `size` bytes is not needed in memory any more; it can be read
  /// again.
  void forget(std::size_t size) const;

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace normgraph::loaders
