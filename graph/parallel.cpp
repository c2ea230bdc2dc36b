#include "graph/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace normgraph {
namespace {

/// One call of parallel_for: numbers are handed out one by one to whoever is free.
class Job {
 public:
  Job(std::size_t count, const std::function<void(std::size_t)>& work)
      : count_(count), work_(work) {}

  void run() {
    for (std::size_t i = next_++; i < count_ && !failed_; i = next_++) {
      try {
        work_(i);
      } catch (...) {
        const std::lock_guard lock(mutex_);
        if (!error_ || i < error_number_) {
          error_ = std::current_exception();
          error_number_ = i;
        }
        failed_ = true;
      }
    }
  }
  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  const std::size_t count_;
  const std::function<void(std::size_t)>& work_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> failed_{false};
  std::mutex mutex_;  // guards the error
  std::exception_ptr error_;
  std::size_t error_number_ = 0;
};

thread_local bool inside_work = false;

/// Threads that wait for a job. There is one pool a process; one job at a time uses it, another one
/// runs on its caller's thread alone.
class Pool {
 public:
  Pool() {
    for (std::size_t i = 1; i < parallel_threads(); ++i) threads_.emplace_back([this] { serve(); });
  }
  ~Pool() {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  void run(Job& job) {
    const std::unique_lock turn(turn_, std::try_to_lock);
    if (turn.owns_lock()) offer(&job);
    inside_work = true;
    job.run();
    inside_work = false;
    if (turn.owns_lock()) take_back();
  }

 private:
  void offer(Job* job) {
    {
      const std::lock_guard lock(mutex_);
      job_ = job;
      ++number_;
    }
    wake_.notify_all();
  }
  /// Nobody joins any more; waits for those who did.
  void take_back() {
    std::unique_lock lock(mutex_);
    job_ = nullptr;
    idle_.wait(lock, [this] { return running_ == 0; });
  }

  void serve() {
    inside_work = true;
    std::unique_lock lock(mutex_);
    for (std::uint64_t seen = 0;;) {
      wake_.wait(lock, [&] { return ended_ || (job_ && number_ != seen); });
      if (ended_) return;
      seen = number_;
      Job* const job = job_;
      ++running_;
      lock.unlock();
      job->run();
      lock.lock();
      if (--running_ == 0) idle_.notify_all();
    }
  }

  std::mutex turn_;   // held by the caller whose job the pool has
  std::mutex mutex_;  // guards what follows
  std::condition_variable wake_, idle_;
  Job* job_ = nullptr;
  std::uint64_t number_ = 0;  // of jobs offered
  std::size_t running_ = 0;   // threads inside the job
  bool ended_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace

std::size_t parallel_threads() {
  static const std::size_t threads = std::max(1u, std::thread::hardware_concurrency());
  return threads;
}

void parallel_for(std::size_t count, const std::function<void(std::size_t)>& work) {
  Job job(count, work);
  if (count < 2 || inside_work || parallel_threads() == 1) {
    const bool before = inside_work;
    inside_work = true;
    job.run();
    inside_work = before;
  } else {
    static Pool pool;
    pool.run(job);
  }
  job.rethrow();
}

void for_each_part(std::size_t count, bool parallel, const std::function<void(std::size_t)>& work) {
  if (parallel) return parallel_for(count, work);
  for (std::size_t i = 0; i < count; ++i) work(i);
}

}  // namespace normgraph
