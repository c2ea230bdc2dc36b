// Any bytes as a statement on a small graph: an answer, or an Error with a code; never a crash, a
// hang, or another exception. Time and memory are limited, as a session may limit them.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "graph/database.hpp"

namespace {

constexpr std::string_view small_graph =
    "CREATE (a:A {n: 1, key: 'a'})-[:T {w: 1}]->(b:B {n: 2})-[:T {w: 2}]->(c:A:C {n: 3}), "
    "(c)-[:U]->(a), (a)-[:U {w: 3}]->(a), (:D {day: date('2026-08-02'), list: [1, 2]})";

normgraph::Database& database() {
  static normgraph::Database instance({.path = "", .memory = true, .read_only = false});
  return instance;
}

std::unique_ptr<normgraph::Session> limited_session() {
  auto session = database().session();
  session->options().timeout_seconds = 1;
  session->options().memory_limit = 100'000'000;
  return session;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  limited_session()->run(small_graph);
  try {
    limited_session()->run(text);
  } catch (const normgraph::Error& error) {
    if (error.code.empty() || error.message.empty()) {
      std::cerr << "an error without code or message:\n" << text << "\n";
      std::abort();
    }
  }
  database().reset();
  return 0;
}
