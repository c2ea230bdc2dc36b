#include "loaders/acts/write_act.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "loaders/acts/citations.hpp"

namespace normgraph::loaders {

namespace {

bool same_but_for_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

/// "9" as an integer, "4a" as text, as the data model has numbers of articles.
Value number_value(const std::string& number) {
  constexpr std::size_t most_digits = 9;
  const bool digits =
      !number.empty() && number.size() <= most_digits &&
      std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits ? Value::integer(std::stoll(number)) : Value::string(number);
}

class ActWriter {
 public:
  ActWriter(const LegalText& act, const std::string& file, store::Transaction& transaction,
            Report& report, ProblemLog& log)
      : act_(act),
        file_(file),
        view_(transaction.view()),
        writer_(transaction.writer()),
        report_(report),
        log_(log),
        key_(writer_.intern_key("key")) {}

  void write() {
    find_or_create_regulation();
    std::int64_t order = 0;
    for (const LegalText::Chapter& chapter : act_.chapters) write_chapter(chapter, ++order);
    order = 0;
    for (const LegalText::Article& article : act_.articles) write_article(article, ++order);
    order = 0;
    for (const LegalText::Recital& recital : act_.recitals)
      contain(regulation_, part("Recital", ":rec:" + recital.number, recital.number, ++order,
                                "Recital " + recital.number, "", recital.text));
    compare_references(of_articles_, "articles");
    compare_references(of_paragraphs_, "paragraphs");
  }

 private:
  using Properties = std::vector<std::pair<std::string, Value>>;
  /// References found in the text, of parts of one kind: ends of the keys, and how it is written.
  struct References {
    std::vector<std::string> from;
    std::map<std::pair<std::string, std::string>, std::string> found;
  };

  NodeId find(const std::string& key) const {
    const auto hits = view_.lookup(no_label, key_, Value::string(key));
    return hits && !hits->empty() ? hits->front() : no_node;
  }

  NodeId create(const std::string& label, const std::string& key, const Properties& properties) {
    std::vector<LabelId> labels{writer_.intern_label(label)};
    if (label != "Regulation" && label != "Source")
      labels.push_back(writer_.intern_label("Provision"));
    if (label == "Regulation") labels.push_back(writer_.intern_label("LegalAct"));
    store::PropertyList list{{key_, Value::string(key)}};
    for (const auto& [name, value] : properties)
      if (!(value.type() == Type::String && value.as_string().empty()))
        list.emplace_back(writer_.intern_key(name), value);
    ++report_.nodes;
    report_.properties += list.size();
    return writer_.create_node(labels, list);
  }

  /// The CELEX number of a regulation: sector 3, year, R, and four digits.
  std::string celex() const {
    const std::size_t slash = act_.number.find('/');
    std::string serial = slash == std::string::npos ? std::string() : act_.number.substr(slash + 1);
    while (serial.size() < 4) serial.insert(0, 1, '0');
    return "3" + act_.number.substr(0, slash) + "R" + serial;
  }

  void find_or_create_regulation() {
    const Value wanted = Value::string(celex());
    const LabelId label = writer_.intern_label("Regulation");
    const KeyId property = writer_.intern_key("celex");
    std::vector<NodeId> regulations;
    view_.scan(label, 0, view_.node_limit(), regulations);
    for (const NodeId node : regulations)
      if (const Value have = view_.node_property(property, node);
          have.type() == Type::String && have.as_string() == wanted.as_string()) {
        regulation_ = node;
        prefix_ = view_.node_property(key_, node).as_string();
        known_ = true;
        return;
      }
    prefix_ = "reg:" + act_.number;
    source_ = "file:" + file_;
    if (find(source_) == no_node)
      create("Source", source_,
             {{"title", Value::string(act_.title)}, {"kind", Value::string("primary")}});
    regulation_ = create("Regulation", prefix_,
                         sourced({{"title", Value::string(act_.title)}, {"celex", wanted}}));
  }

  Properties sourced(Properties properties) const {
    if (!source_.empty()) properties.emplace_back("sources", Value::list({Value::string(source_)}));
    return properties;
  }

  /// A part of the act, found by its key or made.
  NodeId part(const std::string& label, const std::string& key_end, const std::string& number,
              std::int64_t order, const std::string& reference, const std::string& title,
              const std::string& text) {
    const std::string key = prefix_ + key_end;
    const NodeId present = find(key);
    if (present == no_node)
      return create(label, key,
                    sourced({{"number", number_value(number)},
                             {"sequence", Value::integer(order)},
                             {"reference", Value::string(reference)},
                             {"title", Value::string(title)},
                             {"text", Value::string(text)}}));
    compare_title(present, reference, title);
    if (!text.empty()) {
      writer_.set_property(present, writer_.intern_key("text"), Value::string(text));
      ++report_.properties;
    }
    return present;
  }

  void compare_title(NodeId present, const std::string& reference, const std::string& title) {
    const KeyId property = view_.find_key("title");
    if (title.empty() || property == no_key) return;
    const Value have = view_.node_property(property, present);
    if (have.type() == Type::String && !same_but_for_case(have.as_string(), title))
      log_.warning({file_, 0}, "title",
                   reference + " is '" + title + "' in the file and '" + have.as_string() +
                       "' in the graph, which keeps it");
  }

  void contain(NodeId whole, NodeId piece) {
    const TypeId type = writer_.intern_type("CONTAINS");
    const store::Neighbours present = view_.neighbours(piece, type, store::Direction::In);
    for (std::size_t i = 0; i < present.size(); ++i)
      if (present.nodes[i] == whole) return;
    writer_.create_relationship(type, whole, piece, {});
    ++report_.relationships;
  }

  void write_chapter(const LegalText::Chapter& chapter, std::int64_t order) {
    const std::string key = ":ch:" + chapter.number;
    const std::string reference = "Chapter " + chapter.number;
    const NodeId node = part("Chapter", key, chapter.number, order, reference, chapter.title, "");
    contain(regulation_, node);
    places_[key] = node;
    std::int64_t place = 0;
    for (const LegalText::Section& section : chapter.sections) {
      const std::string section_key = key + ":sec:" + section.number;
      places_[section_key] = part("Section", section_key, section.number, 100 * order + ++place,
                                  reference + " Section " + section.number, section.title, "");
      contain(node, places_[section_key]);
    }
  }

  NodeId place_of(const LegalText::Article& article) const {
    std::string key = ":ch:" + article.chapter;
    if (!article.section.empty()) key += ":sec:" + article.section;
    const auto found = places_.find(key);
    return found == places_.end() ? regulation_ : found->second;
  }

  void write_article(const LegalText::Article& article, std::int64_t order) {
    const std::string key = ":art:" + article.number, reference = "Article " + article.number;
    std::string text;
    for (const LegalText::Paragraph& paragraph : article.paragraphs)
      if (!paragraph.numbered) text = paragraph.text;
    const NodeId node = part("Article", key, article.number, order, reference, article.title, text);
    if (!known_ || !article.chapter.empty()) contain(place_of(article), node);
    std::int64_t place = 0;
    of_articles_.from.push_back(key);
    for (const LegalText::Paragraph& paragraph : article.paragraphs) {
      add_references(key, paragraph.text, false);
      if (!paragraph.numbered) {
        write_points(node, key, reference, paragraph.points);
        continue;
      }
      const std::string paragraph_key = key + ":par:" + paragraph.number;
      const std::string paragraph_reference = reference + "(" + paragraph.number + ")";
      const NodeId paragraph_node =
          part("Paragraph", paragraph_key, paragraph.number, 100 * order + ++place,
               paragraph_reference, "", paragraph.text);
      contain(node, paragraph_node);
      of_paragraphs_.from.push_back(paragraph_key);
      add_references(paragraph_key, paragraph.text, true);
      write_points(paragraph_node, paragraph_key, paragraph_reference, paragraph.points);
    }
  }

  void write_points(NodeId whole, const std::string& key, const std::string& reference,
                    const std::vector<LegalText::Point>& points) {
    std::int64_t place = 0;
    std::set<std::string> numbers;  // two lists of one paragraph both begin at (a)
    for (const LegalText::Point& point : points) {
      std::string number = point.number.empty() ? std::to_string(place + 1) : point.number;
      while (!numbers.insert(number).second) number += "'";
      const std::string point_key = key + ":pt:" + number,
                        point_reference = reference + "(" + number + ")";
      const NodeId node =
          part("Point", point_key, number, ++place, point_reference, "", point.text);
      contain(whole, node);
      write_points(node, point_key, point_reference, point.points);
    }
  }

  /// Articles refer to articles; paragraphs to paragraphs where the text says so.
  void add_references(const std::string& from, const std::string& text, bool of_paragraph) {
    static constexpr const char* places[] = {":art:", ":annex:", ":ch:"};
    References& references = of_paragraph ? of_paragraphs_ : of_articles_;
    for (const Citation& citation : find_citations(text, act_.number)) {
      std::string to = places[static_cast<int>(citation.target)] + citation.number;
      if (of_paragraph && !citation.paragraph.empty()) to += ":par:" + citation.paragraph;
      if (to != from) references.found.try_emplace({from, to}, citation.text);
    }
  }

  /// A new act gets the references of its text; those of an act that the graph knows are compared,
  /// and differences told: the graph's were checked by hand.
  void compare_references(const References& references, const std::string& what) {
    const TypeId cites = writer_.intern_type("CITES");
    std::set<std::pair<NodeId, NodeId>> in_text;
    std::size_t agreed = 0, in_text_only = 0;
    std::set<std::string> missing;
    for (const auto& [ends, text] : references.found) {
      const NodeId from = find(prefix_ + ends.first), to = find_part_or_whole(ends.second);
      if (to == no_node) {
        missing.insert(ends.second.substr(1));
        continue;
      }
      in_text.insert({from, to});
      if (!known_) {
        writer_.create_relationship(cites, from, to,
                                    {{writer_.intern_key("text"), Value::string(text)}});
        ++report_.relationships;
      } else if (cites_already(cites, from, to)) {
        ++agreed;
      } else {
        ++in_text_only;
        log_.warning({file_, 0}, "CITES",
                     name_of(from) + " refers to " + name_of(to) + " (\"" + text +
                         "\") in the text; the graph does not have it");
      }
    }
    for (const std::string& target : missing)
      log_.warning({file_, 0}, "CITES",
                   "the text refers to " + target + ", which is not in the file: left out");
    if (!known_) return;
    const std::size_t only = tell_graph_only(cites, references, in_text);
    log_.warning({file_, 0}, "CITES",
                 "references of " + what + ": " + std::to_string(agreed) +
                     " agree with the graph, " + std::to_string(in_text_only) +
                     " are in the text only, " + std::to_string(only) + " in the graph only");
  }

  /// A paragraph that the act does not have stands for its article.
  NodeId find_part_or_whole(const std::string& key_end) const {
    const NodeId part = find(prefix_ + key_end);
    const std::size_t paragraph = key_end.find(":par:");
    if (part != no_node || paragraph == std::string::npos) return part;
    return find(prefix_ + key_end.substr(0, paragraph));
  }

  bool cites_already(TypeId cites, NodeId from, NodeId to) const {
    const store::Neighbours out = view_.neighbours(from, cites, store::Direction::Out);
    return std::find(out.nodes.begin(), out.nodes.end(), to) != out.nodes.end();
  }

  std::size_t tell_graph_only(TypeId cites, const References& references,
                              const std::set<std::pair<NodeId, NodeId>>& in_text) {
    std::size_t only = 0;
    for (const std::string& key : references.from) {
      const NodeId from = find(prefix_ + key);
      const store::Neighbours out = view_.neighbours(from, cites, store::Direction::Out);
      for (const NodeId to : out.nodes)
        if (!in_text.contains({from, to})) {
          ++only;
          log_.warning({file_, 0}, "CITES",
                       "the graph says that " + name_of(from) + " refers to " + name_of(to) +
                           "; the text does not");
        }
    }
    return only;
  }

  std::string name_of(NodeId node) const {
    const KeyId reference = view_.find_key("reference");
    const Value name = reference == no_key ? Value() : view_.node_property(reference, node);
    return name.type() == Type::String ? name.as_string()
                                       : view_.node_property(key_, node).as_string();
  }

  const LegalText& act_;
  const std::string& file_;
  const store::GraphView& view_;
  store::GraphWriter& writer_;
  Report& report_;
  ProblemLog& log_;
  const KeyId key_;
  NodeId regulation_ = no_node;
  std::string prefix_, source_;
  bool known_ = false;
  std::map<std::string, NodeId> places_;
  References of_articles_, of_paragraphs_;
};

}  // namespace

void write_act(const LegalText& act, const std::string& file, store::Transaction& transaction,
               Report& report, ProblemLog& log) {
  ActWriter(act, file, transaction, report, log).write();
}

}  // namespace normgraph::loaders
