package shop;

import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.InvalidDefinitions;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.execution.RunRefused;
import java.nio.file.Path;

/// Runs the job for the days that it is given; the values are files below `out`.
public final class Main {
  public static void main(String[] days) {
    try {
      Definitions definitions = Definitions.in(new Shop());
      LocalRuns runs = new LocalRuns("shop", definitions, LocalOptions.in(Path.of("out")));
      RunRecord run = runs.run(Launch.of("refresh").on(days));
      System.out.println(run.summary());
      System.exit(run.succeeded() ? 0 : 1);
    } catch (InvalidDefinitions | RunRefused refused) {
      System.err.println(refused.getMessage());
      System.exit(2);
    }
  }
}
