package io.dagwerk.chaos;

import io.dagwerk.chaos.History.Launched;
import io.dagwerk.chaos.History.SeenAsset;
import io.dagwerk.chaos.History.SeenRun;
import io.dagwerk.chaos.History.Struck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/// What is asked of an instance when all runs of a round should have ended.
final class Aftermath {
  private static final Duration LONGEST_WORKER = Duration.ofSeconds(20);

  /// What the clocks of a strike and of an event may differ by.
  private static final long SLACK_MILLIS = 25;

  private Aftermath() {}

  static History history(Instance instance, List<Launched> launched, List<Struck> strikes)
      throws Exception {
    Set<String> ours = launched.stream().map(Launched::run).collect(Collectors.toSet());
    List<Noted> noted =
        instance.record().all().stream().filter(each -> ours.contains(each.run())).toList();
    List<SeenRun> seen = new ArrayList<>();
    for (String run : instance.api().runs()) {
      if (ours.contains(run)) {
        seen.add(seen(instance, run, noted));
      }
    }
    SeenAsset asset = new SeenAsset(instance.api().facts(), instance.api().newest());
    return new History(launched, seen, noted, strikes, instance.values(), asset);
  }

  private static SeenRun seen(Instance instance, String run, List<Noted> noted) throws Exception {
    SeenRun seen = instance.api().run(run);
    // Of several hosts with a folder each, only the one that wrote it knows what was printed.
    return instance.hosts().size() == 1 ? seen.printing(printed(instance, run, noted)) : seen;
  }

  private static SequencedMap<String, String> printed(
      Instance instance, String run, List<Noted> noted) throws Exception {
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    for (Noted each : noted) {
      if (each.run().equals(run) && each.what().equals("told") && !texts.containsKey(each.step())) {
        texts.put(each.step(), instance.api().printed(run, each.step()));
      }
    }
    return texts;
  }

  /// The processes of runs that have ended, but for those that others share, which go on.
  static List<Violation> workersLeft(History history) throws Exception {
    Set<String> sharing =
        history.launched().stream()
            .filter(each -> each.job().equals("sharing"))
            .map(Launched::run)
            .collect(Collectors.toSet());
    List<Noted> own =
        history.noted().stream().filter(each -> !sharing.contains(each.run())).toList();
    List<Long> workers = own.stream().map(Noted::pid).distinct().toList();
    if (Waiting.until(LONGEST_WORKER, () -> workers.stream().noneMatch(Processes::isAlive))) {
      return List.of();
    }
    return workers.stream()
        .filter(Processes::isAlive)
        .map(pid ->
            new Violation(
                "no process is left",
                own.stream().filter(each -> each.pid() == pid).findFirst().orElseThrow().run(),
                "its worker %d lives".formatted(pid)))
        .toList();
  }

  /// The strikes that came when the run stood where it should.
  static List<Struck> hits(History history) {
    return history.strikes().stream().filter(strike -> isHit(strike, history)).toList();
  }

  private static boolean isHit(Struck strike, History history) {
    return switch (strike.state()) {
      case STARTING ->
          history.notedOf(strike.run()).stream()
              .noneMatch(each -> each.what().equals("began") && each.millis() < strike.millis());
      case TERMINAL_COMMIT ->
          history.runs().stream()
              .filter(run -> run.id().equals(strike.run()))
              .flatMap(run -> run.events().stream())
              .filter(SeenEvent::isEnd)
              .anyMatch(end -> end.millis() > strike.millis() - SLACK_MILLIS);
      case STEP_RUNNING, OUTPUT_BEING_WRITTEN, EVENT_UNACKNOWLEDGED, RESUME -> true;
    };
  }
}
