#include "graph/query/procedures.hpp"

#include <algorithm>
#include <cctype>

#include "graph/query/search/search_procedure.hpp"

namespace normgraph::query {
namespace {

bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return result;
}

Error bad_signature(std::string_view signature, const std::string& why) {
  return Error(ErrorKind::Data, "NG7301", "ProcedureError", "InvalidSignature",
               "the signature `" + std::string(signature) + "` " + why)
      .hint("write it as: name.of.procedure(parameter :: STRING?) :: (result :: INTEGER?)");
}

/// Reads a signature from left to right.
class SignatureReader {
 public:
  explicit SignatureReader(std::string_view text) : text_(text), rest_(trimmed(text)) {}

  Procedure read() {
    Procedure procedure;
    const std::size_t open = rest_.find('(');
    if (open == std::string_view::npos) throw bad_signature(text_, "has no list of parameters");
    procedure.name = trimmed(rest_.substr(0, open));
    if (procedure.name.empty()) throw bad_signature(text_, "has no name");
    rest_.remove_prefix(open);
    procedure.parameters = fields();
    expect("::");
    if (upper(trimmed(rest_)) == "VOID") {
      rest_ = {};
    } else {
      procedure.results = fields();
    }
    if (!trimmed(rest_).empty()) throw bad_signature(text_, "goes on after its results");
    return procedure;
  }

 private:
  void expect(std::string_view word) {
    rest_ = trimmed(rest_);
    if (rest_.substr(0, word.size()) != word)
      throw bad_signature(text_, "needs `" + std::string(word) + "` between its parts");
    rest_.remove_prefix(word.size());
  }

  std::vector<ProcedureField> fields() {
    expect("(");
    const std::size_t close = rest_.find(')');
    if (close == std::string_view::npos) throw bad_signature(text_, "needs a closing parenthesis");
    std::string_view list = trimmed(rest_.substr(0, close));
    rest_.remove_prefix(close + 1);
    std::vector<ProcedureField> result;
    while (!list.empty()) {
      const std::size_t comma = std::min(list.find(','), list.size());
      result.push_back(field(list.substr(0, comma)));
      list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return result;
  }

  ProcedureField field(std::string_view text) const {
    const std::size_t colons = text.find("::");
    if (colons == std::string_view::npos)
      throw bad_signature(text_, "has a field without `:: TYPE`");
    ProcedureField result;
    result.name = trimmed(text.substr(0, colons));
    result.type = upper(trimmed(text.substr(colons + 2)));
    if (!result.type.empty() && result.type.back() == '?') {
      result.nullable = true;
      result.type.pop_back();
    }
    if (result.name.empty() || result.type.empty())
      throw bad_signature(text_, "has a field without a name or a type");
    return result;
  }

  std::string_view text_, rest_;
};

bool has_declared_type(const std::string& type, const Value& value) {
  if (type == "ANY") return true;
  if (type == "NUMBER") return value.is_number();
  if (type == "FLOAT") return value.is_number();
  if (type.rfind("LIST", 0) == 0) return value.type() == Type::List;
  return type_name(value.type()) == type;
}

}  // namespace

std::size_t Procedure::result(std::string_view column) const {
  const auto found = std::find_if(results.begin(), results.end(),
                                  [&](const ProcedureField& f) { return f.name == column; });
  return static_cast<std::size_t>(found - results.begin());
}

bool accepts(const ProcedureField& field, const Value& value) {
  return value.is_null() ? field.nullable : has_declared_type(field.type, value);
}

Value as_argument(const Procedure& procedure, std::size_t parameter, const Value& value,
                  Span span) {
  const ProcedureField& field = procedure.parameters[parameter];
  if (!accepts(field, value))
    throw Error(ErrorKind::Type, "NG3320", "SyntaxError", "InvalidArgumentType",
                procedure.name + " needs " + field.type + (field.nullable ? " or null" : "") +
                    " for `" + field.name + "`, not " + std::string(type_name(value.type())))
        .at(span)
        .at_runtime();
  if (field.type == "FLOAT" && value.type() == Type::Integer) return Value::real(value.as_number());
  return value;
}

Error unknown_procedure(std::string_view name) {
  return Error(ErrorKind::Reference, "NG4320", "ProcedureError", "ProcedureNotFound",
               "there is no procedure named `" + std::string(name) + "`");
}

void ProcedureTable::define(const std::string& signature, const std::vector<std::string>& columns,
                            const std::vector<std::vector<Value>>& rows) {
  Procedure procedure = SignatureReader(signature).read();
  std::vector<const ProcedureField*> fields;
  for (const ProcedureField& field : procedure.parameters) fields.push_back(&field);
  for (const ProcedureField& field : procedure.results) fields.push_back(&field);
  std::vector<std::size_t> places;  // of each field in the given rows
  for (const ProcedureField* field : fields) {
    const auto found = std::find(columns.begin(), columns.end(), field->name);
    if (found == columns.end() && !rows.empty())
      throw bad_signature(signature, "has the field `" + field->name + "`, and no column for it");
    places.push_back(static_cast<std::size_t>(found - columns.begin()));
  }
  for (const std::vector<Value>& row : rows) {
    if (row.size() != columns.size())
      throw bad_signature(signature, "has a row with another number of values than columns");
    std::vector<Value> ordered;
    for (const std::size_t place : places) ordered.push_back(row[place]);
    procedure.rows.push_back(std::move(ordered));
  }
  procedures_[procedure.name] = std::move(procedure);
}

namespace {

const std::vector<Procedure>& built_in_procedures() {
  static const std::vector<Procedure> procedures = search_procedures();
  return procedures;
}

}  // namespace

const Procedure* ProcedureTable::find(std::string_view name) const {
  if (const auto found = procedures_.find(name); found != procedures_.end()) return &found->second;
  for (const Procedure& procedure : built_in_procedures())
    if (procedure.name == name) return &procedure;
  return nullptr;
}

std::vector<std::string> ProcedureTable::names() const {
  std::vector<std::string> result;
  for (const auto& [name, procedure] : procedures_) result.push_back(name);
  for (const Procedure& procedure : built_in_procedures()) result.push_back(procedure.name);
  return result;
}

}  // namespace normgraph::query
