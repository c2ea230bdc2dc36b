#include "grammar/printer/printer.hpp"

namespace normgraph::printer {

void Printer::query(const ast::Query& query, std::string_view separator) {
  for (std::size_t i = 0; i < query.parts.size(); ++i) {
    if (i > 0) {
      put(separator);
      put(query.all_between[i - 1] ? "UNION ALL" : "UNION");
      put(separator);
    }
    list(query.parts[i].clauses, separator, [this](const ast::Clause& part) { clause(part); });
  }
}

void Printer::clause(const ast::Clause& clause) {
  std::visit([this](const auto& node) { clause_of(node); }, clause.node);
}

void Printer::clause_of(const ast::Match& match) {
  put(match.optional ? "OPTIONAL MATCH " : "MATCH ");
  pattern(match.pattern);
  option(" WHERE ", match.where);
}

void Printer::projection(const ast::Projection& projection) {
  if (projection.distinct) put("DISTINCT ");
  if (projection.star) put(projection.items.empty() ? "*" : "*, ");
  list(projection.items, ", ", [this](const ast::ProjectionItem& item) {
    expression(*item.expression);
    if (!item.alias) return;
    put(" AS ");
    variable(item.alias->text);
  });
  if (!projection.order.empty()) put(" ORDER BY ");
  list(projection.order, ", ", [this](const ast::SortItem& item) {
    expression(*item.expression);
    if (item.descending) put(" DESC");
  });
  option(" SKIP ", projection.skip);
  option(" LIMIT ", projection.limit);
}

void Printer::clause_of(const ast::With& with) {
  put("WITH ");
  projection(with.projection);
  option(" WHERE ", with.where);
}

void Printer::clause_of(const ast::Return& result) {
  put("RETURN ");
  projection(result.projection);
}

void Printer::clause_of(const ast::Unwind& unwind) {
  if (!unwind.ordinality) {
    option("UNWIND ", unwind.list);
    put(" AS ");
    return variable(unwind.variable.text);
  }
  put("FOR ");
  variable(unwind.variable.text);
  option(" IN ", unwind.list);
  put(unwind.offset ? " WITH OFFSET " : " WITH ORDINALITY ");
  variable(unwind.ordinality->text);
}

void Printer::clause_of(const ast::Filter& filter) { option("FILTER ", filter.where); }

void Printer::clause_of(const ast::Let& let) {
  put("LET ");
  list(let.assignments, ", ", [this](const auto& assignment) {
    variable(assignment.first.text);
    option(" = ", assignment.second);
  });
}

void Printer::claim(const ast::ClaimOptions& claim) {
  if (claim.effective) {
    // What begins like a bare date would be read as one.
    const std::string text = printed(*claim.effective);
    const bool like_a_date = text.find_first_of("0123456789[./") == 0;
    put(like_a_date ? " EFFECTIVE (" + text + ")" : " EFFECTIVE " + text);
  }
  option(" SOURCE ", claim.source);
  option(" CONFIDENCE ", claim.confidence);
  option(" CORRECTING ", claim.correcting);
  if (claim.planned) put(" PLANNED");
}

void Printer::clause_of(const ast::Create& create) {
  put("CREATE ");
  pattern(create.pattern);
  claim(create.claim);
}

void Printer::label_list(const std::vector<ast::Name>& names) {
  for (const ast::Name& label : names) {
    put(":");
    name(label.text);
  }
}

void Printer::set_item(const ast::SetItem& item) {
  expression(*item.target, Level::Operand);
  switch (item.kind) {
    case ast::SetItem::Kind::Property:
    case ast::SetItem::Kind::Replace:
      return option(" = ", item.value);
    case ast::SetItem::Kind::Merge:
      return option(" += ", item.value);
    case ast::SetItem::Kind::Labels:
      return label_list(item.labels);
  }
}

void Printer::set_items(const std::vector<ast::SetItem>& items) {
  list(items, ", ", [this](const ast::SetItem& item) { set_item(item); });
}

void Printer::clause_of(const ast::Set& set) {
  put("SET ");
  set_items(set.items);
  claim(set.claim);
}

void Printer::clause_of(const ast::Remove& remove) {
  put("REMOVE ");
  list(remove.items, ", ", [this](const ast::RemoveItem& item) {
    expression(*item.target, Level::Operand);
    label_list(item.labels);
  });
  claim(remove.claim);
}

void Printer::clause_of(const ast::Delete& removal) {
  put(removal.detach ? "DETACH DELETE " : "DELETE ");
  list(removal.targets, ", ", [this](const ast::ExpressionPtr& target) { expression(*target); });
  claim(removal.claim);
}

void Printer::clause_of(const ast::Forget& forget) {
  put("FORGET ");
  list(forget.targets, ", ",
       [this](const ast::ExpressionPtr& target) { expression(*target, Level::Operand); });
  claim(forget.claim);
}

void Printer::clause_of(const ast::Merge& merge) {
  put("MERGE ");
  path(merge.pattern);
  if (!merge.on_create.empty()) put(" ON CREATE SET ");
  set_items(merge.on_create);
  if (!merge.on_match.empty()) put(" ON MATCH SET ");
  set_items(merge.on_match);
  claim(merge.claim);
}

void Printer::clause_of(const ast::Foreach& foreach) {
  put("FOREACH (");
  variable(foreach.variable.text);
  option(" IN ", foreach.list);
  put(" | ");
  list(foreach.body, " ", [this](const ast::Clause& part) { clause(part); });
  put(")");
}

void Printer::clause_of(const ast::Call& call) {
  put("CALL ");
  dotted_name(call.procedure.text);
  if (call.arguments) arguments(*call.arguments);
  if (call.yield_star) put(" YIELD *");
  if (call.yield) {
    put(" YIELD ");
    list(*call.yield, ", ", [this](const ast::YieldItem& item) {
      variable(item.field.text);
      if (!item.alias) return;
      put(" AS ");
      variable(item.alias->text);
    });
  }
  option(" WHERE ", call.where);
}

void Printer::clause_of(const ast::CallSubquery& call) {
  put("CALL { ");
  query(*call.query, " ");
  put(" }");
}

}  // namespace normgraph::printer
