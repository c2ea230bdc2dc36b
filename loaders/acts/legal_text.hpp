#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace normgraph::loaders {

/// A legal act as its parts, whatever file it came from. Texts are UTF-8 with single blanks,
/// without footnotes.
struct LegalText {
  /// A point or indent: "a" of (a), "i" of (i); its text is up to its own points.
  struct Point {
    std::string number, text;
    std::vector<Point> points;
  };
  struct Paragraph {
    std::string number;  // "1"; "1" as well for an article without numbered paragraphs
    bool numbered = true;
    std::string text;  // whole, points included
    std::vector<Point> points;
    std::uint32_t line = 0;  // in the file
  };
  struct Article {
    std::string number, title;
    std::string chapter, section;  // numbers; empty: none
    std::vector<Paragraph> paragraphs;
    std::uint32_t line = 0;
  };
  struct Section {
    std::string number, title;
  };
  struct Chapter {
    std::string number, title;
    std::vector<Section> sections;
  };
  struct Recital {
    std::string number, text;
  };

  std::string title;
  std::string number;  // "2024/1689"
  std::string date;    // of signature, "2024-06-13"
  std::string language;
  std::vector<Recital> recitals;
  std::vector<Chapter> chapters;
  std::vector<Article> articles;
};

/// Adds text to `out` with single blanks for all runs of blanks and line ends. The no-break space,
/// which ties "Article" to its number, is a blank too. None is added in front.
void append_folded(std::string& out, std::string_view text);

}  // namespace normgraph::loaders
