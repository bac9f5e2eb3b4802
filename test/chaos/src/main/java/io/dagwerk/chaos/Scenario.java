package io.dagwerk.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// What a seed says is run, and what strikes it. Pure.
///
/// @param strikes in their order, each aimed at a run of its own
/// @param cancelAfterMillis how long after its last step a run is canceled that may still succeed
record Scenario(long seed, List<Strike> strikes, int cancelAfterMillis) {
  private static final List<String> JOBS = List.of("chain", "diamond", "retrying", "fanned");
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

  /// Seeds deal the pairs out one after the other, so that so many seeds strike each pair as often;
  /// in which order is a matter of the seed.
  ///
  /// @param strikes how many there are in a seed
  static Scenario of(long seed, List<Fault> faults, int strikes) {
    Random random = new Random(seed);
    List<Strike> dealt = new ArrayList<>();
    int pairs = faults.size() * State.values().length;
    for (int i = 0; i < strikes; i++) {
      int pair = Math.toIntExact(Math.floorMod(seed * strikes + i, (long) pairs));
      dealt.add(
          strike(random, faults.get(pair % faults.size()), State.values()[pair / faults.size()]));
    }
    Collections.shuffle(dealt, random);
    return new Scenario(seed, dealt, random.nextInt(12));
  }

  private static Strike strike(Random random, Fault fault, State state) {
    String job = state == State.RESUME ? "failing" : JOBS.get(random.nextInt(JOBS.size()));
    boolean isSecond = !state.step().isEmpty() && !job.equals("fanned") && random.nextBoolean();
    String step = isSecond ? "second" : state.step();
    int length = 100 + random.nextInt(LONGEST_MILLIS);
    return new Strike(fault, state, job, step, random.nextInt(15), length, random.nextBoolean());
  }
}
