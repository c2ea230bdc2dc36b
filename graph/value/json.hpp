#pragma once

#include <string>
#include <string_view>

#include "graph/value/value.hpp"

// Values as JSON, in the one form that the machine protocol, --format json and jsonl, and --param
// share: what JSON has as in JSON; floats always with a point or an exponent; the rest as an object
// with one key that starts with `$` ({"$date": "2026-08-02"}, {"$node": {…}}).

namespace normgraph {

/// Lists and maps inside each other beyond this depth are an error.
constexpr std::size_t max_json_depth = 256;

/// Appends the JSON of a value. Elements need their records (results have them).
void append_json(std::string& out, const Value& value);

/// Appends a JSON string; bytes that are no UTF-8 become U+FFFD.
void append_json_string(std::string& out, std::string_view text);

/// The value of one JSON text, typed objects understood. Throws Error: NG1910 not JSON, NG1911
/// number beyond 64 bits, NG1912 nested too deeply, NG1913 unknown or malformed `$` object.
Value parse_json(std::string_view text);

/// The value of one typed form: its key ("$date") and its text. Throws Error.
Value typed_value(std::string_view key, const std::string& text);

}  // namespace normgraph
