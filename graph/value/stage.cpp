#include "graph/value/stage.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "graph/value/temporal/errors.hpp"

namespace normgraph {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

char to_upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

std::string upper(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), to_upper);
  return result;
}

}  // namespace

Stage::Scheme parse_stage_scheme(std::string_view text) {
  const std::string name = upper(text);
  if (name == "CEN") return Stage::Scheme::Cen;
  if (name == "ISO") return Stage::Scheme::Iso;
  throw_bad_text("scheme of stages", text, "CEN");
}

Stage parse_stage(std::string_view text, Stage::Scheme scheme) {
  std::string_view code = text;
  if (const auto blank = text.find(' '); blank != std::string_view::npos) {
    scheme = parse_stage_scheme(text.substr(0, blank));
    code = text.substr(blank + 1);
  }
  const bool whole = code.size() == 2;
  const bool dotted = code.size() == 5 && code[2] == '.';
  if ((!whole && !dotted) || !is_digit(code[0]) || !is_digit(code[1]) ||
      (dotted && (!is_digit(code[3]) || !is_digit(code[4])))) {
    throw_bad_text("stage", text, "40.20");
  }
  const auto digit = [&](std::size_t i) { return code[i] - '0'; };
  int number = (digit(0) * 10 + digit(1)) * 100;
  if (dotted) number += digit(3) * 10 + digit(4);
  return {static_cast<std::uint16_t>(number), scheme};
}

std::string to_text(Stage stage) {
  return fmt::format("{:02}.{:02}", stage.code / 100, stage.code % 100);
}

std::string_view scheme_text(Stage::Scheme scheme) {
  return scheme == Stage::Scheme::Iso ? "ISO" : "CEN";
}

int stage_phase_rank(Stage stage) {
  const int tens = stage.code / 1000;
  // 95 is withdrawal; the scheme leaves 70 and 80 free, and they rank as published.
  if (stage.code >= 9500) return 10;
  return tens == 7 || tens == 8 ? 6 : tens;
}

std::string_view stage_phase(Stage stage) {
  static constexpr std::array<std::string_view, 11> names = {
      "preliminary", "proposal",  "preparatory", "committee", "enquiry",   "formal vote",
      "published",   "published", "published",   "review",    "withdrawal"};
  return names[static_cast<std::size_t>(stage_phase_rank(stage))];
}

int compare_stages(Stage a, Stage b) {
  const auto x = std::tuple(a.scheme, a.code), y = std::tuple(b.scheme, b.code);
  return x < y ? -1 : (y < x ? 1 : 0);
}

}  // namespace normgraph
