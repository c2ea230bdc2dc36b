#include "repl/mcp/json_rpc.hpp"

#include <new>

#include "grammar/error.hpp"
#include "graph/value/json.hpp"

namespace normgraph::repl {

namespace {

/// A null id is that of a message whose id could not be read.
std::string response(const Value& id, const std::string& member) {
  std::string out = R"({"jsonrpc":"2.0","id":)";
  append_json(out, id);
  return out + "," + member + "}";
}

std::string failure(const Value& id, const RpcError& error) {
  std::string member = R"("error":{"code":)" + std::to_string(error.code) + R"(,"message":)";
  append_json_string(member, error.message);
  return response(id, member + "}");
}

bool is_version_2(const Map& message) {
  const Value* version = find(message, "jsonrpc");
  return version && version->type() == Type::String && version->as_string() == "2.0";
}

/// Ids are strings or numbers.
bool is_id(const Value& value) { return value.type() == Type::String || value.is_number(); }

std::string called(const Value& id, const std::string& name, const Value* params,
                   const RpcMethod& method) {
  static const Map nothing;
  if (params && params->type() != Type::Map)
    return failure(id, {RpcError::InvalidParams, "'params' is an object"});
  try {
    return response(id, R"("result":)" + method(name, params ? params->as_map() : nothing));
  } catch (const RpcError& error) {
    return failure(id, error);
  } catch (const Error& error) {
    return failure(id, {RpcError::InternalError, error.what()});
  } catch (const std::bad_alloc&) {
    return failure(id, {RpcError::InternalError, "there is not enough memory for this"});
  }
}

std::string answer_message(const Value& message, const RpcMethod& method) {
  if (message.type() != Type::Map)
    return failure({}, {RpcError::InvalidRequest, "a message is a JSON object"});
  const Map& map = message.as_map();
  const Value* id = find(map, "id");
  const Value* name = find(map, "method");
  if (!name && (find(map, "result") || find(map, "error"))) return {};
  const Value known = id && is_id(*id) ? *id : Value();
  if (!is_version_2(map) || !name || name->type() != Type::String)
    return failure(known, {RpcError::InvalidRequest,
                           "a request has \"jsonrpc\": \"2.0\" and a method, which is a string"});
  if (!id) return {};
  if (!is_id(*id))
    return failure({}, {RpcError::InvalidRequest, "the id is neither a string nor a number"});
  return called(known, name->as_string(), find(map, "params"), method);
}

std::string answer_batch(const List& messages, const RpcMethod& method) {
  if (messages.empty()) return failure({}, {RpcError::InvalidRequest, "the batch is empty"});
  std::string out;
  for (const Value& message : messages) {
    const std::string answer = answer_message(message, method);
    if (!answer.empty()) out += (out.empty() ? "[" : ",") + answer;
  }
  return out.empty() ? out : out + "]";
}

}  // namespace

std::string answer_rpc(std::string_view line, const RpcMethod& method) {
  try {
    const Value message = parse_json(line);
    return message.type() == Type::List ? answer_batch(message.as_list(), method)
                                        : answer_message(message, method);
  } catch (const Error& error) {
    return failure({}, {RpcError::ParseError, error.what()});
  } catch (const std::bad_alloc&) {
    return failure({}, {RpcError::InternalError, "there is not enough memory for this line"});
  }
}

}  // namespace normgraph::repl
