#include "graph/resolve/candidates.hpp"

#include <algorithm>

#include "graph/stored_schema.hpp"
#include "graph/value/compare.hpp"

namespace normgraph::resolving {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Calls `visit` with each text that a value may be found by.
template <class Visit>
void each_text(const Value& value, Visit visit) {
  if (value.type() == Type::String) {
    visit(value.as_string());
  } else if (value.type() == Type::Integer) {
    visit(std::to_string(value.as_integer()));
  } else if (value.type() == Type::List) {
    for (const Value& item : value.as_list()) each_text(item, visit);
  }
}

}  // namespace

std::string folded(std::string_view text) {
  std::string result;
  bool blank = false;
  for (const char c : text) {
    if (is_blank(c)) {
      blank = !result.empty();
      continue;
    }
    if (blank) result += ' ';
    blank = false;
    result += lower(c);
  }
  return result;
}

std::string squeezed(std::string_view text) {
  if (const std::size_t eli = text.find("eli/"); eli != std::string_view::npos) {
    text.remove_prefix(eli);
    if (const std::size_t end = text.find("/oj"); end != std::string_view::npos)
      text = text.substr(0, end);
  }
  std::string result;
  for (const char c : text) {
    const char upper = lower(c) != c ? c : (c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c);
    const bool kept = (upper >= 'A' && upper <= 'Z') || (upper >= '0' && upper <= '9') ||
                      static_cast<unsigned char>(upper) >= 0x80;
    if (kept) result += upper;
  }
  if (const std::size_t at = result.find("CENELEC"); at != std::string::npos)
    result.replace(at, std::string_view("CENELEC").size(), "CLC");
  return result;
}

std::string act_number(std::string_view text) {
  const std::string word = folded(text);
  const bool act = word.starts_with("regulation") || word.starts_with("directive") ||
                   word.starts_with("decision");
  const auto is_number = [](char c) { return (c >= '0' && c <= '9') || c == '/'; };
  const std::size_t digit = word.find_first_of("0123456789");
  if (!act || digit == std::string::npos) return {};
  std::size_t end = digit;
  while (end < word.size() && is_number(word[end])) ++end;
  while (end > digit && word[end - 1] == '/') --end;  // "2006/42/ec"
  return word.substr(digit, end - digit);
}

std::string compact_place(std::string_view text) {
  std::string result;
  bool part = false;  // a word said what the next number is
  for (std::size_t at = 0; at < text.size();) {
    if (is_blank(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && !is_blank(text[end])) ++end;
    const std::string word = folded(text.substr(at, end - at));
    at = end;
    if (word == "paragraph" || word == "point") {
      part = true;
    } else {
      result += part && !word.starts_with('(') ? "(" + word + ")" : word;
      part = false;
    }
  }
  return result;
}

std::vector<LabelSchema> words_of(const store::GraphView& view) {
  if (view.metadata("schema")) return stored_schema(view)->labels;
  std::vector<LabelSchema> labels;
  for (std::size_t i = 0; i < view.label_count(); ++i) {
    LabelSchema label;
    label.name = view.label_name(static_cast<LabelId>(i));
    label.singular = folded(label.name);
    label.plural = label.singular + "s";
    label.found_by = {"name", "title"};
    labels.push_back(std::move(label));
  }
  return labels;
}

template <class Visit>
void LabelScan::each_node(Visit visit) const {
  const LabelId label = view_.find_label(label_.name);
  if (label == no_label) return;
  constexpr std::size_t batch_size = 1024;
  std::vector<NodeId> nodes;
  for (NodeId from = 0; from != no_node;) {
    nodes.clear();
    from = view_.scan(label, from, batch_size, nodes);
    visit(nodes);
  }
}

Candidate LabelScan::candidate(NodeId node, const std::string& key) const {
  std::string name;
  for (const std::string& property : label_.found_by) {
    const Value value = view_.node_property(view_.find_key(property), node);
    if (value.type() != Type::String) continue;
    name = value.as_string();
    break;
  }
  return {node, &label_, key, name.empty() ? key : name};
}

std::vector<Candidate> LabelScan::find(
    const std::vector<std::string>& properties,
    const std::function<bool(const std::string&)>& matches) const {
  std::vector<Candidate> found;
  const KeyId key = view_.find_key("key");
  if (key == no_key) return found;
  each_node([&](const std::vector<NodeId>& nodes) {
    std::vector<std::uint8_t> hit(nodes.size(), 0);
    for (const std::string& property : properties) {
      const KeyId id = view_.find_key(property);
      if (id == no_key) continue;
      const Vector column = view_.node_property(id, nodes);
      for (std::size_t i = 0; i < nodes.size(); ++i)
        each_text(column.value(i), [&](const std::string& text) {
          if (matches(text)) hit[i] = 1;
        });
    }
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (!hit[i]) continue;
      const Value own = view_.node_property(key, nodes[i]);
      if (own.type() == Type::String) found.push_back(candidate(nodes[i], own.as_string()));
    }
  });
  return found;
}

std::vector<Candidate> LabelScan::prefer(std::vector<Candidate> candidates) const {
  const KeyId key = label_.preferred.empty() ? no_key : view_.find_key(label_.preferred);
  if (key == no_key || candidates.size() < 2) return candidates;
  std::vector<Candidate> preferred;
  for (const Candidate& candidate : candidates) {
    const Value value = view_.node_property(key, candidate.node);
    if (value.type() == Type::Boolean && value.as_boolean()) preferred.push_back(candidate);
  }
  return preferred.empty() ? candidates : preferred;
}

std::vector<std::string> LabelScan::first_and_last() const {
  const KeyId order_key = label_.order.empty() ? no_key : view_.find_key(label_.order);
  if (order_key == no_key) return {};
  NodeId first = no_node, last = no_node;
  Value least, most;
  each_node([&](const std::vector<NodeId>& nodes) {
    const Vector column = view_.node_property(order_key, nodes);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const Value value = column.value(i);
      if (value.is_null()) continue;
      if (first == no_node || order(value, least) < 0) first = nodes[i], least = value;
      if (last == no_node || order(value, most) > 0) last = nodes[i], most = value;
    }
  });
  if (first == no_node) return {};
  return {candidate(first, "").name, candidate(last, "").name};
}

}  // namespace normgraph::resolving
