#include "loaders/files.hpp"

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

}  // namespace normgraph::loaders
