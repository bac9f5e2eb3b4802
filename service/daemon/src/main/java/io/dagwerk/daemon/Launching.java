package io.dagwerk.daemon;

import io.dagwerk.codeclient.Completed;
import io.dagwerk.codeclient.RunParts;
import io.dagwerk.codeclient.Validated;
import io.dagwerk.daemon.known.StoredParent;
import io.dagwerk.daemon.known.StoredState;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.Isolation;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.JvmOptions;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunProcess;
import io.dagwerk.model.RunTags;
import io.dagwerk.model.SizeLimit;
import io.dagwerk.model.SizeLimits;
import io.dagwerk.model.StepKey;
import io.dagwerk.partitions.EvaluatedMapping;
import io.dagwerk.plan.PlanRequest;
import io.dagwerk.plan.PlanRequest.Moment;
import io.dagwerk.plan.PlanRequest.Targets;
import io.dagwerk.plan.Planner;
import io.dagwerk.plan.Reexecution;
import io.dagwerk.projection.Projected;
import io.dagwerk.projection.RunProgress;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.runhost.RunHostOptions;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StorageException;
import io.dagwerk.spi.StoredRun;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
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
  private final Locations locations;
  private final RunHostOptions options;
  private final InstantSource clock;

  /// @param options what runs are limited to
  Launching(
      Storage storage,
      Contents contents,
      Locations locations,
      RunHostOptions options,
      InstantSource clock) {
    this.storage = storage;
    this.contents = contents;
    this.locations = locations;
    this.options = options;
    this.clock = clock;
  }

  /// What is going to run, before it is planned.
  ///
  /// @param parts all that the job and its preset say is in them
  private record Wanted(
      Location location, RunParts parts, Targets partitions, Optional<Reexecution> again) {}

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
        () -> rerunNew(by, request, id));
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

  private void launchNew(Principal by, LaunchRequest request, RunId id) {
    Wanted wanted = wanted(request);
    Planned planned = plan(wanted);
    queue(planned, new Order(id, Optional.empty(), request.priority(), tags(by, request, wanted)));
  }

  /// What a launch would come to; nothing happens.
  ///
  /// @throws Refused with all that stands in the way
  LaunchPlan preview(Principal by, LaunchRequest request) {
    Wanted wanted = wanted(request);
    Planned planned = plan(wanted);
    return new LaunchPlan(
        wanted.location().name(),
        planned.plan(),
        planned.mode(),
        ShownConfig.of(planned.version().snapshot(), planned.plan(), planned.config()),
        tagged(tags(by, request, wanted), planned.plan().process()),
        planned.notes());
  }

  /// What is asked for, with all that the job and its preset say.
  private Wanted wanted(LaunchRequest request) {
    requireSmall(request.tags(), request.config());
    Location location = locations.of(request);
    RunParts asked =
        new RunParts(
            request.job(),
            request.preset(),
            request.mode(),
            request.config(),
            request.selection(),
            request.tags());
    RunParts complete =
        switch (location.answered(location.serving().client().complete(asked, QUESTION))) {
          case Completed.Complete(RunParts parts) -> parts;
          case Completed.Refused(List<String> problems) -> throw new Refused(problems);
        };
    requireSmall(complete.tags(), complete.config());
    Targets partitions =
        request.partitions().<Targets>map(Targets.Text::new).orElseGet(Targets.None::new);
    return new Wanted(location, complete, partitions, Optional.empty());
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
      Principal by, LaunchRequest request, Wanted wanted) {
    SequencedMap<String, String> tags = new LinkedHashMap<>(wanted.parts().tags());
    tags.put(RunTags.LAUNCHED_BY, by.name());
    wanted.parts().selection().ifPresent(selection -> tags.put(RunTags.SELECTION, selection));
    request.partitions().ifPresent(text -> tags.put(RunTags.PARTITIONS, text));
    return tags;
  }

  private void rerunNew(Principal by, RerunRequest request, RunId id) {
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
    NewRun.Work work = parent.run().work();
    StoredParent known = StoredParent.of(parent, storage);
    RunParts parts =
        new RunParts(
            work.job(),
            Optional.empty(),
            Optional.of(work.mode()),
            contents.config(work.contents().config()),
            Optional.ofNullable(parent.run().tags().get(RunTags.SELECTION)),
            parent.run().tags());
    Targets partitions =
        Optional.ofNullable(parent.run().tags().get(RunTags.PARTITIONS))
            .<Targets>map(Targets.Text::new)
            .orElseGet(Targets.None::new);
    Reexecution again =
        switch (request.part()) {
          case RerunRequest.Part.All _ -> new Reexecution.All(known);
          case RerunRequest.Part.FromFailure _ -> new Reexecution.FromFailure(known);
          case RerunRequest.Part.Selected(String selection) ->
              new Reexecution.Selected(known, selection);
          case RerunRequest.Part.SelectedAndDownstream(String selection) ->
              new Reexecution.SelectedAndDownstream(known, selection);
        };
    Planned planned =
        plan(new Wanted(locations.get(work.location()), parts, partitions, Optional.of(again)));
    SequencedMap<String, String> tags = new LinkedHashMap<>(parent.run().tags());
    tags.put(RunTags.LAUNCHED_BY, by.name());
    queue(
        planned,
        new Order(
            id,
            Optional.of(new NewRun.Lineage(parent.id(), parent.run().root())),
            parent.run().priority(),
            tags));
  }

  /// @param version what it was planned from
  /// @param notes what planning had to tell
  private record Planned(
      ServedVersion version, Plan plan, String mode, ConfigTree config, List<String> notes) {}

  private Planned plan(Wanted wanted) {
    ServedVersion version = wanted.location().serving();
    PlanRequest request = request(wanted, version);
    Planner.Result.Planned first = plan(request);
    String mode = wanted.parts().mode().orElseThrow();
    Validated validated =
        wanted
            .location()
            .answered(
                version.client().validate(first.plan(), mode, wanted.parts().config(), QUESTION));
    Planner.Result.Planned last =
        switch (validated) {
          case Validated.Refused(List<String> problems) -> throw new Refused(problems);
          case Validated.Valid(var inputs) ->
              isMemoized(version, wanted) ? plan(request.versioned(inputs)) : first;
        };
    requireRoom(last.plan());
    ConfigTree config = wanted.parts().config();
    requireNoSecret(ShownConfig.plainSecrets(version.snapshot(), last.plan(), config));
    Plan plan = last.plan().startedAs(process(version, wanted));
    return new Planned(version, plan, mode, config, last.notes());
  }

  /// As the job says, else the settings of its location.
  private RunProcess process(ServedVersion version, Wanted wanted) {
    Isolation ofLocation = locations.isolation(wanted.location().name());
    return version.snapshot().jobs().stream()
        .filter(job -> job.name().equals(wanted.parts().job()))
        .findFirst()
        .map(job -> job.process(ofLocation))
        .orElseGet(() -> new RunProcess(ofLocation, JvmOptions.NONE));
  }

  /// The queue sees tags, and no plan.
  private static SequencedMap<String, String> tagged(
      SequencedMap<String, String> tags, RunProcess process) {
    SequencedMap<String, String> all = new LinkedHashMap<>(tags);
    all.remove(RunTags.ISOLATION);
    if (process.isolation() == Isolation.SHARED) {
      all.put(RunTags.ISOLATION, "shared");
    }
    return all;
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

  private static boolean isMemoized(ServedVersion version, Wanted wanted) {
    return version.snapshot().jobs().stream()
        .filter(job -> job.name().equals(wanted.parts().job()))
        .anyMatch(JobSnapshot::memoized);
  }

  private PlanRequest request(Wanted wanted, ServedVersion version) {
    Moment moment = moment(wanted, version);
    PlanRequest request =
        PlanRequest.named(version.index(), wanted.parts().job(), wanted.parts().selection(), moment)
            .on(wanted.partitions())
            .knowing(new StoredState(storage))
            .inMode(wanted.parts().mode().orElseThrow());
    return wanted.again().map(request::again).orElse(request);
  }

  /// With what the user's own partition mappings say, where there are any.
  private Moment moment(Wanted wanted, ServedVersion version) {
    Moment now = Moment.at(clock.instant());
    return version.hasOwnMappings() ? now.mappedBy(mappings(wanted, version, now)) : now;
  }

  private static SequencedMap<String, EvaluatedMapping> mappings(
      Wanted wanted, ServedVersion version, Moment now) {
    return wanted
        .location()
        .answered(
            version.client().evaluateMappings(Optional.of(wanted.parts().job()), now, QUESTION));
  }

  private static Planner.Result.Planned plan(PlanRequest request) {
    return switch (Planner.plan(request)) {
      case Planner.Result.Planned planned -> planned;
      case Planner.Result.Refused(List<String> problems) -> throw new Refused(problems);
    };
  }

  /// What is said of a run beside its plan.
  private record Order(
      RunId id,
      Optional<NewRun.Lineage> lineage,
      int priority,
      SequencedMap<String, String> tags) {}

  private void queue(Planned planned, Order order) {
    Instant now = clock.instant();
    LocationSnapshot definitions = planned.version().snapshot();
    ContentHash snapshot = planned.version().storedIn(storage.snapshots());
    Bytes plan = contents.encoded(planned.plan());
    Bytes config = Contents.encoded(planned.config());
    NewRun run =
        new NewRun(
            order.id(),
            new NewRun.Work(
                planned.plan().job(),
                planned.mode(),
                definitions.name(),
                definitions.codeVersion(),
                new NewRun.Contents(snapshot, ContentHash.of(plan), ContentHash.of(config))),
            order.lineage(),
            order.priority(),
            tagged(order.tags(), planned.plan().process()));
    storage.runs().create(run, List.of(plan, config), now, entries(planned.plan(), now));
  }

  private static List<Entry> entries(Plan plan, Instant now) {
    List<Event> events = new ArrayList<>();
    events.add(new Event.RunQueued());
    events.add(
        new Event.RunPlanned(plan.steps().keySet().stream().map(StepKey::toString).toList()));
    plan.steps().values().stream().flatMap(Launching::announced).forEach(events::add);
    RunProgress progress = RunProgress.created();
    List<Entry> entries = new ArrayList<>();
    for (Event event : events) {
      Bytes encoded = Bytes.of(EventCodec.encode(now, event));
      Projected projected = progress.after(event, now, encoded);
      entries.add(new Entry(now, encoded, projected.changes()));
      progress = projected.next();
    }
    return entries;
  }

  /// Which assets and partitions a step is going to materialize.
  private static Stream<Event> announced(Plan.Step step) {
    if (step.reuse().isPresent()) {
      return Stream.empty();
    }
    List<Optional<PartitionKey>> partitions =
        step.partitions().isEmpty()
            ? List.of(Optional.empty())
            : step.partitions().stream().map(Optional::of).toList();
    return step.outputs().stream()
        .flatMap(output -> output.asset().stream())
        .flatMap(asset ->
            partitions.stream()
                .map(partition -> new Event.MaterializationPlanned(step.key(), asset, partition)));
  }
}
