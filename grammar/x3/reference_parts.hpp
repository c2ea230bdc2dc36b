#pragma once

#include <string_view>

#include "grammar/x3/state.hpp"
#include "grammar/x3/tokens.hpp"

// Small scanners that references of all shapes are made of. Those that find nothing give back where
// they began.

namespace normgraph::syntax {

inline std::string_view word_at(const State& state, Iterator p) {
  return {p, static_cast<std::size_t>(scan_name(p, state.end) - p)};
}
inline bool digit_at(const State& state, Iterator p) { return p != state.end && is_digit(*p); }

/// Letters and digits of ASCII.
Iterator past_alphanumerics(const State& state, Iterator p);
/// `(2)(a)`, also set off by blanks.
Iterator past_brackets(const State& state, Iterator p);

/// `prEN 18286`, `ETSI EN 304 223 V2.1.1`, `CEN/CLC/JTC 21/WG 2`.
bool scan_designation(State& state, Iterator& p, std::string& text);
/// An act: `32024R1689`, `2024/1689`, `Regulation (EU) 2024/1689`, `Directive 2006/42/EC`.
bool scan_act(const State& state, Iterator& p, std::string& text);

}  // namespace normgraph::syntax
