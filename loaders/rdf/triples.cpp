#include "loaders/rdf/triples.hpp"

#include <set>

namespace normgraph::loaders {

namespace {

constexpr std::string_view rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

bool is_rdf(std::string_view iri, std::string_view name) {
  return iri.size() == rdf.size() + name.size() && iri.starts_with(rdf) && iri.ends_with(name);
}

}  // namespace

std::size_t Triples::resource(Term term) {
  const bool blank = term.kind == Term::Kind::Blank;
  const auto [found, fresh] =
      numbers_.try_emplace(blank ? "_:" + term.text : term.text, resources_.size());
  if (fresh) resources_.push_back({term.kind, std::move(term.text), {}, {}});
  return found->second;
}

void Triples::add(Term subject, std::string predicate, Term object) {
  const std::size_t from = resource(std::move(subject));
  if (is_rdf(predicate, "type") && object.kind == Term::Kind::Iri)
    return resources_[from].types.push_back(std::move(object.text));
  Object to;
  if (object.kind == Term::Kind::Literal)
    to.literal = std::move(object);
  else
    to.resource = resource(std::move(object));
  if (is_rdf(predicate, "first"))
    lists_[from].first = std::move(to);
  else if (is_rdf(predicate, "rest") && !to.literal)
    lists_[from].rest = to.resource;
  else
    resources_[from].statements.emplace_back(std::move(predicate), std::move(to));
}

std::optional<std::vector<Triples::Object>> Triples::list(std::size_t resource) const {
  const auto begins = lists_.find(resource);
  if (begins == lists_.end() && !is_rdf(resources_[resource].name, "nil")) return std::nullopt;
  std::vector<Object> members;
  std::set<std::size_t> seen;
  for (auto part = begins; part != lists_.end() && seen.insert(part->first).second;) {
    if (part->second.first) members.push_back(*part->second.first);
    part = part->second.rest ? lists_.find(*part->second.rest) : lists_.end();
  }
  return members;
}

bool Triples::is_list(std::size_t resource) const {
  return (lists_.contains(resource) || is_rdf(resources_[resource].name, "nil")) &&
         resources_[resource].statements.empty();
}

}  // namespace normgraph::loaders
