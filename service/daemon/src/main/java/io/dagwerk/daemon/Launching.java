package io.dagwerk.daemon;

import io.dagwerk.automation.recovery.RunRetry;
import io.dagwerk.codeclient.RunParts;
import io.dagwerk.daemon.known.StoredParent;
import io.dagwerk.daemon.known.StoredState;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Isolation;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.JvmOptions;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunPolicy;
import io.dagwerk.model.RunProcess;
import io.dagwerk.model.RunTags;
import io.dagwerk.model.SizeLimit;
import io.dagwerk.model.SizeLimits;
import io.dagwerk.partitions.EvaluatedMapping;
import io.dagwerk.plan.PlanRequest;
import io.dagwerk.plan.PlanRequest.Moment;
import io.dagwerk.plan.PlanRequest.Targets;
import io.dagwerk.plan.Planner;
import io.dagwerk.plan.Reexecution;
import io.dagwerk.runhost.RunHostOptions;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StorageException;
import io.dagwerk.spi.StoredRun;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Turns what is asked for into a run in the queue: completes it, plans it, has its config judged
/// by the code, and stores it. Thread-safe.
final class Launching {
  private static final int VERSION = 7;
  private static final Duration QUESTION = Duration.ofSeconds(30);

  /// Clocks and time zones differ; an id of another age would be listed where nobody looks.
  private static final Duration MOST_OFF = Duration.ofDays(1);

  private final Storage storage;
  private final Contents contents;
  private final Queueing queueing;
  private final Locations locations;
  private final RunHostOptions options;
  private final InstantSource clock;

  /// @param queueing where runs are stored
  /// @param options what runs are limited to
  Launching(Queueing queueing, Locations locations, RunHostOptions options) {
    this.storage = queueing.storage();
    this.contents = queueing.contents();
    this.queueing = queueing;
    this.locations = locations;
    this.options = options;
    this.clock = queueing.clock();
  }

  /// What is going to run, before it is planned.
  ///
  /// @param parts all that the job and its preset say is in them
  private record Wanted(
      ServedVersion version, RunParts parts, Targets partitions, Optional<Reexecution> again) {}

  /// Launches a run, unless it was launched before.
  ///
  /// @throws Refused with all that stands in the way
  void launch(Principal by, LaunchRequest request, RunId id) {
    once(
        id,
        run -> run.lineage().isEmpty() && run.work().job().equals(request.job()),
        () -> launchNew(by, request, id));
  }

  /// Launches a run again as another, unless that was done before.
  ///
  /// @throws Refused with all that stands in the way
  void rerun(Principal by, RerunRequest request, RunId id) {
    once(
        id,
        run ->
            run.lineage().map(NewRun.Lineage::parent).filter(request.parent()::equals).isPresent(),
        () -> rerunNew(request, id, Optional.empty(), asked(by)));
  }

  /// The tags of a run that somebody has executed again.
  private static Consumer<SequencedMap<String, String>> asked(Principal by) {
    return tags -> {
      RunPolicy.forget(tags);
      tags.put(RunTags.LAUNCHED_BY, by.name());
    };
  }

  /// Executes a failed run again as its job asks for it, unless that was done before.
  ///
  /// @throws Refused with all that stands in the way
  void retry(RunId failed, RunRetry retry) {
    RerunRequest.Part part =
        switch (retry.part()) {
          case FAILURE -> new RerunRequest.Part.FromFailure();
          case ALL -> new RerunRequest.Part.All();
        };
    once(
        retry.id(),
        run -> run.lineage().map(NewRun.Lineage::parent).filter(failed::equals).isPresent(),
        () ->
            rerunNew(
                new RerunRequest(failed, part),
                retry.id(),
                Optional.of(new RetriesUsed(contents, storage.runs())),
                tags -> tags.putAll(retry.tags())));
  }

  /// @param isMeant whether a run of the id is the one that is asked for
  private void once(RunId id, Predicate<NewRun> isMeant, Runnable creation) {
    checkAge(id);
    Optional<StoredRun> there = storage.runs().find(id);
    if (there.isEmpty()) {
      try {
        creation.run();
        return;
      } catch (IllegalArgumentException | StorageException e) {
        // Of two that ask at once, the second finds what the first has made.
        there = storage.runs().find(id);
        if (there.isEmpty()) {
          throw e;
        }
      }
    }
    NewRun run = there.get().run();
    if (!isMeant.test(run)) {
      throw new Refused(
          "there is another run %s already, of job '%s'; choose another id"
              .formatted(id, run.work().job()));
    }
  }

  private void checkAge(RunId id) {
    if (id.value().version() != VERSION) {
      throw new Refused("expected the id of a run to be a UUID of version 7, but found " + id);
    }
    Instant now = clock.instant();
    Instant of = Instant.ofEpochMilli(id.value().getMostSignificantBits() >>> 16);
    if (Duration.between(of, now).abs().compareTo(MOST_OFF) > 0) {
      throw new Refused(
          "run %s says that it is of %s, but here it is %s; set the clock of the machine that asks"
              .formatted(id, of, now));
    }
  }

  /// Launches a run of an id that nobody else has.
  ///
  /// @throws Refused with all that stands in the way
  void launchNew(Principal by, LaunchRequest request, RunId id) {
    requireSmall(request.tags(), request.config());
    Location location = locations.of(request);
    PlannedRun planned = location.asked(version -> plan(wanted(version, request)));
    queueing.queue(
        planned,
        new Queueing.Order(id, Optional.empty(), request.priority(), tags(by, request, planned)));
  }

  /// What a launch would come to; nothing happens.
  ///
  /// @throws Refused with all that stands in the way
  LaunchPlan preview(Principal by, LaunchRequest request) {
    requireSmall(request.tags(), request.config());
    Location location = locations.of(request);
    PlannedRun planned = location.asked(version -> plan(wanted(version, request)));
    return shown(planned, tags(by, request, planned));
  }

  /// What is asked for, with all that the job and its preset say.
  private Wanted wanted(ServedVersion version, LaunchRequest request) {
    RunParts asked =
        new RunParts(
            request.job(),
            request.preset(),
            request.mode(),
            request.config(),
            request.selection(),
            request.tags());
    RunParts complete = version.complete(asked, QUESTION);
    requireSmall(complete.tags(), complete.config());
    List<String> wrong = RunPolicy.problems(complete.tags());
    if (!wrong.isEmpty()) {
      throw new Refused(wrong);
    }
    Targets partitions =
        request.partitions().<Targets>map(Targets.Text::new).orElseGet(Targets.None::new);
    return new Wanted(version, complete, partitions, Optional.empty());
  }

  /// What is too large is neither stored nor sent to the code.
  private void requireSmall(SequencedMap<String, String> tags, ConfigTree config) {
    long given = tags.keySet().stream().filter(name -> !RunTags.isOwn(name)).count();
    long bytes = config.toJson().getBytes(StandardCharsets.UTF_8).length;
    SizeLimits limits = options.limits();
    List<String> problems =
        Stream.of(
                limits.problem(SizeLimit.TAGS, "the run", given),
                limits.problem(SizeLimit.CONFIG, "the config of the run, as JSON,", bytes))
            .flatMap(Optional::stream)
            .toList();
    if (!problems.isEmpty()) {
      throw new Refused(problems);
    }
  }

  private static SequencedMap<String, String> tags(
      Principal by, LaunchRequest request, PlannedRun planned) {
    SequencedMap<String, String> tags = new LinkedHashMap<>(planned.parts().tags());
    tags.put(RunTags.LAUNCHED_BY, by.name());
    planned.parts().selection().ifPresent(selection -> tags.put(RunTags.SELECTION, selection));
    request.partitions().ifPresent(text -> tags.put(RunTags.PARTITIONS, text));
    return tags;
  }

  /// @param used counts how often steps were tried before, if that counts
  /// @param change of the tags of the run that is executed again
  private void rerunNew(
      RerunRequest request,
      RunId id,
      Optional<RetriesUsed> used,
      Consumer<SequencedMap<String, String>> change) {
    StoredRun parent = parent(request);
    PlannedRun planned = plannedAgain(parent, request);
    SequencedMap<String, String> tags = tags(request, parent, planned);
    change.accept(tags);
    queueing.queue(
        used.map(it -> planned.of(planned.plan().retriesUsed(it.after(parent)))).orElse(planned),
        new Queueing.Order(
            id,
            Optional.of(new NewRun.Lineage(parent.id(), parent.run().root())),
            parent.run().priority(),
            tags));
  }

  /// What executing a run again would come to; nothing happens.
  ///
  /// @throws Refused with all that stands in the way
  LaunchPlan preview(Principal by, RerunRequest request) {
    StoredRun parent = parent(request);
    PlannedRun planned = plannedAgain(parent, request);
    SequencedMap<String, String> tags = tags(request, parent, planned);
    asked(by).accept(tags);
    return shown(planned, tags);
  }

  private static LaunchPlan shown(PlannedRun planned, SequencedMap<String, String> tags) {
    LocationSnapshot definitions = planned.version().snapshot();
    return new LaunchPlan(
        definitions.name(),
        planned.plan(),
        planned.mode(),
        ShownConfig.of(definitions, planned.plan(), planned.config()),
        planned.tagged(tags),
        planned.notes());
  }

  private StoredRun parent(RerunRequest request) {
    StoredRun parent =
        storage
            .runs()
            .find(request.parent())
            .orElseThrow(() -> new Refused("there is no run '%s'".formatted(request.parent())));
    if (!parent.status().isFinal()) {
      throw new Refused(
          "run %s is %s; wait for its end, or cancel it, before it is executed again"
              .formatted(parent.id(), parent.status()));
    }
    return parent;
  }

  private PlannedRun plannedAgain(StoredRun parent, RerunRequest request) {
    PlannedRun planned =
        locations
            .get(parent.run().work().location())
            .asked(version ->
                plan(again(version, parent.run(), Optional.of(again(parent, request.part())))));
    return changedSince(parent, planned)
        .map(before ->
            planned.warning(
                "the code has changed since run %s, from version %s to %s; its steps may do something else now"
                    .formatted(parent.id(), before, planned.version().snapshot().codeVersion())))
        .orElse(planned);
  }

  /// The code version of a run, when another is served now.
  private static Optional<String> changedSince(StoredRun parent, PlannedRun planned) {
    return Optional.of(parent.run().work().codeVersion())
        .filter(before -> !before.equals(planned.version().snapshot().codeVersion()));
  }

  private static SequencedMap<String, String> tags(
      RerunRequest request, StoredRun parent, PlannedRun planned) {
    SequencedMap<String, String> tags = new LinkedHashMap<>(parent.run().tags());
    tags.put(RunTags.RERUN, RerunPart.text(request.part()));
    tags.remove(RunTags.CODE_CHANGED_FROM);
    changedSince(parent, planned).ifPresent(before -> tags.put(RunTags.CODE_CHANGED_FROM, before));
    return tags;
  }

  private Reexecution again(StoredRun parent, RerunRequest.Part part) {
    StoredParent known = StoredParent.of(parent, storage);
    return switch (part) {
      case RerunRequest.Part.All _ -> new Reexecution.All(known);
      case RerunRequest.Part.FromFailure _ -> new Reexecution.FromFailure(known);
      case RerunRequest.Part.Selected(String selection) ->
          new Reexecution.Selected(known, selection);
      case RerunRequest.Part.SelectedAndDownstream(String selection) ->
          new Reexecution.SelectedAndDownstream(known, selection);
    };
  }

  /// What a run was asked to do, as it is asked of another version.
  private Wanted again(ServedVersion version, NewRun run, Optional<Reexecution> again) {
    NewRun.Work work = run.work();
    RunParts parts =
        new RunParts(
            work.job(),
            Optional.empty(),
            Optional.of(work.mode()),
            contents.config(work.contents().config()),
            Optional.ofNullable(run.tags().get(RunTags.SELECTION)),
            run.tags());
    Targets partitions =
        Optional.ofNullable(run.tags().get(RunTags.PARTITIONS))
            .<Targets>map(Targets.Text::new)
            .orElseGet(Targets.None::new);
    return new Wanted(version, parts, partitions, again);
  }

  /// Plans a run that waits once more, from the code that its location serves by now. Nothing of
  /// the run is changed.
  ///
  /// @throws NotServed when no code server answers
  /// @throws Refused with all that stands in the way
  Replan replan(StoredRun run) {
    Optional<StoredRun> parent = run.run().lineage().map(this::parent);
    Optional<Reexecution> again = parent.map(it -> again(it, part(run.run())));
    PlannedRun planned =
        locations
            .get(run.run().work().location())
            .asked(version -> plan(again(version, run.run(), again)))
            .asTagged(run.run().tags());
    boolean isRetry = run.run().tags().containsKey(RunTags.RETRY_NUMBER);
    return queueing.replan(
        run.run(),
        parent
            .filter(_ -> isRetry)
            .map(it ->
                planned.of(
                    planned
                        .plan()
                        .retriesUsed(new RetriesUsed(contents, storage.runs()).after(it))))
            .orElse(planned));
  }

  private StoredRun parent(NewRun.Lineage lineage) {
    return storage
        .runs()
        .find(lineage.parent())
        .orElseThrow(() ->
            new Refused(
                "run %s, which it executes again, was deleted".formatted(lineage.parent())));
  }

  private static RerunRequest.Part part(NewRun run) {
    return Optional.ofNullable(run.tags().get(RunTags.RERUN))
        .flatMap(RerunPart::of)
        .orElseThrow(
            () -> new Refused("it is not known how much of another run it was to execute again"));
  }

  private PlannedRun plan(Wanted wanted) {
    ServedVersion version = wanted.version();
    PlanRequest request = request(wanted);
    Planner.Result.Planned first = plan(request);
    RunProcess process = process(version, wanted);
    Planner.Result.Planned last = judged(wanted, request, first, process);
    requireRoom(last.plan());
    requireNoSecret(
        ShownConfig.plainSecrets(version.snapshot(), last.plan(), wanted.parts().config()));
    return new PlannedRun(version, last.plan().startedAs(process), wanted.parts(), last.notes());
  }

  /// A plan whose config the code has judged; of a memoized job, with the versions that came of it.
  private static Planner.Result.Planned judged(
      Wanted wanted, PlanRequest request, Planner.Result.Planned first, RunProcess process) {
    String mode = wanted.parts().mode().orElseThrow();
    ConfigTree config = wanted.parts().config();
    Plan asStarted = first.plan().startedAs(process);
    if (isMemoized(wanted)) {
      return plan(request.versioned(wanted.version().validate(asStarted, mode, config, QUESTION)));
    }
    wanted.version().requireValid(asStarted, mode, config, QUESTION);
    return first;
  }

  /// As the job says, else the settings of its location.
  private RunProcess process(ServedVersion version, Wanted wanted) {
    Isolation ofLocation = locations.isolation(version.snapshot().name());
    return version.snapshot().jobs().stream()
        .filter(job -> job.name().equals(wanted.parts().job()))
        .findFirst()
        .map(job -> job.process(ofLocation))
        .orElseGet(() -> new RunProcess(ofLocation, JvmOptions.NONE));
  }

  private void requireRoom(Plan plan) {
    List<String> problems = options.pools().problems(plan);
    if (!problems.isEmpty()) {
      throw new Refused(problems);
    }
  }

  /// What is launched is stored, and executed again as it was.
  private static void requireNoSecret(List<String> places) {
    if (!places.isEmpty()) {
      throw new Refused(
          places.stream()
              .map(place ->
                  "%s: a secret is not stored; write {env: NAME} in its place, and set the variable NAME for the server"
                      .formatted(place))
              .toList());
    }
  }

  private static boolean isMemoized(Wanted wanted) {
    return wanted.version().snapshot().jobs().stream()
        .filter(job -> job.name().equals(wanted.parts().job()))
        .anyMatch(JobSnapshot::memoized);
  }

  private PlanRequest request(Wanted wanted) {
    Moment moment = moment(wanted);
    PlanRequest request =
        PlanRequest.named(
                wanted.version().index(), wanted.parts().job(), wanted.parts().selection(), moment)
            .on(wanted.partitions())
            .knowing(new StoredState(storage))
            .inMode(wanted.parts().mode().orElseThrow());
    return wanted.again().map(request::again).orElse(request);
  }

  /// With what the user's own partition mappings say, where there are any.
  private Moment moment(Wanted wanted) {
    Moment now = Moment.at(clock.instant());
    return wanted.version().hasOwnMappings() ? now.mappedBy(mappings(wanted, now)) : now;
  }

  private static SequencedMap<String, EvaluatedMapping> mappings(Wanted wanted, Moment now) {
    ServedVersion version = wanted.version();
    return version.answered(
        version.client().evaluateMappings(Optional.of(wanted.parts().job()), now, QUESTION));
  }

  private static Planner.Result.Planned plan(PlanRequest request) {
    return switch (Planner.plan(request)) {
      case Planner.Result.Planned planned -> planned;
      case Planner.Result.Refused(List<String> problems) -> throw new Refused(problems);
    };
  }
}
