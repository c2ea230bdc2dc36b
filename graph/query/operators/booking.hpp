#pragma once

#include <algorithm>
#include <cstdint>

#include "graph/query/context.hpp"

namespace normgraph::query {

/// Who keeps memory: the name is for errors; how much it was is told by PROFILE.
struct Account {
  Context& context;
  const char* name;
  std::int64_t bytes = 0, most = 0;  // now; at most
};

/// Memory that an operator has booked; given back when this ends.
class Booking {
 public:
  explicit Booking(Account& account) : account_(account) {}
  ~Booking() {
    account_.context.release(bytes_);
    account_.bytes -= bytes_;
  }
  Booking(const Booking&) = delete;
  Booking& operator=(const Booking&) = delete;

  /// Books the difference to what was booked before. Throws Error{Limit}.
  void set(std::int64_t bytes) {
    const std::int64_t more = bytes - bytes_;
    bytes_ = bytes;
    account_.bytes += more;
    account_.most = std::max(account_.most, account_.bytes);
    account_.context.book(more, account_.name);
  }
  void add(std::int64_t bytes) { set(bytes_ + bytes); }

 private:
  Account& account_;
  std::int64_t bytes_ = 0;
};

}  // namespace normgraph::query
