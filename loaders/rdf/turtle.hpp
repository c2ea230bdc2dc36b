#pragma once

#include <functional>
#include <string>

#include "loaders/problems.hpp"

namespace normgraph::loaders {

/// A node of RDF 1.1: a resource by its IRI, one without a name, or a literal.
struct Term {
  enum class Kind : std::uint8_t { Iri, Blank, Literal };
  Kind kind = Kind::Iri;
  std::string text;                // the whole IRI; the name within the file; the lexical form
  std::string datatype, language;  // of a literal; empty: a plain text
};

/// Subject, predicate (an IRI) and object.
using TripleSink = std::function<void(Term subject, std::string predicate, Term object)>;

/// Reads Turtle 1.1, of which N-Triples is a part, triple by triple. Ends at the first mistake,
/// which it tells with its line; what was handed on before is of no use then. The sink may throw.
void read_turtle(const std::string& text, const std::string& file, const TripleSink& sink,
                 ProblemLog& log);

/// Whether a text begins as Turtle or N-Triples do: with a prefix, a base, or a triple, maybe
/// behind comments. XML, which begins with `<` as well, does not.
bool looks_like_turtle(std::string_view text);

}  // namespace normgraph::loaders
