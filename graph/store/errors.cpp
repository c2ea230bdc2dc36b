#include "graph/store/errors.hpp"

#include <cerrno>
#include <cstring>

namespace normgraph::store {

Error storage_error(std::string code, std::string detail, std::string message, std::string hint) {
  Error error(ErrorKind::Storage, std::move(code), "StorageError", std::move(detail),
              std::move(message));
  error.phase = "runtime";
  if (!hint.empty()) error.hints.push_back(std::move(hint));
  return error;
}

void corrupt(const std::string& what) {
  throw storage_error("NG5009", "Corrupt", "the graph file is damaged: " + what,
                      "run `normgraph verify` to see how much, and go back to a backup");
}

Error system_error(int error_number, const std::string& doing) {
  const std::string message = "cannot " + doing + ": " + std::strerror(error_number);
  switch (error_number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return storage_error("NG5005", "DiskFull", message + "; nothing was changed",
                           "free some space on the disk, then run the statement again");
    case EACCES:
    case EPERM:
    case EROFS:
      return storage_error("NG5004", "ReadOnly", message,
                           "open the graph with --read-only, or give yourself write permission");
    default:
      return storage_error("NG5010", "InputOutput", message);
  }
}

}  // namespace normgraph::store
