package io.dagwerk.plan;

import io.dagwerk.model.CodeVersion;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.PlanRequest.Target;
import io.dagwerk.selection.InvalidSelection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

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
      return new Result.Planned(make(request, notes), notes.notes());
    } catch (PlanProblem e) {
      List<String> all = new ArrayList<>(notes.problems());
      all.addAll(e.problems());
      return new Result.Refused(all);
    } catch (InvalidSelection e) {
      return new Result.Refused(e.problems());
    }
  }

  /// The version of each step of a plan that this request gave, in plan order, and whether outputs
  /// of it are stored.
  public static List<StepVersion> versions(PlanRequest request, Plan plan) {
    SequencedMap<StepKey, CodeVersion> versions =
        Versions.of(request, nodes(request.location(), job(request)), plan);
    Memoization stored = new Memoization(request.known(), versions);
    stored.expect(plan.steps().sequencedKeySet().stream());
    return plan.steps().values().stream()
        .map(step ->
            new StepVersion(
                step.key(),
                Objects.requireNonNull(versions.get(step.key()), "every step is versioned"),
                stored.stored(step, step.key()).isPresent()))
        .toList();
  }

  private static Plan make(PlanRequest request, PlanNotes notes) {
    Optional<JobSnapshot> job = job(request);
    PlanDraft draft = draft(request, job, notes);
    notes.stopOnProblems();
    if (draft.steps().isEmpty()) {
      throw new PlanProblem(
          notes.notes().isEmpty()
              ? "nothing is selected to run"
              : "nothing is left to run: " + String.join("; ", notes.notes()));
    }
    Plan plan = draft.ordered();
    SequencedMap<StepKey, CodeVersion> versions =
        Versions.of(request, nodes(request.location(), job), plan);
    Memoization memoization = new Memoization(request.known(), versions);
    if (job.filter(JobSnapshot::memoized).isEmpty()) {
      return memoization.versioned(plan);
    }
    versions.forEach((key, version) -> {
      if (version instanceof CodeVersion.Unknown(String reason)) {
        notes.note("step '%s' always runs: %s".formatted(key, reason));
      }
    });
    return memoization.reusing(plan);
  }

  private static PlanDraft draft(PlanRequest request, Optional<JobSnapshot> job, PlanNotes notes) {
    if (job.isPresent() && job.get().assets().isEmpty()) {
      return new GraphPlanner(request, job.get(), notes).draft();
    }
    AssetPlanner.Scope scope =
        switch (request.target()) {
          case Target.OfAssets(String assets) ->
              new AssetPlanner.Scope(PlanRequest.ASSETS, assets, true);
          case Target.OfJob(String name) ->
              new AssetPlanner.Scope(
                  name,
                  job.flatMap(JobSnapshot::assets).orElseThrow(),
                  job.orElseThrow().checked());
        };
    return new AssetPlanner(request, scope, notes).draft();
  }

  private static Map<String, NodeSnapshot> nodes(
      LocationIndex location, Optional<JobSnapshot> job) {
    if (job.isEmpty() || job.get().assets().isPresent()) {
      return location.assets().byName();
    }
    Map<String, NodeSnapshot> nodes = new HashMap<>();
    job.get().nodes().forEach(node -> nodes.put(node.name(), node));
    return nodes;
  }

  private static Optional<JobSnapshot> job(PlanRequest request) {
    return switch (request.target()) {
      case Target.OfJob(String name) -> Optional.of(request.location().job(name));
      case Target.OfAssets _ -> Optional.empty();
    };
  }
}
