#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "loaders/rdf/turtle.hpp"

namespace normgraph::loaders {

/// What the triples of a file say of each resource, in the order in which they first came.
class Triples {
 public:
  /// A literal, or the number of a resource.
  struct Object {
    std::optional<Term> literal;
    std::size_t resource = 0;
  };
  struct Resource {
    Term::Kind kind = Term::Kind::Iri;
    std::string name;                // the IRI; of a blank node its name in the file
    std::vector<std::string> types;  // IRIs
    std::vector<std::pair<std::string, Object>> statements;  // predicate and object
  };

  void add(Term subject, std::string predicate, Term object);
  const std::vector<Resource>& resources() const { return resources_; }
  /// The members of the list that begins at a resource; nullopt: none does. A list that leads into
  /// itself ends there.
  std::optional<std::vector<Object>> list(std::size_t resource) const;
  /// Whether the resource is nothing but a part of a list.
  bool is_list(std::size_t resource) const;

 private:
  struct ListPart {
    std::optional<Object> first;
    std::optional<std::size_t> rest;
  };
  std::size_t resource(Term term);

  std::vector<Resource> resources_;
  std::unordered_map<std::string, std::size_t> numbers_;  // by name; blank ones with `_:`
  std::unordered_map<std::size_t, ListPart> lists_;
};

}  // namespace normgraph::loaders
