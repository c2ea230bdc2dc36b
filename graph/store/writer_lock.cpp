#include "graph/store/writer_lock.hpp"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "graph/store/errors.hpp"

namespace normgraph::store {

WriterLock::Holder::Holder(Holder&& other) noexcept
    : file_(std::exchange(other.file_, std::nullopt)), flag_(std::exchange(other.flag_, nullptr)) {}

WriterLock::Holder& WriterLock::Holder::operator=(Holder&& other) noexcept {
  std::swap(file_, other.file_);
  std::swap(flag_, other.flag_);
  return *this;
}

WriterLock::Holder::~Holder() {
  if (flag_) flag_->store(false, std::memory_order_release);
}

bool WriterLock::try_acquire(Holder& holder) {
  if (path_.empty()) {
    if (busy_.exchange(true, std::memory_order_acquire)) return false;
    holder.flag_ = &busy_;
    return true;
  }
  FileLock lock(path_);
  if (!lock.try_exclusive()) return false;
  lock.write_process_id();
  holder.file_ = std::move(lock);
  return true;
}

WriterLock::Holder WriterLock::acquire(Cancelled cancelled, void* argument) {
  Holder holder;
  std::chrono::microseconds pause(100);
  constexpr std::chrono::microseconds longest_pause(5000);
  while (!try_acquire(holder)) {
    if (cancelled && cancelled(argument)) {
      const std::string who = path_.empty()
                                  ? "another transaction"
                                  : "process " + std::to_string(FileLock(path_).process_id());
      throw storage_error("NG5011", "Cancelled",
                          "cancelled while waiting for " + who + " to finish writing");
    }
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, longest_pause);
  }
  return holder;
}

}  // namespace normgraph::store
