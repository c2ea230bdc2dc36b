#include "grammar/rewrite/links.hpp"

#include "grammar/print.hpp"
#include "grammar/rewrite/text.hpp"

namespace normgraph::rewriting {

std::string type_list(const std::vector<std::string>& types) {
  std::string text;
  for (const std::string& type : types) text += (text.empty() ? "" : "|") + print_name(type);
  return text;
}

std::string path_in_words(const std::string& path, const std::vector<std::string>& types,
                          const Vocabulary& vocabulary) {
  std::string words;
  for (const std::string& type : types)
    if (const std::string* said = vocabulary.find_words(type))
      words += (words.empty() ? "" : ", ") + print_name(type) + ": " + print_string(*said);
  const std::string verb =
      words.empty() ? "type(link)" : "coalesce({" + words + "}[type(link)], type(link))";
  return "reduce(said = '', link IN relationships(" + path +
         ") | said + CASE said WHEN '' THEN '' ELSE '; ' END + " +
         display_name("startNode(link)", vocabulary) + " + ' ' + " + verb + " + ' ' + " +
         display_name("endNode(link)", vocabulary) + ")";
}

std::string sources_of_path(const std::string& path) {
  return "reduce(joined = [], link IN relationships(" + path +
         ") | joined + [s IN coalesce(link.sources, []) WHERE NOT s IN joined])";
}

std::string noun_of(const std::string& variable, const Vocabulary& vocabulary) {
  std::string text = "CASE";
  for (const Vocabulary::Label& label : vocabulary.labels())
    text += " WHEN " + variable + ":" + print_name(label.name) + " THEN " +
            print_string(label.singular);
  return vocabulary.labels().empty() ? "null" : text + " END";
}

}  // namespace normgraph::rewriting
