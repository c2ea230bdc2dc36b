#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace normgraph {

/// The designation of a standard taken apart: `prEN ISO/IEC 22989:2023/prA1`. The forms are those
/// of CEN-CENELEC Internal Regulations Part 3, ISO/IEC Directives Part 2, and the habits of ETSI,
/// IEEE and NIST.
struct Designation {
  /// In the order CEN, CLC, EN, ISO, IEC, … whatever the order in the text. EN is kept as a
  /// publisher.
  std::vector<std::string> publishers;
  std::string type;    // "TS", "TR", "GUIDE", "CWA", "SP", …; empty: a full standard
  std::string number;  // digits, perhaps with a letter ("218A"); of a work item "021024"
  std::vector<std::string> parts;
  /// Where in its life the text is: "PR", "FPR", "DIS", "FDIS", "CD", "WD", "AWI", …; empty:
  /// published.
  std::string life;
  std::string year;     // four digits, or empty
  std::string version;  // ETSI: "2.1.1", or empty
  struct Amendment {
    bool corrigendum = false;
    std::string number;  // "1"; empty for a lone AC
    bool draft = false;
    std::string year;
    friend bool operator==(const Amendment&, const Amendment&) = default;
  };
  std::vector<Amendment> amendments;
  /// "DIN", "BS", …: a national adoption of the rest.
  std::string national;

  friend bool operator==(const Designation&, const Designation&) = default;
};

/// Reads a designation in any case and spacing. nullopt when the text is none (a committee, a
/// title).
std::optional<Designation> parse_designation(std::string_view text);

/// What stays the same through a document's life: publishers, type, number, parts and amendments,
/// without stage, year, version and national prefix. Two texts with one identity name one project.
std::string designation_identity(const Designation& designation);

/// True when `wanted`, as somebody wrote it, may mean `candidate`: numbers, parts and amendments
/// are the same, and what else `wanted` says (publishers, type, year, version) agrees. So `ISO
/// 42001` may mean ISO/IEC 42001:2023, and `EN 18286` also prEN 18286.
bool may_mean(const Designation& wanted, const Designation& candidate);

}  // namespace normgraph
