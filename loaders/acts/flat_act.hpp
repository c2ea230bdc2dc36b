#pragma once

#include <string>
#include <vector>

#include "loaders/acts/legal_text.hpp"
#include "loaders/loader.hpp"

namespace normgraph::loaders {

/// Reads an act from flat JSON: an object with `celex_id`, `full_name`, `articles` (number, title,
/// text, chapter) and `recitals` (recital_number, text), as public tools keep acts. Paragraphs are
/// told from their numbers at the start of a line. Recitals that are given twice become a warning.
LegalText read_flat_act(const std::string& json, const std::string& file,
                        std::vector<Problem>& problems);

}  // namespace normgraph::loaders
