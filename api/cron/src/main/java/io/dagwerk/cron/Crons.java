package io.dagwerk.cron;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// Several cron expressions together: an instant at which more than one fires is one tick.
///
/// @param all at least one
public record Crons(List<Cron> all) implements Ticks {
  public Crons {
    all = List.copyOf(all);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("expected one or more cron expressions, but found none");
    }
  }

  /// @throws InvalidCron with everything that is wrong with any of the texts
  public static Crons parse(List<String> texts) {
    List<String> problems = new ArrayList<>();
    texts.forEach(text -> problems.addAll(Cron.problemsOf(text)));
    if (!problems.isEmpty()) {
      throw new InvalidCron(problems);
    }
    return new Crons(texts.stream().map(Cron::parse).toList());
  }

  @Override
  public Instant next(Instant after, ZoneId zone) {
    return ticks(cron -> cron.next(after, zone)).getFirst();
  }

  @Override
  public Instant previous(Instant before, ZoneId zone) {
    return ticks(cron -> cron.previous(before, zone)).getLast();
  }

  private List<Instant> ticks(Function<Cron, Instant> ofEach) {
    return all.stream().map(ofEach).sorted(Comparator.naturalOrder()).toList();
  }
}
