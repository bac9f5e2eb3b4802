package io.dagwerk.chaos;

import io.dagwerk.chaos.History.End;
import io.dagwerk.chaos.History.Launched;
import io.dagwerk.chaos.History.Struck;
import io.dagwerk.chaos.Scenario.Strike;
import io.dagwerk.model.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// What one seed says, played on an instance, and what was found out about it.
final class Round {
  private static final Duration LONGEST_LAUNCH = Duration.ofSeconds(60);
  private static final Duration LONGEST_HELD = Duration.ofMinutes(2);

  /// A worker has two minutes to attach; nobody may know earlier that it never will.
  private static final Duration LONGEST_RUN = Duration.ofSeconds(150);

  private static final Duration ON_ITS_WAY = Duration.ofMillis(150);

  private final Instance instance;
  private final Scenario scenario;
  private final Striker striker;
  private final SequencedMap<String, Launched> launched = new LinkedHashMap<>();
  private final List<Struck> strikes = new ArrayList<>();
  private final List<Missed> missed = new ArrayList<>();

  Round(Instance instance, Scenario scenario) {
    this.instance = instance;
    this.scenario = scenario;
    this.striker = new Striker(instance);
  }

  /// What a round has come to.
  ///
  /// @param missed strikes that did not happen, and why
  /// @param aimed how many there should have been
  record Result(
      int aimed,
      History history,
      List<Violation> violations,
      List<Struck> hits,
      List<Missed> missed) {}

  /// A strike that did not happen.
  ///
  /// @param run that was aimed at
  record Missed(Strike strike, String run, String why) {
    @Override
    public String toString() {
      return "%s: %s".formatted(strike, why);
    }
  }

  Result play() throws Exception {
    SequencedMap<Strike, String> aims = new LinkedHashMap<>();
    for (Strike strike : scenario.strikes()) {
      aims.put(strike, prepare(strike));
    }
    String canceled = launchHeld("chain", End.CANCELED, " closing");
    launchHeld("fanned", End.SUCCEEDED, "");
    cancel(canceled);
    for (var aim : aims.entrySet()) {
      try {
        strike(aim.getKey(), aim.getValue());
      } catch (Striker.NothingToStrike e) {
        missed.add(new Missed(aim.getKey(), aim.getValue(), e.getMessage() + ""));
        release(aim.getValue());
      }
    }
    striker.awaitEnds();
    for (String run : launched.keySet()) {
      var _ = Waiting.until(LONGEST_RUN, () -> instance.api().hasEnded(run));
    }
    History history =
        Aftermath.history(instance, List.copyOf(launched.values()), List.copyOf(strikes));
    List<Violation> violations = new ArrayList<>(Checker.check(history));
    violations.addAll(Aftermath.workersLeft(history));
    return new Result(
        scenario.strikes().size(), history, violations, Aftermath.hits(history), missed);
  }

  private static String newId() {
    return RunId.createdAt(Instant.now()).toString();
  }

  /// Launches what a fault is aimed at, and has it held where it is to strike.
  ///
  /// @return the run; the one that it goes on from, where one is executed again
  private String prepare(Strike strike) throws Exception {
    if (strike.state() == State.RESUME && strike.job().equals(Scenario.EXECUTED_AGAIN)) {
      String parent = newId();
      Files.createFile(instance.root().resolve("broken").resolve(parent));
      return launch(parent, "failing", End.FAILED);
    }
    if (isAtOnce(strike) || strike.state() == State.TERMINAL_COMMIT) {
      // A resource may take some seconds to close, and no longer: this run comes to it in its turn.
      return newId();
    }
    return launchHeld(
        strike.job(), End.SUCCEEDED, "%s %s".formatted(strike.step(), strike.state().place()));
  }

  /// Whether it strikes as soon as the launch was acknowledged, wherever the run is.
  private static boolean isAtOnce(Strike strike) {
    return strike.state() == State.STARTING && strike.isBlind() && !strike.fault().isOfWorker();
  }

  private String launchHeld(String job, End end, String place) throws Exception {
    String run = newId();
    hold(run, place);
    return launch(run, job, end);
  }

  private String launch(String run, String job, End end) throws Exception {
    if (!Waiting.until(LONGEST_LAUNCH, () -> instance.api().launch(run, job))) {
      throw new IllegalStateException("a launch of '%s' is not acknowledged".formatted(job));
    }
    launched.put(run, new Launched(run, job, end));
    return run;
  }

  private Path holdOf(String run) {
    return instance.root().resolve("holds").resolve(run);
  }

  private void hold(String run, String place) throws IOException {
    if (!place.isEmpty()) {
      Files.writeString(holdOf(run), place);
    }
  }

  private void release(String run) throws IOException {
    Files.deleteIfExists(holdOf(run));
  }

  /// Asks for the cancellation of a run whose last event is on its way into the database, which
  /// keeps it waiting meanwhile: when the cancellation comes to its turn, the run has ended.
  private void cancel(String run) throws Exception {
    var _ = held(run);
    CompletableFuture<Void> asked;
    try (Store.Lock _ = instance.store().lock()) {
      closed(run);
      Waiting.pause(ON_ITS_WAY);
      asked = CompletableFuture.runAsync(() -> askToCancel(run), Thread::startVirtualThread);
      Waiting.pause(ON_ITS_WAY.multipliedBy(2));
    }
    asked.get(60, TimeUnit.SECONDS);
  }

  private void askToCancel(String run) {
    try {
      var _ = instance.api().cancel(run);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Lets a run go on that is held when its steps have ended, and waits until its worker has closed
  /// what it had opened: all that is left to be told is the end.
  private void closed(String run) throws Exception {
    release(run);
    var _ = Waiting.closely(Duration.ofSeconds(10), () -> find(run, "closed").isPresent());
  }

  /// The worker of a run, when that has come to where it is held.
  private Optional<Noted> held(String run) throws Exception {
    var _ =
        Waiting.until(
            LONGEST_HELD, () -> find(run, "held").isPresent() || instance.api().hasEnded(run));
    return find(run, "held");
  }

  private Optional<Noted> find(String run, String what) throws IOException {
    return instance.record().find(each -> each.run().equals(run) && each.what().equals(what));
  }

  private void strike(Strike strike, String prepared) throws Exception {
    if (isAtOnce(strike)) {
      launch(prepared, strike.job(), End.SUCCEEDED);
      hit(strike, prepared, 0);
      return;
    }
    String run =
        switch (strike.job()) {
          case Scenario.EXECUTED_AGAIN -> executedAgain(prepared);
          case Scenario.TAKEN_UP -> takenUp(prepared);
          default -> prepared;
        };
    if (strike.state() == State.TERMINAL_COMMIT) {
      hold(run, " " + strike.state().place());
      launch(run, strike.job(), End.SUCCEEDED);
    }
    long worker =
        held(run)
            .map(Noted::pid)
            .orElseThrow(() -> new Striker.NothingToStrike("the run did not come there"));
    striker.aim(strike.fault(), worker);
    switch (strike.state()) {
      case STARTING, STEP_RUNNING, OUTPUT_BEING_WRITTEN, RESUME -> hit(strike, run, worker);
      case TERMINAL_COMMIT -> {
        closed(run);
        Waiting.pause(Duration.ofMillis(strike.delayMillis()));
        hit(strike, run, worker);
      }
      case EVENT_UNACKNOWLEDGED -> hitUnacknowledged(strike, run, worker);
    }
  }

  /// Kills the worker of a run that another attempt takes up, and waits for that.
  private String takenUp(String run) throws Exception {
    long first =
        held(run)
            .map(Noted::pid)
            .orElseThrow(() -> new Striker.NothingToStrike("the run did not come to be lost"));
    Processes.signal("KILL", first);
    if (!Waiting.until(
        LONGEST_HELD, () -> find(run, "held").filter(it -> it.pid() != first).isPresent())) {
      throw new Striker.NothingToStrike("the run is not taken up");
    }
    return run;
  }

  private String executedAgain(String parent) throws Exception {
    if (!Waiting.until(LONGEST_HELD, () -> instance.api().hasEnded(parent))) {
      throw new Striker.NothingToStrike("the run that it goes on from did not end");
    }
    String run = newId();
    hold(run, "second running");
    if (!Waiting.until(LONGEST_LAUNCH, () -> instance.api().rerun(run, parent))) {
      throw new IllegalStateException("an execution again is not acknowledged");
    }
    launched.put(run, new Launched(run, "failing", End.SUCCEEDED));
    return run;
  }

  private void hit(Strike strike, String run, long worker) throws Exception {
    begin(strike, run, worker);
    // What was killed goes nowhere; what was stopped finds its way free when it wakes up.
    release(run);
    Waiting.pause(Duration.ofMillis(strike.lengthMillis()));
    striker.end(strike.fault(), run);
  }

  private void begin(Strike strike, String run, long worker) throws Exception {
    // Written down before: what it leads to comes after.
    strikes.add(
        new Struck(strike.fault(), strike.state(), run, worker, System.currentTimeMillis()));
    try {
      striker.begin(strike.fault(), worker);
    } catch (Striker.NothingToStrike e) {
      strikes.removeLast();
      throw e;
    }
  }

  /// Has a step say a lot while no host hears it; blind, while a host stores it.
  private void hitUnacknowledged(Strike strike, String run, long worker) throws Exception {
    // A host that hears all after the link was cut stores what it can answer nobody.
    boolean isUnheard = !strike.isBlind() || strike.fault() == Fault.LINK_CUT;
    if (isUnheard) {
      striker.stopHosts();
    }
    try {
      release(run);
      var _ = Waiting.closely(Duration.ofSeconds(10), () -> find(run, "told").isPresent());
      if (isUnheard) {
        // It has been said, and is now sent as far as a worker sends what nobody answers.
        Waiting.pause(ON_ITS_WAY);
      }
      begin(strike, run, worker);
    } finally {
      if (strike.fault() != Fault.HOST_STOPPED) {
        striker.continueHosts();
      }
    }
    Waiting.pause(Duration.ofMillis(strike.lengthMillis()));
    striker.end(strike.fault(), run);
    striker.continueHosts();
  }
}
