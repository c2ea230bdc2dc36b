#pragma once

#include <string>
#include <string_view>

namespace normgraph {

/// What a saved statement answers, from its whole text: the comment before DEFINE up to its first
/// question mark; all of it where there is none.
std::string question_of(std::string_view saved_text);

}  // namespace normgraph
