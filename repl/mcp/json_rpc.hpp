#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "graph/value/value.hpp"

// JSON-RPC 2.0: what stands around the methods of a protocol.

namespace normgraph::repl {

/// Thrown by a method; the codes are those of JSON-RPC.
struct RpcError {
  enum Code : int {
    ParseError = -32700,
    InvalidRequest = -32600,
    MethodNotFound = -32601,
    InvalidParams = -32602,
    InternalError = -32603
  };
  Code code{};
  std::string message;
};

/// Gives the result of a method, as JSON. Throws RpcError.
using RpcMethod = std::function<std::string(const std::string& method, const Map& params)>;

/// What is written for one line: an answer, a list of them for a batch, or nothing where nothing is
/// to be answered. Notifications and the answers of others are ignored. Never throws.
std::string answer_rpc(std::string_view line, const RpcMethod& method);

}  // namespace normgraph::repl
