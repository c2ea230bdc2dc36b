#include "loaders/acts/formex.hpp"

#include <algorithm>
#include <cstring>
#include <pugixml.hpp>
#include <string_view>

namespace normgraph::loaders {

namespace {

constexpr std::size_t max_file_size = 64u << 20;
constexpr int max_depth = 200;

/// The text below a node, footnotes left out, blanks folded.
class TextCollector {
 public:
  std::string collect(pugi::xml_node node) {
    add(node, 0);
    while (!out_.empty() && out_.back() == ' ') out_.pop_back();
    return std::move(out_);
  }

 private:
  void add(pugi::xml_node node, int depth) {
    if (depth > max_depth) return;
    for (const pugi::xml_node child : node.children()) {
      if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
        append_folded(out_, child.value());
      } else if (child.type() == pugi::node_element) {
        add_element(child, depth);
      }
    }
  }

  void add_element(pugi::xml_node child, int depth) {
    const std::string_view name = child.name();
    if (name == "NOTE") return;
    if (name == "QUOT.START" || name == "QUOT.END") {
      out_ += name == "QUOT.START" ? "‘" : "’";
      return;
    }
    const bool block = name == "P" || name == "ALINEA" || name == "ITEM" || name == "NP" ||
                       name == "NO.P" || name == "TXT" || name == "LIST";
    if (block) append_folded(out_, " ");
    add(child, depth + 1);
    if (block) append_folded(out_, " ");
  }

  std::string out_;
};

std::string text_of(pugi::xml_node node) { return TextCollector().collect(node); }

/// "(a)" and "1." without their signs.
std::string bare_number(std::string text) {
  std::erase_if(text, [](char c) { return c == '(' || c == ')' || c == '.' || c == ' '; });
  return text;
}

std::string last_word(const std::string& text) {
  const std::size_t blank = text.find_last_of(' ');
  return blank == std::string::npos ? text : text.substr(blank + 1);
}

class Reader {
 public:
  Reader(const std::string& xml, const std::string& file, std::vector<Problem>& problems)
      : xml_(xml), file_(file), problems_(problems) {}

  LegalText read() {
    pugi::xml_document document;
    if (!parse(document)) return {};
    const pugi::xml_node act = document.child("ACT");
    if (!act) {
      report(0, "",
             "no Formex act: the root element is <" + std::string(document.first_child().name()) +
                 ">, not <ACT>",
             false);
      return {};
    }
    read_head(act);
    read_recitals(act.child("PREAMBLE").child("GR.CONSID"));
    read_divisions(act.child("ENACTING.TERMS"), "", "");
    check();
    return std::move(text_);
  }

 private:
  bool parse(pugi::xml_document& document) {
    if (xml_.size() > max_file_size) {
      report(0, "", "the file is larger than 64 MiB, the limit for an act", false);
      return false;
    }
    // pugixml expands no entities beyond the five of XML, and reads no external ones.
    if (const std::size_t entity = xml_.find("<!ENTITY"); entity != std::string::npos) {
      report(line_at(entity), "", "the file declares entities of its own, which are not read",
             false);
      return false;
    }
    const pugi::xml_parse_result result =
        document.load_buffer(xml_.data(), xml_.size(), pugi::parse_default | pugi::parse_ws_pcdata);
    if (!result) {
      report(line_at(static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0))), "",
             std::string("not well-formed XML: ") + result.description(), false);
      return false;
    }
    return true;
  }

  std::uint32_t line_at(std::size_t offset) const {
    offset = std::min(offset, xml_.size());
    return 1 + static_cast<std::uint32_t>(std::count(
                   xml_.begin(), xml_.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
  }
  std::uint32_t line_of(pugi::xml_node node) const {
    return line_at(static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0)));
  }

  void report(std::uint32_t line, const std::string& field, const std::string& message,
              bool warning) {
    problems_.push_back(
        {.file = file_, .line = line, .field = field, .message = message, .warning = warning});
  }

  void read_head(pugi::xml_node act) {
    const pugi::xml_node bibliography = act.child("BIB.INSTANCE");
    const pugi::xml_node number = bibliography.child("NO.DOC");
    text_.number = text_of(number.child("YEAR")) + "/" + text_of(number.child("NO.CURRENT"));
    const std::string date = bibliography.child("DATE").attribute("ISO").value();
    if (date.size() == 8)
      text_.date = date.substr(0, 4) + "-" + date.substr(4, 2) + "-" + date.substr(6);
    text_.language = text_of(bibliography.child("LG.DOC"));
    text_.title = text_of(act.child("TITLE").child("TI"));
    if (text_.number == "/")
      report(line_of(bibliography), "NO.DOC", "the act has no number", false);
  }

  void read_recitals(pugi::xml_node group) {
    for (const pugi::xml_node recital : group.children("CONSID")) {
      const pugi::xml_node body = recital.child("NP");
      text_.recitals.push_back(
          {bare_number(text_of(body.child("NO.P"))), text_of(body.child("TXT"))});
    }
  }

  void read_divisions(pugi::xml_node parent, const std::string& chapter, const std::string& section,
                      int depth = 0) {
    if (depth > max_depth) return;
    for (const pugi::xml_node child : parent.children()) {
      const std::string_view name = child.name();
      if (name == "ARTICLE") {
        read_article(child, chapter, section);
      } else if (name == "DIVISION") {
        const std::string heading = text_of(child.child("TITLE").child("TI"));
        const std::string title = text_of(child.child("TITLE").child("STI"));
        const std::string number = last_word(heading);
        if (chapter.empty()) {
          text_.chapters.push_back({number, title, {}});
          read_divisions(child, number, "", depth + 1);
        } else {
          text_.chapters.back().sections.push_back({number, title});
          read_divisions(child, chapter, number, depth + 1);
        }
      }
    }
  }

  void read_article(pugi::xml_node node, const std::string& chapter, const std::string& section) {
    LegalText::Article article;
    article.number = last_word(text_of(node.child("TI.ART")));
    article.title = text_of(node.child("STI.ART"));
    article.chapter = chapter;
    article.section = section;
    article.line = line_of(node);
    for (const pugi::xml_node paragraph : node.children("PARAG"))
      article.paragraphs.push_back(
          read_paragraph(paragraph, bare_number(text_of(paragraph.child("NO.PARAG"))), true));
    if (article.paragraphs.empty()) article.paragraphs.push_back(read_paragraph(node, "1", false));
    text_.articles.push_back(std::move(article));
  }

  LegalText::Paragraph read_paragraph(pugi::xml_node node, std::string number, bool numbered) {
    LegalText::Paragraph paragraph;
    paragraph.number = std::move(number);
    paragraph.numbered = numbered;
    paragraph.line = line_of(node);
    for (const pugi::xml_node part : node.children("ALINEA")) {
      if (!paragraph.text.empty()) paragraph.text += ' ';
      paragraph.text += text_of(part);
      read_points(part, paragraph.points, 0);
    }
    return paragraph;
  }

  void read_points(pugi::xml_node node, std::vector<LegalText::Point>& points, int depth) {
    if (depth > max_depth) return;
    for (const pugi::xml_node list : node.children("LIST"))
      for (const pugi::xml_node item : list.children("ITEM")) {
        const pugi::xml_node body = item.child("NP");
        LegalText::Point point{
            bare_number(text_of(body.child("NO.P"))), text_of(body.child("TXT")), {}};
        for (const pugi::xml_node inner : body.children("P"))
          read_points(inner, point.points, depth + 1);
        read_points(body, point.points, depth + 1);
        points.push_back(std::move(point));
      }
  }

  void check() {
    for (LegalText::Article& article : text_.articles) {
      if (article.title.empty())
        report(article.line, "STI.ART", "article " + article.number + " has no title", true);
      else if (article.title.back() == '`') {
        report(article.line, "STI.ART",
               "article " + article.number + ": a stray backtick behind the title was left out",
               true);
        article.title.pop_back();
      }
    }
    for (std::size_t i = 0; i < text_.recitals.size(); ++i)
      if (text_.recitals[i].number != std::to_string(i + 1)) {
        report(0, "CONSID",
               "recital " + std::to_string(i + 1) + " bears the number " + text_.recitals[i].number,
               true);
        break;
      }
    if (text_.articles.empty()) report(0, "ARTICLE", "the act has no articles", false);
  }

  const std::string& xml_;
  const std::string& file_;
  std::vector<Problem>& problems_;
  LegalText text_;
};

}  // namespace

LegalText read_formex(const std::string& xml, const std::string& file,
                      std::vector<Problem>& problems) {
  return Reader(xml, file, problems).read();
}

}  // namespace normgraph::loaders
