#include "graph/query/context.hpp"

#include <string>

namespace normgraph::query {
namespace {

Error limit(const char* code, const char* detail, std::string message) {
  return Error(ErrorKind::Limit, code, "LimitError", detail, std::move(message)).at_runtime();
}

std::string in_megabytes(std::int64_t bytes) {
  constexpr std::int64_t megabyte = 1'000'000;
  return std::to_string((bytes + megabyte - 1) / megabyte) + " MB";
}

}  // namespace

void Context::check(const char* where) const {
  if (cancelled && cancelled->load(std::memory_order_relaxed))
    throw limit("NG6101", "Cancelled", std::string("the statement was cancelled, in ") + where);
  if (deadline != std::chrono::steady_clock::time_point::max() &&
      std::chrono::steady_clock::now() >= deadline)
    throw limit("NG6102", "TimeLimit",
                std::string("the statement took longer than its time limit, in ") + where)
        .hint("narrow the pattern, or raise --timeout");
}

void Context::book(std::int64_t bytes, const char* where) {
  memory_used += bytes;
  if (memory_limit > 0 && memory_used > memory_limit)
    throw limit("NG6103", "MemoryLimit",
                std::string("the statement needs more memory than its limit of ") +
                    in_megabytes(memory_limit) + ", in " + where)
        .hint("narrow the pattern, add a LIMIT, or raise --memory-limit");
}

}  // namespace normgraph::query
