// A question in plain words is no statement, but a saved one may answer it: those whose questions
// share most words with it are hints.

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "grammar/rewrite/saved_question.hpp"
#include "graph/session/state.hpp"
#include "graph/text/analysis.hpp"

namespace normgraph {

namespace {

constexpr std::size_t fewest_words = 3;  // fewer are a slip of the keyboard
constexpr std::size_t most_hints = 3;
constexpr double least_score = 2.0;  // about one telling word, or several common ones

using Words = std::set<std::string>;

Words stems_of(std::string_view text, text::Stemmer& stemmer) {
  Words stems;
  for (const std::string& word : text::words_of(text)) stems.insert(stemmer.stem(word));
  return stems;
}

/// The rarer a word among the questions, the more it tells.
std::map<std::string, double> weights_of(const std::vector<Words>& questions) {
  std::map<std::string, double> weights;
  for (const Words& words : questions)
    for (const std::string& word : words) weights[word] += 1;
  for (auto& [word, weight] : weights)
    weight = std::log(static_cast<double>(questions.size()) / weight);
  return weights;
}

}  // namespace

void Session::State::hint_at_questions(std::string_view text, Error& error) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (error.code != "NG1001" || !error.has_span || first == text.npos ||
      error.span.offset > first || text::words_of(text).size() < fewest_words)
    return;
  const bool is_question = text.find('?') != text.npos;
  if (!error.hints.empty() && !is_question) return;  // a keyword is misspelled
  const ReadScope scope(*this);
  const std::vector<Vocabulary::SavedStatement> saved = vocabulary(scope).saved_statements();
  text::Stemmer stemmer("english");
  const Words asked = stems_of(text, stemmer);
  std::vector<Words> questions;
  for (const Vocabulary::SavedStatement& one : saved)
    questions.push_back(stems_of(question_of(one.text), stemmer));
  const std::map<std::string, double> weights = weights_of(questions);
  std::vector<std::pair<double, std::size_t>> found;
  for (std::size_t i = 0; i < saved.size(); ++i) {
    double score = 0;
    for (const std::string& word : asked)
      if (questions[i].contains(word)) score += weights.at(word);
    if (score >= least_score) found.emplace_back(-score, i);
  }
  std::sort(found.begin(), found.end());
  for (std::size_t i = 0; i < std::min(found.size(), most_hints); ++i) {
    const Vocabulary::SavedStatement& one = saved[found[i].second];
    error.hints.push_back("run " + one.name + ": " + question_of(one.text));
  }
}

}  // namespace normgraph
