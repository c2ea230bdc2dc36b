#include "loaders/terms.hpp"

#include <cctype>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "loaders/data/write_graph.hpp"

namespace normgraph::loaders {

namespace {

using Json = nlohmann::json;
constexpr const char* own_prefix = "ng";
constexpr const char* own_vocabulary = "urn:normgraph:term:";

/// The texts of an object; members that are no texts are passed over.
std::map<std::string, std::string> texts_of(const Json& json) {
  std::map<std::string, std::string> texts;
  if (json.is_object())
    for (const auto& [name, value] : json.items())
      if (value.is_string()) texts[name] = value.get<std::string>();
  return texts;
}

std::map<std::string, std::map<std::string, std::string>> terms_of(const Json& json) {
  std::map<std::string, std::map<std::string, std::string>> terms;
  if (!json.is_object()) return terms;
  for (const auto& [word, term] : json.items()) {
    if (term.is_string())
      terms[word][""] = term.get<std::string>();
    else
      terms[word] = texts_of(term);
  }
  return terms;
}

}  // namespace

Terms::Terms(const store::GraphView& view) {
  Json terms = Json::object();
  if (const auto text = view.metadata(definitions_metadata)) {
    const Json definitions = Json::parse(*text, nullptr, false);
    if (definitions.is_object() && definitions.contains("terms")) terms = definitions["terms"];
  }
  if (!terms.is_object()) terms = Json::object();
  prefixes_ = texts_of(terms.value("prefixes", Json::object()));
  prefixes_[own_prefix] = own_vocabulary;
  if (const auto id = terms.find("id"); id != terms.end() && id->is_string())
    id_property_ = id->get<std::string>();
  labels_ = texts_of(terms.value("labels", Json::object()));
  relationships_ = terms_of(terms.value("relationships", Json::object()));
  properties_ = terms_of(terms.value("properties", Json::object()));
}

std::string Terms::chosen(const std::map<std::string, ByLabel>& terms, const std::string& word,
                          const std::vector<std::string>& labels) {
  if (const auto found = terms.find(word); found != terms.end()) {
    for (const std::string& label : labels)
      if (const auto term = found->second.find(label); term != found->second.end())
        return term->second;
    if (const auto term = found->second.find(""); term != found->second.end()) return term->second;
  }
  return std::string(own_prefix) + ":" + iri_part(word);
}

std::vector<std::string> Terms::of_label(const std::string& label) const {
  std::vector<std::string> terms{std::string(own_prefix) + ":" + iri_part(label)};
  if (const auto found = labels_.find(label); found != labels_.end())
    terms.push_back(found->second);
  return terms;
}

std::string Terms::of_relationship(const std::string& type,
                                   const std::vector<std::string>& labels) const {
  return chosen(relationships_, type, labels);
}

std::string Terms::of_property(const std::string& property,
                               const std::vector<std::string>& labels) const {
  return chosen(properties_, property, labels);
}

std::string Terms::whole(const std::string& term) const {
  const std::size_t colon = term.find(':');
  const auto prefix = prefixes_.find(term.substr(0, colon));
  return prefix == prefixes_.end() ? term : prefix->second + term.substr(colon + 1);
}

std::optional<std::string> Terms::own_word(const std::string& iri) const {
  if (!iri.starts_with(own_vocabulary)) return std::nullopt;
  return text_of_iri_part(std::string_view(iri).substr(std::string_view(own_vocabulary).size()));
}

std::optional<std::string> Terms::label(const std::string& iri) const {
  std::optional<std::string> found = own_word(iri);
  if (found) return found;
  for (const auto& [label, term] : labels_) {
    if (whole(term) != iri) continue;
    if (found) return std::nullopt;
    found = label;
  }
  return found;
}

std::optional<std::string> Terms::word_for(const std::map<std::string, ByLabel>& terms,
                                           const std::string& iri,
                                           const std::vector<std::string>& labels) const {
  std::optional<std::string> found = own_word(iri);
  if (found) return found;
  for (const auto& [word, of_word] : terms) {
    if (whole(chosen(terms, word, labels)) != iri) continue;
    if (found) return std::nullopt;
    found = word;
  }
  return found;
}

std::optional<std::string> Terms::relationship(const std::string& iri,
                                               const std::vector<std::string>& labels) const {
  return word_for(relationships_, iri, labels);
}

std::optional<std::string> Terms::property(const std::string& iri,
                                           const std::vector<std::string>& labels) const {
  return word_for(properties_, iri, labels);
}

std::string iri_part(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~:/").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      char hex[4];
      std::snprintf(hex, sizeof hex, "%%%02X",
                    static_cast<unsigned>(static_cast<unsigned char>(c)));
      out += hex;
    }
  }
  return out;
}

std::string text_of_iri_part(std::string_view part) {
  const auto digit = [](char c) {
    const std::size_t value =
        std::string_view("0123456789ABCDEF")
            .find(static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
    return value == std::string_view::npos ? -1 : static_cast<int>(value);
  };
  std::string text;
  for (std::size_t i = 0; i < part.size(); ++i) {
    const bool escaped =
        part[i] == '%' && i + 2 < part.size() && digit(part[i + 1]) >= 0 && digit(part[i + 2]) >= 0;
    text += escaped ? static_cast<char>(16 * digit(part[i + 1]) + digit(part[i + 2])) : part[i];
    if (escaped) i += 2;
  }
  return text;
}

}  // namespace normgraph::loaders
