#pragma once

#include <cstdint>

#include "graph/query/context.hpp"

namespace normgraph::query {

/// Memory that an operator has booked; given back when this ends.
class Booking {
 public:
  Booking(Context& context, const char* where) : context_(context), where_(where) {}
  ~Booking() { context_.release(bytes_); }
  Booking(const Booking&) = delete;
  Booking& operator=(const Booking&) = delete;

  /// Books the difference to what was booked before. Throws Error{Limit}.
  void set(std::int64_t bytes) {
    const std::int64_t more = bytes - bytes_;
    bytes_ = bytes;
    context_.book(more, where_);
  }
  void add(std::int64_t bytes) { set(bytes_ + bytes); }

 private:
  Context& context_;
  const char* where_;
  std::int64_t bytes_ = 0;
};

}  // namespace normgraph::query
