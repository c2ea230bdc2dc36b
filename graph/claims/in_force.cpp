#include "graph/claims/in_force.hpp"

#include "graph/claims/derive.hpp"

namespace normgraph {

namespace {

Value string_list(const std::vector<std::string>& texts) {
  List list;
  for (const std::string& text : texts) list.push_back(Value::string(text));
  return Value::list(std::move(list));
}

template <class Take>
void for_each_derived(const std::vector<std::string>& labels, const Schema& schema, Take take) {
  for (const std::string& name : labels) {
    const LabelSchema* label = schema.find_label(name);
    if (!label) continue;
    for (const std::string& own : label->properties)
      if (const PropertySchema* property = schema.find_property(own); property && property->derived)
        take(*property);
  }
}

}  // namespace

PropertyValues properties_in_force(std::span<const Claim> claims,
                                   const std::vector<std::string>& labels, const Schema& schema,
                                   When when) {
  PropertyValues values;
  for (const std::string_view name : claimed_properties(claims)) {
    const Claim* claim = ClaimHistory(claims, name, when).in_force();
    if (!claim) continue;
    values[std::string(name)] = claim->value;
    if (!claim->sources.empty())
      values[std::string(name) + claim_sources_suffix] = string_list(claim->sources);
  }
  for_each_derived(labels, schema, [&](const PropertySchema& property) {
    Value value = derive(property, schema, claims, when);
    if (!value.is_null()) values[property.name] = std::move(value);
  });
  return values;
}

std::set<std::string> properties_by_claims(std::span<const Claim> claims,
                                           const std::vector<std::string>& labels,
                                           const Schema& schema) {
  std::set<std::string> names;
  for (const std::string_view name : claimed_properties(claims)) {
    names.emplace(name);
    names.insert(std::string(name) + claim_sources_suffix);
  }
  for_each_derived(labels, schema,
                   [&](const PropertySchema& property) { names.insert(property.name); });
  return names;
}

}  // namespace normgraph
