#pragma once

#include <cstdint>

#include "graph/value/temporal/parse.hpp"
#include "graph/value/value.hpp"

namespace normgraph {

// Values, as short as tests want them.
inline Value integer(std::int64_t i) { return Value::integer(i); }
inline Value string(const char* s) { return Value::string(s); }
inline Value date(const char* s) { return Value::date(parse_date(s)); }

}  // namespace normgraph
