// CREATE, MERGE, SET, REMOVE, DELETE.

#include <algorithm>

#include "graph/query/bind/clause_binder.hpp"
#include "graph/query/bind/conditions.hpp"
#include "graph/query/bind/errors.hpp"

namespace normgraph::query::bind {
namespace {

enum class Writing : std::uint8_t { Create, Merge };

/// The elements that a path of CREATE or MERGE makes, in the order of the text. Names are declared
/// in `scope` as they come, so that later elements may stand at earlier ones.
class NewElements {
 public:
  NewElements(Writing writing, Scope& scope, BindingContext& context)
      : writing_(writing), scope_(scope), context_(context) {}

  /// For MERGE: the slots of the pattern that is matched first, node by node and step by step.
  void use_slots(const Pattern& pattern) { pattern_ = &pattern; }

  void add(const ast::PathPattern& path) {
    if (path.selector != ast::PathSelector::All)
      throw binding_error("UnexpectedSyntax", "a shortest path cannot be created", path.span);
    BuildPath parts;
    parts.nodes.push_back(add_node(path.nodes[0], path.steps.empty()));
    for (std::size_t i = 0; i < path.steps.size(); ++i) {
      const auto* text = std::get_if<ast::RelationshipPattern>(&path.steps[i]);
      if (!text) {
        const Span span = std::get<ast::QuantifiedPath>(path.steps[i]).span;
        throw binding_error("CreatingVarLength", "a repeated pattern cannot be created", span);
      }
      const std::size_t declared = check_relationship(*text);
      const Slot right = add_node(path.nodes[i + 1], false);
      parts.steps.push_back(add_relationship(*text, parts.nodes.back(), right, declared));
      parts.nodes.push_back(right);
    }
    if (path.variable) name_path(*path.variable, std::move(parts));
  }

  /// One group for MERGE; for CREATE a new one where an element reads an earlier one.
  std::vector<std::vector<NewElement>> groups{1};
  std::vector<BuildPath> paths;

 private:
  Slot add_node(const ast::NodePattern& node, bool alone) {
    const Symbol* known = node.variable ? scope_.find(node.variable->text) : nullptr;
    const std::size_t index = nodes_++;
    if (known) {
      check_bound_node(node, *known, alone);
      return known->slot;
    }
    NewNode made;
    std::vector<ast::Name> labels;
    if (!conjunction(node.labels.get(), labels))
      throw binding_error("UnexpectedSyntax", "a new node takes plain labels", node.labels->span)
          .hint("write (:A:B)");
    for (const ast::Name& label : labels) made.labels.push_back(label.text);
    if (node.where)
      throw binding_error("UnexpectedSyntax", "a new node cannot have a WHERE", node.span);
    made.properties = properties(node.properties.get());
    made.node = new_slot(node.variable, StaticType::Node,
                         pattern_ ? &pattern_->nodes[node_index(index)].symbol : nullptr);
    const Slot slot = made.node;
    groups.back().emplace_back(std::move(made));
    made_.push_back(slot);
    return slot;
  }

  void check_bound_node(const ast::NodePattern& node, const Symbol& known, bool alone) const {
    const ast::Name& name = *node.variable;
    const char* verb = writing_ == Writing::Create ? "created" : "merged";
    if (known.type != StaticType::Node && known.type != StaticType::Any &&
        known.type != StaticType::Null)
      throw binding_error("VariableTypeConflict", "`" + name.text + "` is not a node", name.span);
    if (alone || node.labels || node.properties)
      throw binding_error("VariableAlreadyBound",
                          "`" + name.text + "` is already bound, so it cannot be " + verb + " here",
                          name.span)
          .hint(alone ? "use another name" : "name it alone, without labels and properties");
  }

  /// What can be said of the relationship before its other end is known; its position in the path.
  std::size_t check_relationship(const ast::RelationshipPattern& text) {
    const bool merge = writing_ == Writing::Merge;
    if (text.length)
      throw binding_error("CreatingVarLength",
                          "a relationship of variable length cannot be created", text.span);
    if (text.variable && scope_.find(text.variable->text))
      throw binding_error("VariableAlreadyBound", "`" + text.variable->text + "` is already bound",
                          text.variable->span)
          .hint("use another name");
    std::vector<std::string> types;
    if (!alternatives(text.types.get(), types) || types.size() != 1)
      throw binding_error("NoSingleRelationshipType", "a new relationship needs exactly one type",
                          text.span)
          .hint("write -[:TYPE]->");
    if (!merge && text.direction == ast::Direction::Either)
      throw binding_error("RequiresDirectedRelationship", "a new relationship needs a direction",
                          text.span)
          .hint("write --> or <--");
    if (text.where)
      throw binding_error("UnexpectedSyntax", "a new relationship cannot have a WHERE", text.span);
    return steps_++;
  }

  Slot add_relationship(const ast::RelationshipPattern& text, Slot left, Slot right,
                        std::size_t index) {
    NewRelationship made;
    std::vector<std::string> types;
    alternatives(text.types.get(), types);
    made.type = types.front();
    const bool leftwards = text.direction == ast::Direction::Left;
    made.start = leftwards ? right : left;
    made.end = leftwards ? left : right;
    made.properties = properties(text.properties.get());
    made.relationship = new_slot(text.variable, StaticType::Relationship,
                                 pattern_ ? &pattern_->steps[index].symbol : nullptr);
    const Slot slot = made.relationship;
    groups.back().emplace_back(std::move(made));
    made_.push_back(slot);
    return slot;
  }

  BoundExpressionPtr properties(const ast::Expression* map) {
    if (!map) return nullptr;
    BoundExpressionPtr bound = context_.expression(*map, scope_);
    const auto slots = slots_of(*bound);
    const bool reads_new = std::any_of(slots.begin(), slots.end(), [&](Slot slot) {
      return std::find(made_.begin(), made_.end(), slot) != made_.end();
    });
    if (reads_new && writing_ == Writing::Create) {
      groups.emplace_back();
      made_.clear();
    }
    return bound;
  }

  Slot new_slot(const std::optional<ast::Name>& name, StaticType type, const Symbol* matched) {
    Symbol symbol = matched ? *matched
                    : name  ? context_.new_symbol(name->text, type)
                            : context_.new_anonymous(type);
    if (name) scope_.add(symbol);
    return symbol.slot;
  }

  void name_path(const ast::Name& name, BuildPath parts) {
    if (scope_.find(name.text))
      throw binding_error("VariableAlreadyBound", "`" + name.text + "` is already defined",
                          name.span);
    const Symbol symbol = context_.new_symbol(name.text, StaticType::Path);
    scope_.add(symbol);
    parts.path = symbol.slot;
    paths.push_back(std::move(parts));
  }

  /// The pattern's node at a place of MERGE's only path.
  std::size_t node_index(std::size_t place) const {
    return pattern_->text_order.front().nodes[place];
  }

  Writing writing_;
  Scope& scope_;
  BindingContext& context_;
  const Pattern* pattern_ = nullptr;
  std::vector<Slot> made_;
  std::size_t nodes_ = 0, steps_ = 0;
};

/// A parameter cannot be the properties of a pattern that MERGE looks for.
void check_merge_properties(const ast::PathPattern& path) {
  const auto check = [](const ast::Expression* properties) {
    if (properties && !std::holds_alternative<ast::MapLiteral>(properties->node))
      throw binding_error("InvalidParameterUse",
                          "a parameter cannot give all properties of a pattern in MERGE",
                          properties->span)
          .hint("name the properties: {key: $parameter.key}");
  };
  for (const auto& node : path.nodes) check(node.properties.get());
  for (const auto& step : path.steps)
    if (const auto* r = std::get_if<ast::RelationshipPattern>(&step)) check(r->properties.get());
}

/// Labels say what a thing is; what is said of it, and by whom, are properties and relationships.
void refuse_claims_on_labels(const ClaimExpressions& claim, const std::vector<UpdateItem>& items,
                             Span place) {
  const auto is_labels = [](const UpdateItem& item) {
    return std::holds_alternative<SetLabels>(item);
  };
  if (claim.any() && std::any_of(items.begin(), items.end(), is_labels))
    throw binding_error("InvalidClauseComposition",
                        "labels take no EFFECTIVE, SOURCE or CONFIDENCE: claims are made on "
                        "properties and relationships",
                        place);
}

}  // namespace

void ClauseBinder::must_write(const char* clause, Span span) {
  if (context_.reading > 0)
    throw binding_error("InvalidClauseComposition",
                        std::string(clause) + " cannot stand in a subquery of an expression", span)
        .hint("a subquery in EXISTS, COUNT or COLLECT only reads");
  writes_ = true;
}

void ClauseBinder::bind_clause(const ast::Create& create, std::vector<Clause>& clauses) {
  must_write("CREATE", clause_span_);
  NewElements elements(Writing::Create, scope_, context_);
  for (const auto& path : create.pattern.paths) elements.add(path);
  CreateClause out;
  for (auto& group : elements.groups) {
    if (group.empty()) continue;
    query::Create made;
    made.elements = std::move(group);
    made.claim = bind_claim(create.claim);
    out.groups.push_back(std::move(made));
  }
  out.paths = std::move(elements.paths);
  clauses.push_back({std::move(out)});
}

void ClauseBinder::bind_clause(const ast::Merge& merge, std::vector<Clause>& clauses) {
  must_write("MERGE", clause_span_);
  check_merge_properties(merge.pattern);
  // What can be wrong is what can be wrong in CREATE, so it is reported as there, first.
  ast::PathPattern const& path = merge.pattern;
  const Scope before = scope_;
  {
    Scope trial = before;
    NewElements(Writing::Merge, trial, context_).add(path);
  }
  PatternBinder binder(before, PatternBinder::Names::New, context_);
  MergeClause out;
  out.pattern = binder.bind({&path}, nullptr);
  out.pattern.named.clear();  // built after the elements are there
  NewElements elements(Writing::Merge, scope_, context_);
  elements.use_slots(out.pattern);
  elements.add(path);
  out.merge.elements = std::move(elements.groups.front());
  out.paths = std::move(elements.paths);
  out.merge.row = context_.new_slot();
  for (const auto& node : out.pattern.nodes)
    if (!node.bound) out.merge.introduced.push_back(node.symbol.slot);
  for (const auto& step : out.pattern.steps) out.merge.introduced.push_back(step.symbol.slot);
  for (const auto& item : merge.on_create) out.merge.on_create.push_back(bind_set_item(item));
  for (const auto& item : merge.on_match) out.merge.on_match.push_back(bind_set_item(item));
  out.merge.claim = bind_claim(merge.claim);
  refuse_claims_on_labels(out.merge.claim, out.merge.on_create, clause_span_);
  refuse_claims_on_labels(out.merge.claim, out.merge.on_match, clause_span_);
  clauses.push_back({std::move(out)});
}

// ---- SET, REMOVE, DELETE ----

BoundExpressionPtr ClauseBinder::bind_element(const ast::Expression& e) {
  BoundExpressionPtr bound = context_.expression(e, scope_);
  switch (bound->type) {
    case StaticType::Any:
    case StaticType::Null:
    case StaticType::Node:
    case StaticType::Relationship:
      return bound;
    default:
      throw binding_error("InvalidArgumentType",
                          "only nodes and relationships have properties and labels to change",
                          e.span);
  }
}

UpdateItem ClauseBinder::bind_set_item(const ast::SetItem& item) {
  using Kind = ast::SetItem::Kind;
  if (item.kind == Kind::Property) {
    const auto& property = std::get<ast::Property>(item.target->node);
    SetProperty out;
    out.element = bind_element(*property.object);
    out.key = property.key.text;
    out.value = context_.expression(*item.value, scope_);
    return out;
  }
  if (item.kind == Kind::Labels) {
    SetLabels out;
    out.element = bind_element(*item.target);
    for (const ast::Name& label : item.labels) out.labels.push_back(label.text);
    return out;
  }
  SetProperties out;
  out.element = bind_element(*item.target);
  out.value = context_.expression(*item.value, scope_);
  out.replace = item.kind == Kind::Replace;
  return out;
}

void ClauseBinder::bind_clause(const ast::Set& set, std::vector<Clause>& clauses) {
  must_write("SET", clause_span_);
  query::Update out;
  for (const auto& item : set.items) out.items.push_back(bind_set_item(item));
  out.claim = bind_claim(set.claim);
  refuse_claims_on_labels(out.claim, out.items, clause_span_);
  clauses.push_back({std::move(out)});
}

void ClauseBinder::bind_clause(const ast::Remove& remove, std::vector<Clause>& clauses) {
  must_write("REMOVE", clause_span_);
  query::Update out;
  for (const auto& item : remove.items) {
    const auto* property = std::get_if<ast::Property>(&item.target->node);
    if (item.labels.empty() && property) {
      SetProperty made;
      made.element = bind_element(*property->object);
      made.key = property->key.text;
      made.value = bound_constant(Value());
      out.items.emplace_back(std::move(made));
    } else {
      SetLabels made;
      made.element = bind_element(*item.target);
      made.remove = true;
      for (const ast::Name& label : item.labels) made.labels.push_back(label.text);
      out.items.emplace_back(std::move(made));
    }
  }
  out.claim = bind_claim(remove.claim);
  refuse_claims_on_labels(out.claim, out.items, clause_span_);
  clauses.push_back({std::move(out)});
}

void ClauseBinder::bind_clause(const ast::Delete& remove, std::vector<Clause>& clauses) {
  must_write("DELETE", clause_span_);
  query::Delete out;
  out.detach = remove.detach;
  for (const auto& target : remove.targets) {
    if (std::holds_alternative<ast::LabelTest>(target->node))
      throw binding_error("InvalidDelete", "DELETE removes whole elements, not labels",
                          target->span)
          .hint("to take a label away, use REMOVE");
    BoundExpressionPtr bound = context_.expression(*target, scope_);
    switch (bound->type) {
      case StaticType::Boolean:
      case StaticType::Integer:
      case StaticType::Float:
      case StaticType::String:
      case StaticType::Map:
      case StaticType::Temporal:
        throw binding_error("InvalidArgumentType", "DELETE takes nodes, relationships and paths",
                            target->span);
      default:
        out.targets.push_back(std::move(bound));
    }
  }
  out.claim = bind_claim(remove.claim);
  clauses.push_back({std::move(out)});
}

void ClauseBinder::bind_clause(const ast::Forget& forget, std::vector<Clause>& clauses) {
  must_write("FORGET", clause_span_);
  if (forget.claim.planned || forget.claim.confidence || forget.claim.correcting)
    throw binding_error("InvalidClauseComposition",
                        "FORGET chooses claims by SOURCE and EFFECTIVE only", clause_span_);
  query::Forget out;
  for (const auto& target : forget.targets) {
    ForgetItem item;
    if (const auto* property = std::get_if<ast::Property>(&target->node)) {
      item.element = bind_element(*property->object);
      item.key = property->key.text;
    } else {
      item.element = bind_element(*target);
    }
    out.items.push_back(std::move(item));
  }
  out.claim = bind_claim(forget.claim);
  clauses.push_back({std::move(out)});
}

ClaimExpressions ClauseBinder::bind_claim(const ast::ClaimOptions& claim) {
  ClaimExpressions out;
  if (claim.effective) out.effective = context_.expression(*claim.effective, scope_);
  if (claim.source) out.source = context_.expression(*claim.source, scope_);
  if (claim.confidence) out.confidence = context_.expression(*claim.confidence, scope_);
  if (claim.correcting) out.correcting = context_.expression(*claim.correcting, scope_);
  out.planned = claim.planned;
  return out;
}

}  // namespace normgraph::query::bind
