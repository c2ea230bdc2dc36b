#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/schema.hpp"
#include "loaders/problems.hpp"

// A mapping says what the columns of CSV files are (docs/loading.md).

namespace normgraph::loaders {

/// A text with columns in braces, "wi:{Number}"; braces that are meant are doubled.
struct Template {
  struct Piece {
    std::string text;  // as it is, or the name of a column
    bool column = false;
  };
  std::string written;
  std::vector<Piece> pieces;
  bool empty() const { return pieces.empty(); }
};
/// Nothing: a brace is not closed, or is closed that was not open.
std::optional<Template> parse_template(std::string_view text);

/// One property, from one column.
struct MappedColumn {
  std::string property, column;
  std::optional<ValueKind> kind;  // nothing: as the schema says
};

/// A relationship from the node of a row: `to` may give several keys, cut at `separator`.
struct MappedLink {
  std::string type;
  Template to;
  std::string separator;  // empty: one key
};

/// What the rows of one file become: nodes with links, or relationships.
struct MappedTable {
  std::string file;
  char delimiter = 0;  // 0: found out from the first line
  std::string field;   // where it stands in the mapping, for problems: "nodes[0]"
  std::string label;   // of nodes; empty: relationships
  Template key;
  std::vector<MappedLink> links;
  std::string type;  // of relationships
  Template from, to;
  std::vector<MappedColumn> columns;
  std::vector<Template> sources;
  Template known, effective, confidence, note;
  /// Names of all columns that are used, each once.
  std::vector<std::string> used_columns() const;
};

struct Mapping {
  std::vector<MappedTable> tables;  // those of nodes first
};

/// True for a JSON text that is a mapping, not data.
bool is_mapping(std::string_view text);

/// Reads a mapping; what is wrong is in the log.
Mapping read_mapping(std::string_view text, const std::string& file, ProblemLog& log);

}  // namespace normgraph::loaders
