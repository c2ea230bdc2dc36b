// Any bytes as requests of the machine protocol: every line gets one answer that is a JSON object.

#include <cstdlib>
#include <string>

#include "graph/database.hpp"
#include "graph/value/json.hpp"
#include "repl/machine_protocol.hpp"

namespace {

normgraph::repl::MachineProtocol& protocol() {
  static normgraph::Database database({.path = "", .memory = true, .read_only = false});
  static normgraph::repl::MachineProtocol instance(database, [] {
    normgraph::repl::Options options;
    options.timeout_seconds = 0.5;
    options.memory_limit = 200'000'000;
    return options;
  }());
  return instance;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string answer = protocol().answer(text.substr(begin, end - begin));
    if (answer.find('\n') != std::string::npos || answer.front() != '{') std::abort();
    normgraph::parse_json("{\"$map\":" + answer + "}");
    begin = end + 1;
  }
  protocol().answer("{\"reset\": true}");
  return 0;
}
