#pragma once

#include <atomic>
#include <optional>
#include <string>

#include "graph/store/files.hpp"
#include "graph/store/view.hpp"

namespace normgraph::store {

/// Lets one transaction write at a time, in all processes. LMDB has such a lock too, but waiting
/// for that one cannot be cancelled.
class WriterLock {
 public:
  /// Whoever has it writes; given back when destroyed.
  class Holder {
   public:
    Holder() = default;
    Holder(Holder&& other) noexcept;
    Holder& operator=(Holder&& other) noexcept;
    ~Holder();
    bool held() const { return file_ || flag_; }

   private:
    friend class WriterLock;
    std::optional<FileLock> file_;
    std::atomic<bool>* flag_ = nullptr;
  };

  /// `path` of the lock file; empty for a graph in memory, which no other process can see.
  explicit WriterLock(std::string path) : path_(std::move(path)) {}
  /// Waits; throws Error{Storage} when cancelled.
  Holder acquire(Cancelled cancelled, void* argument);

 private:
  bool try_acquire(Holder& holder);
  std::string path_;
  std::atomic<bool> busy_ = false;
};

}  // namespace normgraph::store
