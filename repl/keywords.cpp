#include "repl/keywords.hpp"

#include <algorithm>
#include <array>

namespace normgraph::repl {

namespace {

constexpr std::array<std::string_view, 110> words{
    "all",        "along",      "and",      "any",        "as",       "asc",        "ascending",
    "assume",     "at",         "begin",    "briefing",   "by",       "call",       "case",
    "chain",      "changes",    "check",    "collect",    "commit",   "confidence", "contains",
    "correcting", "count",      "coverage", "create",     "define",   "delayed",    "delete",
    "desc",       "descending", "describe", "detach",     "distinct", "drop",       "due",
    "durations",  "effective",  "else",     "end",        "ends",     "exists",     "explain",
    "export",     "false",      "filter",   "for",        "foreach",  "forget",     "format",
    "from",       "gaps",       "group",    "if",         "impact",   "in",         "index",
    "indexes",    "insert",     "into",     "is",         "known",    "least",      "let",
    "limit",      "load",       "match",    "merge",      "next",     "none",       "not",
    "null",       "of",         "offset",   "on",         "optional", "or",         "order",
    "pattern",    "planned",    "profile",  "reduce",     "remove",   "return",     "rollback",
    "run",        "schema",     "search",   "set",        "show",     "since",      "single",
    "skip",       "source",     "starts",   "statements", "then",     "timeline",   "to",
    "trace",      "true",       "union",    "unique",     "until",    "unwind",     "via",
    "when",       "where",      "with",     "xor",        "yield"};
static_assert(std::is_sorted(words.begin(), words.end()));

constexpr std::size_t longest = 16;

}  // namespace

std::span<const std::string_view> keywords() { return words; }

bool is_keyword(std::string_view word) {
  if (word.size() > longest) return false;
  std::array<char, longest> lower{};
  std::transform(word.begin(), word.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return std::binary_search(words.begin(), words.end(),
                            std::string_view(lower.data(), word.size()));
}

}  // namespace normgraph::repl
