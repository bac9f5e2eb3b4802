package local;

import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.execution.RunRefused;
import java.nio.file.Path;

/// Refreshes a day: `Main prod 2025-06-02`, or a part of it under your own name: `Main local
/// 2025-06-02 revenue`.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Launch launch = Launch.of("refresh").on(arguments[1]);
    launch = arguments[0].equals("prod") ? launch.mode("prod") : launch.preset("mine");
    launch = arguments.length > 2 ? launch.select(arguments[2]) : launch;
    try {
      LocalRuns runs =
          new LocalRuns("local", new Sales().definitions(), LocalOptions.in(Path.of("out")));
      RunRecord run = runs.run(launch);
      System.out.println(run.summary());
      System.exit(run.succeeded() ? 0 : 1);
    } catch (RunRefused refused) {
      System.out.println(refused.getMessage());
      System.exit(2);
    }
  }
}
