package io.dagwerk.graphql;

import graphql.schema.idl.RuntimeWiring;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import java.util.List;

/// Answers what is asked of a plan.
final class PlanFields {
  private PlanFields() {}

  static void wire(RuntimeWiring.Builder wiring) {
    Fields.of("Plan", Plan.class)
        .field("stepCount", plan -> plan.steps().size())
        .field("steps", PlanFields::steps)
        .wire(wiring);
    Fields.<Page<Plan.Step>>of("PlanStepPage", RunFields.pages())
        .field("steps", Page::items)
        .wire(wiring);
    Fields.of("PlanStep", Plan.Step.class)
        .field("isTemplate", Plan.Step::isTemplate)
        .field("upstream", PlanFields::upstream)
        .field("reusedFrom", step -> step.reuse().map(Plan.Reuse::origin))
        .wire(wiring);
    Fields.of("PlanOutput", Plan.Output.class)
        .field("isRequired", Plan.Output::required)
        .wire(wiring);
  }

  private static Page<Plan.Step> steps(Plan plan, Arguments arguments) {
    return Page.of(List.copyOf(plan.steps().values()), step -> step.key().toString(), arguments);
  }

  private static List<StepKey> upstream(Plan.Step step) {
    return Upstreams.needed(step).toList();
  }
}
