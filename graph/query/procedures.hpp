#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/error.hpp"
#include "graph/value/value.hpp"

namespace normgraph::query {

/// A declared parameter or result column of a procedure: "name :: STRING?".
struct ProcedureField {
  std::string name;
  std::string type;  // upper case, without '?': STRING, INTEGER, FLOAT, NUMBER, BOOLEAN, ANY, …
  bool nullable = false;
};

struct Context;

/// The rows of one call, made as they are asked for.
class ProcedureRows {
 public:
  virtual ~ProcedureRows() = default;
  /// The results of the next row, in their order; false: there is none.
  virtual bool next(std::vector<Value>& row) = 0;
};

/// A procedure backed by a table (a call gives the rows whose first columns equal its arguments) or
/// by a function.
struct Procedure {
  std::string name;
  std::vector<ProcedureField> parameters, results;
  std::vector<std::vector<Value>> rows;  // parameters, then results
  /// Makes the rows of a call. `wanted`: by result, whether somebody reads it. Null: a table.
  using Open = std::unique_ptr<ProcedureRows> (*)(std::vector<Value> arguments,
                                                  std::vector<bool> wanted, Context& context);
  Open open = nullptr;

  /// The number of a result column; results.size() when there is none of that name.
  std::size_t result(std::string_view column) const;
};

/// Whether a value may be given for a declared type. A null may be where the field is nullable, and
/// an integer where a float is wanted.
bool accepts(const ProcedureField& field, const Value& value);
/// The value as the parameter with this number takes it: an integer for a float becomes one. Throws
/// SyntaxError InvalidArgumentType at `span`.
Value as_argument(const Procedure& procedure, std::size_t parameter, const Value& value, Span span);
/// ProcedureError ProcedureNotFound.
Error unknown_procedure(std::string_view name);

/// The procedures that CALL knows: those of the engine, and those that were defined. Built once;
/// not changed while statements run.
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
