package io.dagwerk.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// What a seed says is run, and what strikes it. Pure.
///
/// @param strikes in their order, each aimed at a run of its own
record Scenario(long seed, List<Strike> strikes) {
  /// The job that makes a partition anew.
  static final String REFRESHING = "refreshing";

  /// The partition that all seeds make.
  static final String PARTITION = "2001-01-01";

  private static final List<String> JOBS =
      List.of("chain", "diamond", "retrying", "fanned", "sharing", "isolated", REFRESHING);

  /// The jobs that go on where they stopped: in another attempt of the same run, and as another
  /// run.
  static final String TAKEN_UP = "resuming";

  static final String EXECUTED_AGAIN = "failing";

  private static final int STATES = State.values().length;
  private static final Pair UNANSWERED = new Pair(Fault.LINK_CUT, State.EVENT_UNACKNOWLEDGED);
  private static final int LONGEST_MILLIS = 900;

  Scenario {
    strikes = List.copyOf(strikes);
  }

  /// A fault, and where the run is to stand when it strikes.
  ///
  /// @param step that is held; empty for what belongs to the whole run
  /// @param delayMillis between the moment that the run goes on and the strike, where there is one
  /// @param lengthMillis how long it lasts
  /// @param isBlind whether it strikes without waiting until the run is held, where that can be
  record Strike(
      Fault fault,
      State state,
      String job,
      String step,
      int delayMillis,
      int lengthMillis,
      boolean isBlind) {
    @Override
    public String toString() {
      return "%s, %s".formatted(fault.words(), state.words());
    }
  }

  /// A fault that strikes in a state.
  record Pair(Fault fault, State state) {
    static List<Pair> all(List<Fault> faults) {
      List<Pair> pairs = new ArrayList<>();
      for (State state : State.values()) {
        faults.forEach(fault -> pairs.add(new Pair(fault, state)));
      }
      return pairs;
    }

    /// @param text faults, and pairs of a fault and a state, such as
    ///   `disk-full,host-killed/terminal-commit`
    static List<Pair> parse(String text) {
      List<Pair> pairs = new ArrayList<>();
      for (String each : text.split(",", -1)) {
        List<Pair> meant =
            all(List.of(Fault.values())).stream()
                .filter(pair -> pair.toString().equals(each) || pair.isOf(each))
                .toList();
        if (meant.isEmpty()) {
          throw new IllegalArgumentException(
              "expected a fault, such as disk-full, or a fault and a state, such as"
                  + " host-killed/terminal-commit, but found '%s'".formatted(each));
        }
        pairs.addAll(meant);
      }
      return pairs;
    }

    private boolean isOf(String fault) {
      return toString().startsWith(fault + "/");
    }

    @Override
    public String toString() {
      return "%s/%s".formatted(fault.words(), state.words()).replace(' ', '-');
    }
  }

  /// Seeds deal the pairs out one after the other, so that so many seeds strike each pair as often;
  /// in which order is a matter of the seed. Each cuts one link more, where links may be cut: that
  /// an event is stored and not acknowledged comes to pass by nothing else for certain.
  ///
  /// @param strikes how many there are in a seed, but for that one
  static Scenario of(long seed, List<Pair> pairs, int strikes) {
    Random random = new Random(seed);
    List<Strike> dealt = new ArrayList<>();
    for (int i = 0; i < strikes; i++) {
      Pair pair =
          pairs.get(Math.toIntExact(Math.floorMod(seed * strikes + i, (long) pairs.size())));
      dealt.add(strike(random, pair.fault(), pair.state()));
    }
    if (pairs.contains(UNANSWERED) && pairs.size() > STATES) {
      dealt.add(strike(random, UNANSWERED.fault(), UNANSWERED.state()));
    }
    Collections.shuffle(dealt, random);
    return new Scenario(seed, dealt);
  }

  private static Strike strike(Random random, Fault fault, State state) {
    String job =
        state == State.RESUME
            ? (random.nextBoolean() ? TAKEN_UP : EXECUTED_AGAIN)
            : JOBS.get(random.nextInt(JOBS.size()));
    boolean isSecond =
        !state.step().isEmpty()
            && !List.of("fanned", REFRESHING).contains(job)
            && random.nextBoolean();
    String first = job.equals(REFRESHING) ? "kept[%s]".formatted(PARTITION) : "first";
    String step = isSecond ? "second" : state.step().replace("first", first);
    int length = 100 + random.nextInt(LONGEST_MILLIS);
    return new Strike(fault, state, job, step, random.nextInt(15), length, random.nextBoolean());
  }
}
