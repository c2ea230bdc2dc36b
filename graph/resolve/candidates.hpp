#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/schema.hpp"
#include "graph/store/view.hpp"

// The things of a graph that a reference may mean, and how they are looked through.

namespace normgraph::resolving {

struct Candidate {
  NodeId node = no_node;
  const LabelSchema* label = nullptr;
  std::string key, name;  // `name`: how it is shown in a list
};

/// Lower case in ASCII, blanks at the ends cut, runs of blanks made one.
std::string folded(std::string_view text);

/// Letters and digits alone, in upper case, with CENELEC as CLC; of an ELI the part that names the
/// act.
std::string squeezed(std::string_view text);
/// The number in the name of an act ("Regulation (EU) No 1025/2012": "1025/2012"); empty: none.
std::string act_number(std::string_view text);
/// "6 (1) (a)", "6 paragraph 1 point (a)": "6(1)(a)".
std::string compact_place(std::string_view text);

/// The words of the graph's schema; of a graph without one, every label is found by name and title.
std::vector<LabelSchema> words_of(const store::GraphView& view);

/// Looks through the nodes of one label.
class LabelScan {
 public:
  LabelScan(const store::GraphView& view, const LabelSchema& label) : view_(view), label_(label) {}

  /// Nodes for which `matches` holds of the texts of one of these properties: of a list each text,
  /// of a number its digits. Nodes without `key` are passed over.
  std::vector<Candidate> find(const std::vector<std::string>& properties,
                              const std::function<bool(const std::string&)>& matches) const;
  /// Those of them where the property is true; all, where it is so of none.
  std::vector<Candidate> prefer(std::vector<Candidate> candidates) const;
  /// Names of the nodes at the ends of the label's order; empty: it has none.
  std::vector<std::string> first_and_last() const;

 private:
  Candidate candidate(NodeId node, const std::string& key) const;
  template <class Visit>
  void each_node(Visit visit) const;

  const store::GraphView& view_;
  const LabelSchema& label_;
};

}  // namespace normgraph::resolving
