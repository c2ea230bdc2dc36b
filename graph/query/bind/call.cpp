// CALL procedure(arguments) YIELD columns.

#include <algorithm>

#include "graph/query/bind/clause_binder.hpp"
#include "graph/query/bind/conditions.hpp"
#include "graph/query/bind/errors.hpp"

namespace normgraph::query::bind {
namespace {

const Procedure& find_procedure(const ast::Call& call, const ProcedureTable* table) {
  const Procedure* procedure = table ? table->find(call.procedure.text) : nullptr;
  if (procedure) return *procedure;
  Error error =
      binding_error("ProcedureNotFound", "there is no procedure `" + call.procedure.text + "`",
                    call.procedure.span);
  if (table)
    for (const auto& near : nearest_names(call.procedure.text, table->names(), 1))
      error.hints.push_back("did you mean " + near + "?");
  throw error;
}

StaticType static_type(const std::string& type) {
  if (type == "STRING") return StaticType::String;
  if (type == "INTEGER") return StaticType::Integer;
  if (type == "FLOAT") return StaticType::Float;
  if (type == "BOOLEAN") return StaticType::Boolean;
  if (type == "NODE") return StaticType::Node;
  return StaticType::Any;
}

/// An integer may be given where a float is wanted, and either where a number is.
bool accepts(const ProcedureField& parameter, StaticType given) {
  if (given == StaticType::Any || given == StaticType::Null) return true;
  if (parameter.type == "NUMBER" || parameter.type == "FLOAT")
    return given == StaticType::Integer || given == StaticType::Float;
  const StaticType wanted = static_type(parameter.type);
  return wanted == StaticType::Any || wanted == given;
}

std::string result_names(const Procedure& procedure) {
  std::string names;
  for (const ProcedureField& field : procedure.results)
    names += (names.empty() ? "" : ", ") + field.name;
  return names;
}

}  // namespace

void ClauseBinder::bind_clause(const ast::Call& call, std::vector<Clause>& clauses) {
  const Procedure& procedure = find_procedure(call, context_.procedures);
  CallProcedure out;
  out.name = procedure.name;
  out.span = call.procedure.span;
  out.keeps_rows = procedure.results.empty();
  bind_arguments(call, procedure, out);
  bind_yields(call, procedure, out);
  clauses.push_back({std::move(out)});
  if (call.where) {
    FilterClause filter;
    bind_conditions(*call.where, scope_, context_, filter.conditions);
    clauses.push_back({std::move(filter)});
  }
}

void ClauseBinder::bind_arguments(const ast::Call& call, const Procedure& procedure,
                                  CallProcedure& out) {
  if (!call.arguments) {
    if (!alone_ && !procedure.parameters.empty())
      throw binding_error("InvalidArgumentPassingMode",
                          "inside a query a procedure's arguments must be written out",
                          call.procedure.span)
          .hint("write " + call.procedure.text + "(…)");
    // A standalone call takes its arguments from the parameters of the same names.
    for (const ProcedureField& parameter : procedure.parameters) {
      ast::Expression implicit;
      implicit.node = ast::Parameter{parameter.name};
      implicit.span = call.procedure.span;
      out.arguments.push_back(context_.expression(implicit, scope_));
    }
    return;
  }
  if (call.arguments->size() != procedure.parameters.size())
    throw binding_error("InvalidNumberOfArguments",
                        "`" + procedure.name + "` takes " +
                            std::to_string(procedure.parameters.size()) + " arguments, not " +
                            std::to_string(call.arguments->size()),
                        call.procedure.span);
  for (std::size_t i = 0; i < call.arguments->size(); ++i) {
    const ast::Expression& text = *(*call.arguments)[i];
    BoundExpressionPtr bound = context_.expression(text, scope_);
    const ProcedureField& parameter = procedure.parameters[i];
    if (!accepts(parameter, bound->type))
      throw binding_error("InvalidArgumentType",
                          "the argument `" + parameter.name + "` of `" + procedure.name +
                              "` is of type " + parameter.type,
                          text.span);
    out.arguments.push_back(std::move(bound));
  }
}

void ClauseBinder::bind_yields(const ast::Call& call, const Procedure& procedure,
                               CallProcedure& out) {
  if (call.yield_star && !alone_)
    throw binding_error("UnexpectedSyntax", "inside a query YIELD names its columns, not *",
                        call.procedure.span)
        .hint("write YIELD " + result_names(procedure));
  if (call.yield_star || (alone_ && !call.yield)) {
    yield_all(procedure, out);
  } else if (call.yield) {
    for (const ast::YieldItem& item : *call.yield) {
      const auto& results = procedure.results;
      const auto field = std::find_if(results.begin(), results.end(), [&](const ProcedureField& f) {
        return f.name == item.field.text;
      });
      if (field == results.end())
        throw binding_error("UndefinedVariable",
                            "`" + procedure.name + "` does not yield `" + item.field.text + "`",
                            item.field.span)
            .hint("it yields " + result_names(procedure));
      const ast::Name& name = item.alias ? *item.alias : item.field;
      const Symbol symbol = declare(name, static_type(field->type));
      out.yields.emplace_back(field->name, symbol.slot);
      column_symbols_.push_back(symbol);
    }
  }
  if (alone_)
    for (const Symbol& symbol : column_symbols_) columns_.push_back({symbol.name, symbol.slot});
  else
    column_symbols_.clear();
}

void ClauseBinder::yield_all(const Procedure& procedure, CallProcedure& out) {
  for (const ProcedureField& field : procedure.results) {
    const Symbol symbol = declare(ast::Name{field.name, out.span}, static_type(field.type));
    out.yields.emplace_back(field.name, symbol.slot);
    column_symbols_.push_back(symbol);
  }
}

}  // namespace normgraph::query::bind
