package plugin;

import static io.dagwerk.definitions.Input.config;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Executor;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Resource;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.model.ConfigTree;
import java.nio.file.Path;
import java.util.Map;

/// Runs a job on the executor of this plugin, with a value that its IO manager keeps.
public final class Main {
  private final Resource<TextFiles> texts =
      Resource.named("texts", TextFiles.class)
          .from(config(TextFiles.class))
          .by(settings -> settings);
  private final Asset<String> greeting =
      Asset.named("greeting", String.class).storedBy(texts).by(() -> "hello");
  private final Asset<String> echo =
      Asset.named("echo", String.class)
          .storedBy(texts)
          .from(greeting)
          .by(text -> text + ", " + text);
  private final Job greet =
      Job.named("greet").executor(Executor.named("traced_threads")).materializing(greeting, echo);

  private Main() {}

  public static void main(String[] args) {
    LocalRuns runs =
        new LocalRuns("plugin", Definitions.in(new Main()), LocalOptions.in(Path.of("out")));
    RunRecord run =
        runs.run(
            Launch.of("greet")
                .config(
                    ConfigTree.of(
                        Map.of(
                            "resources",
                            Map.of("texts", Map.of("config", Map.of("folder", "texts"))),
                            "execution",
                            Map.of(
                                "executor",
                                Map.of("traced_threads", Map.of("file", "trace.txt")))))));
    System.out.println(run.succeeded() ? "succeeded" : run.summary());
  }
}
