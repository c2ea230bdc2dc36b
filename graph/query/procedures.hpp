#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "graph/value/value.hpp"

namespace normgraph::query {

/// A declared parameter or result column of a procedure: "name :: STRING?".
struct ProcedureField {
  std::string name;
  std::string type;  // upper case, without '?': STRING, INTEGER, FLOAT, NUMBER, BOOLEAN, ANY, …
  bool nullable = false;
};

/// A procedure backed by a table: a call gives the rows whose first columns equal its arguments.
struct Procedure {
  std::string name;
  std::vector<ProcedureField> parameters, results;
  std::vector<std::vector<Value>> rows;  // parameters, then results
};

/// The procedures that CALL knows. Built once; not changed while statements run.
class ProcedureTable {
 public:
  /// From a signature text and rows in the order of `columns`. Throws Error for a bad signature.
  void define(const std::string& signature, const std::vector<std::string>& columns,
              const std::vector<std::vector<Value>>& rows);
  const Procedure* find(std::string_view name) const;
  std::vector<std::string> names() const;

 private:
  std::map<std::string, Procedure, std::less<>> procedures_;
};

}  // namespace normgraph::query
