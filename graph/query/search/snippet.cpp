#include "graph/query/search/snippet.hpp"

#include <algorithm>
#include <set>

namespace normgraph::query {

namespace {

constexpr std::size_t snippet_bytes = 160;
constexpr const char* mark = "**";

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// The place moved to the left, or right, to where a word or at least a character begins.
std::size_t left_edge(const std::string& text, std::size_t at) {
  constexpr std::size_t furthest = 24;
  for (std::size_t i = at; i > 0 && at - i < furthest; --i)
    if (text[i - 1] == ' ') return i;
  while (at > 0 && is_continuation(text[at])) --at;
  return at;
}
std::size_t right_edge(const std::string& text, std::size_t at) {
  constexpr std::size_t furthest = 24;
  for (std::size_t i = at; i < text.size() && i - at < furthest; ++i)
    if (text[i] == ' ') return i;
  while (at < text.size() && is_continuation(text[at])) ++at;
  return at;
}

/// Line ends become blanks: a snippet is one line.
void append_line(std::string& out, std::string_view text) {
  for (const char c : text) out += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
}

}  // namespace

SnippetMaker::SnippetMaker(const store::GraphView& view,
                           const std::vector<store::SearchField>& fields,
                           const std::vector<store::SearchItem>& items)
    : view_(view), fields_(fields) {
  for (const store::SearchField& field : fields) {
    keys_.push_back(view.find_key(field.property));
    auto& stemmer = stemmers_[field.language];
    if (stemmer) continue;
    stemmer = std::make_unique<text::Stemmer>(field.language);
    for (std::size_t i = 0; i < items.size(); ++i)
      for (const std::string& word : items[i].words)
        if (items[i].kind != store::SearchItem::Kind::Prefix)
          wanted_[field.language].push_back({stemmer->stem(word), i});
  }
  for (std::size_t i = 0; i < items.size(); ++i)
    if (items[i].kind == store::SearchItem::Kind::Prefix)
      beginnings_.emplace_back(items[i].words.front(), i);
}

std::vector<SnippetMaker::Found> SnippetMaker::find(const std::string& text,
                                                    const std::string& language) {
  std::vector<Found> found;
  text::Stemmer& stemmer = *stemmers_.at(language);
  const std::vector<Wanted>& wanted = wanted_[language];
  for (text::WordReader reader(text); reader.next();) {
    const std::string& stem = stemmer.stem(reader.word());
    for (const Wanted& item : wanted)
      if (item.stem == stem) {
        found.push_back({reader.begin(), reader.end(), item.item});
        break;
      }
    if (!found.empty() && found.back().begin == reader.begin()) continue;
    for (const auto& [beginning, item] : beginnings_)
      if (reader.word().starts_with(beginning)) {
        found.push_back({reader.begin(), reader.end(), item});
        break;
      }
  }
  return found;
}

std::size_t SnippetMaker::different_items(const std::vector<Found>& found) {
  std::set<std::size_t> items;
  for (const Found& place : found) items.insert(place.item);
  return items.size();
}

Snippet SnippetMaker::make(NodeId node) {
  Snippet best;
  std::string text;
  std::vector<Found> places;
  const auto consider = [&](const store::SearchField& field, const std::string& candidate) {
    std::vector<Found> found = find(candidate, field.language);
    if (found.empty()) return;
    const std::size_t items = different_items(found), before = different_items(places);
    // Of texts with equally many of the items the shorter one says more.
    if (items < before || (items == before && candidate.size() >= text.size())) return;
    best.field = field.property;
    text = candidate;
    places = std::move(found);
  };
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (keys_[i] == no_key) continue;
    const Value value = view_.node_property(keys_[i], node);
    if (value.type() == Type::String) consider(fields_[i], value.as_string());
    if (value.type() != Type::List) continue;
    for (const Value& item : value.as_list())
      if (item.type() == Type::String) consider(fields_[i], item.as_string());
  }
  if (places.empty()) return best;

  // The stretch with most of the items, the earliest of equal ones; then as much around it.
  std::size_t first = 0, most = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    std::set<std::size_t> items;
    for (std::size_t j = i; j < places.size() && places[j].end - places[i].begin <= snippet_bytes;
         ++j)
      items.insert(places[j].item);
    if (items.size() > most) most = items.size(), first = i;
  }
  std::size_t begin = 0, end = text.size();
  if (text.size() > snippet_bytes) {
    constexpr std::size_t before = 40;
    begin = places[first].begin > before ? places[first].begin - before : 0;
    begin = std::min(begin, text.size() - snippet_bytes);
    end = right_edge(text, std::max(begin + snippet_bytes, places[first].end));
    begin = begin > 0 ? left_edge(text, begin) : 0;
  }
  if (begin > 0) best.text += "… ";
  std::size_t at = begin;
  for (const Found& place : places) {
    if (place.begin < at || place.end > end) continue;
    append_line(best.text, std::string_view(text).substr(at, place.begin - at));
    best.text += mark;
    append_line(best.text, std::string_view(text).substr(place.begin, place.end - place.begin));
    best.text += mark;
    at = place.end;
  }
  append_line(best.text, std::string_view(text).substr(at, end - at));
  if (end < text.size()) best.text += " …";
  return best;
}

}  // namespace normgraph::query
