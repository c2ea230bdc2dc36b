#include "graph/session/assumptions.hpp"

#include <algorithm>

#include "grammar/print.hpp"
#include "graph/process/schedule.hpp"
#include "graph/resolve.hpp"
#include "graph/session/statement_time.hpp"
#include "graph/value/stage.hpp"
#include "graph/value/temporal/parse.hpp"

namespace normgraph {

namespace {

std::string key_of(const ast::Reference& reference, const Map& parameters,
                   const store::GraphView& view) {
  try {
    if (reference.kind != ast::Reference::Kind::Parameter)
      return resolve_reference(print(reference), view);
    return resolve_reference(text_of_parameter(reference.text, parameters), view);
  } catch (Error& error) {
    throw std::move(error).at(reference.span);
  }
}

/// A milestone or a phase that some template knows.
std::string milestone_of(const std::string& phase, Span place, const store::GraphView& view) {
  const bool code = phase[0] >= '0' && phase[0] <= '9';
  const std::string name = code ? to_text(parse_stage(phase)) : phase;
  std::vector<std::string> names;
  const std::shared_ptr<const ProcessModel> process = ProcessModel::read(view);
  for (const ProcessTemplate& each : process->templates) {
    Schedule schedule;
    for (const ProcessStep& step : each.steps) {
      schedule.milestones.emplace_back();
      schedule.milestones.back().name = step.milestone;
      schedule.milestones.back().stage = step.stage;
      if (std::find(names.begin(), names.end(), step.milestone) == names.end())
        names.push_back(step.milestone);
    }
    if (schedule.find(name)) return name;
  }
  Error error(ErrorKind::Reference, "NG4021", "ReferenceError", "UnknownMilestone",
              "no process in this graph has a milestone " + phase);
  std::sort(names.begin(), names.end());
  std::string all;
  for (const std::string& each : names) all += (all.empty() ? "" : ", ") + each;
  if (!all.empty()) error.hints.push_back("the milestones are " + all);
  throw std::move(error).at(place);
}

}  // namespace

bool assumes_durations(const std::vector<ast::Assumption>& assumed) {
  return std::any_of(assumed.begin(), assumed.end(),
                     [](const ast::Assumption& each) { return !each.of; });
}

WhatIf what_if_of(const std::vector<ast::Assumption>& assumed, const Map& parameters,
                  const store::GraphView& view) {
  WhatIf what_if;
  for (const ast::Assumption& each : assumed) {
    if (!each.of) continue;
    std::string key = key_of(*each.of, parameters, view);
    if (each.delayed_by)
      what_if.delays.push_back({std::move(key), parse_duration(each.delayed_by->text)});
    else
      what_if.dates.push_back({std::move(key), milestone_of(each.phase, each.of->span, view),
                               written_period(*each.on, parameters)});
  }
  return what_if;
}

}  // namespace normgraph
