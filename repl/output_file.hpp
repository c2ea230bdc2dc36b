#pragma once

#include <string>

namespace normgraph::repl {

/// A file that appears under its name only when it is whole: it is written under a temporary name
/// beside it, and renamed by commit(). Without commit() nothing is left behind, and a file that was
/// there before stays as it was. Errors are thrown as Error{Storage}.
class OutputFile {
 public:
  /// What becomes of a regular file of that name. Pipes and devices are written to in any case.
  enum class Existing : bool { Refuse, Replace };
  OutputFile(std::string path, Existing existing);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(const std::string& text);
  /// For writing without write(), before commit().
  int descriptor() const { return descriptor_; }
  void commit();

 private:
  [[noreturn]] void fail(const std::string& what, int problem) const;

  std::string path_, temporary_;
  int descriptor_ = -1;
  bool direct_ = false;  // a device or pipe: nothing to rename
};

}  // namespace normgraph::repl
