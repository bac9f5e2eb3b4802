package io.dagwerk.plan;

import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Plan;
import io.dagwerk.plan.PlanRequest.Target;
import java.util.ArrayList;
import java.util.List;

/// The rule that makes the plan of a run from what is declared, what is asked for and what is
/// known. It reads nothing but its request; equal requests give equal plans.
public final class Planner {
  private Planner() {}

  /// What came of a request.
  public sealed interface Result {
    /// A plan of one or more steps.
    ///
    /// @param notes what the user may want to know, such as an asset that was left out and why
    record Planned(Plan plan, List<String> notes) implements Result {
      public Planned {
        notes = List.copyOf(notes);
      }
    }

    /// No plan, and everything that stands in its way, one sentence each.
    record Refused(List<String> problems) implements Result {
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /// Makes the plan, or says all that is wrong with the request.
  public static Result plan(PlanRequest request) {
    PlanNotes notes = new PlanNotes();
    try {
      Plan plan = make(request, notes);
      return notes.problems().isEmpty()
          ? new Result.Planned(plan, notes.notes())
          : new Result.Refused(notes.problems());
    } catch (PlanProblem e) {
      List<String> all = new ArrayList<>(notes.problems());
      all.addAll(e.problems());
      return new Result.Refused(all);
    } catch (InvalidSelection e) {
      return new Result.Refused(e.problems());
    }
  }

  private static Plan make(PlanRequest request, PlanNotes notes) {
    PlanDraft draft =
        switch (request.target()) {
          case Target.OfJob(String name) -> draft(request, job(request.location(), name), notes);
          case Target.OfAssets(String assets) ->
              new AssetPlanner(request, new AssetPlanner.Scope("assets", assets, true), notes)
                  .draft();
        };
    if (draft.steps().isEmpty() && notes.problems().isEmpty()) {
      throw new PlanProblem(
          "nothing is left to run%s"
              .formatted(notes.notes().isEmpty() ? "" : ": " + String.join("; ", notes.notes())));
    }
    notes.stopOnProblems();
    return Versions.apply(request, draft.ordered());
  }

  private static PlanDraft draft(PlanRequest request, JobSnapshot job, PlanNotes notes) {
    return job.assets().isPresent()
        ? new AssetPlanner(
                request,
                new AssetPlanner.Scope(job.name(), job.assets().get(), job.checked()),
                notes)
            .draft()
        : new GraphPlanner(request, job, notes).draft();
  }

  static JobSnapshot job(LocationSnapshot location, String name) {
    List<String> names = location.jobs().stream().map(JobSnapshot::name).toList();
    return location.jobs().stream()
        .filter(job -> job.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new PlanProblem(
                "no job is called '%s' in '%s'%s"
                    .formatted(name, location.name(), Nearest.hint(name, names))));
  }
}
