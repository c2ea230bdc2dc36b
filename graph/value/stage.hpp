#pragma once

#include <string>
#include <string_view>

#include "graph/value/temporal.hpp"

// Harmonised stage codes: where a document stands in its scheme (language.md §2).

namespace normgraph {

/// "40.20"; "50" is read as "50.00"; "ISO 40.20" or "CEN 40.20" names the scheme. Throws Error
/// (NG3110).
Stage parse_stage(std::string_view text, Stage::Scheme scheme = Stage::Scheme::Cen);
/// "CEN" or "ISO", in any case. Throws Error (NG3110).
Stage::Scheme parse_stage_scheme(std::string_view text);
/// "40.20".
std::string to_text(Stage stage);
/// "CEN", "ISO".
std::string_view scheme_text(Stage::Scheme scheme);

/// The place of a stage among the named phases, which both schemes share: the tens of its code
/// (preliminary 0, proposal 1, preparatory 2, committee 3, enquiry 4, formal vote 5, published 6,
/// review 9, withdrawal 10).
int stage_phase_rank(Stage stage);
/// "preliminary", "proposal", "preparatory", "committee", "enquiry", "formal vote", "published",
/// "review", "withdrawal" (from 95 on).
std::string_view stage_phase(Stage stage);

/// By scheme, then by code. Zero is `=`.
int compare_stages(Stage a, Stage b);

}  // namespace normgraph
