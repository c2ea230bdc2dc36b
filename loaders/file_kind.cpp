#include "loaders/file_kind.hpp"

#include "loaders/csv/mapping.hpp"
#include "loaders/data/export_header.hpp"
#include "loaders/data/json_fields.hpp"
#include "loaders/rdf/turtle.hpp"

namespace normgraph::loaders {

namespace {

bool names(std::string_view text, std::string_view member) {
  return text.find("\"" + std::string(member) + "\"") != std::string_view::npos;
}

/// Text has no zero bytes, and few control characters.
bool is_binary(std::string_view head) {
  std::size_t controls = 0;
  for (const char c : head) {
    if (c == '\0') return true;
    const auto byte = static_cast<unsigned char>(c);
    controls += byte < 0x20 && c != '\n' && c != '\r' && c != '\t';
  }
  return controls * 20 > head.size();
}

/// A first line of several names, separated as in a table.
bool looks_like_table(std::string_view text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  return line.find_first_of(",;\t") != std::string_view::npos &&
         line.find_first_of("{}<>") == std::string_view::npos;
}

/// The form of linked data that is not read here; null: none is seen.
const char* other_rdf(std::string_view head, char first) {
  if (first == '<' && head.find("<rdf:RDF") != head.npos) return "XML";
  return (first == '{' || first == '[') && names(head, "@context") ? "JSON-LD" : nullptr;
}

FileKind kind_of_json(std::string_view text, std::string_view head) {
  if (is_mapping(text)) return FileKind::Mapping;
  // A line of the project's own data is an object by itself.
  std::string_view line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (names(line, "label") && names(line, "key") && line.ends_with('}')) return FileKind::Lines;
  if (names(text, "nodes") &&
      (names(text, "edges") || names(text, "relationships") || names(text, "links")))
    return FileKind::GraphJson;
  return names(head, "celex_id") ? FileKind::FlatAct : FileKind::Lines;
}

}  // namespace

FileKind kind_of_file(std::string_view text, std::string& reason) {
  constexpr std::size_t head_size = 4096;
  const std::string_view head = text.substr(0, head_size);
  constexpr const char* known =
      "is none of what can be loaded: data files of this project, a mapping of CSV files, an "
      "act in Formex or flat JSON, a graph in JSON, linked data in Turtle or N-Triples";
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string_view::npos) {
    reason = "is empty";
    return FileKind::Unknown;
  }
  if (is_binary(head)) {
    reason = "is no text file";
    return FileKind::Unknown;
  }
  if (looks_like_turtle(text.substr(first))) return FileKind::Turtle;
  if (const char* form = other_rdf(head, text[first])) {
    reason = std::string("is RDF in ") + form + ": convert it to Turtle first, as with RDFLib";
    return FileKind::Unknown;
  }
  if (text[first] == '<') return FileKind::Formex;
  if (text[first] == '{' && nested_too_deeply(text)) {
    reason = "is nested more than " + std::to_string(deepest_nesting) + " deep";
    return FileKind::Unknown;
  }
  if (has_export_header(text)) return FileKind::Lines;
  if (text[first] == '{') return kind_of_json(text.substr(first), head);
  reason = looks_like_table(text.substr(first))
               ? "looks like a table: a mapping file says what its columns are (docs/loading.md)"
               : known;
  return FileKind::Unknown;
}

}  // namespace normgraph::loaders
