#pragma once

#include <string>
#include <vector>

#include "loaders/acts/legal_text.hpp"
#include "loaders/loader.hpp"

namespace normgraph::loaders {

/// Reads an act in Formex 4, the XML of the Publications Office (formex-06.02.1): recitals,
/// chapters, sections, articles, paragraphs, points. What is odd but readable (an empty title, a
/// stray sign in it, numbers out of order) becomes a warning in `problems`; what is no Formex act,
/// a problem. No entities are expanded; `xml` may have at most 64 MiB.
LegalText read_formex(const std::string& xml, const std::string& file,
                      std::vector<Problem>& problems);

}  // namespace normgraph::loaders
