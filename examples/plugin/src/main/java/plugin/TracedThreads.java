package plugin;

import io.dagwerk.config.Config;
import io.dagwerk.config.ConfigSchemas;
import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import io.dagwerk.config.Environment;
import io.dagwerk.execution.ExecutorFactory;
import io.dagwerk.execution.FinishedAttempt;
import io.dagwerk.execution.HookTurn;
import io.dagwerk.execution.Permit;
import io.dagwerk.execution.StepAttempt;
import io.dagwerk.execution.StepBody;
import io.dagwerk.execution.StepResult;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Runs steps on threads of the run, and writes a line into a file for each attempt.
public final class TracedThreads implements ExecutorFactory {
  /// What the run config says of it.
  public record Settings(
      @Doc("Where the lines are written") Path file,
      @Doc("How many attempts run at once") @Default("2") int most) {}

  /// Made by the service loader.
  public TracedThreads() {}

  @Override
  public String name() {
    return "traced_threads";
  }

  @Override
  public ConfigSchema.Shape schema() {
    return (ConfigSchema.Shape) ConfigSchemas.of(Settings.class);
  }

  @Override
  public StepExecutor create(ConfigTree config) {
    Settings settings = Config.bind(Settings.class, config, Environment.empty()).get();
    return new StepExecutor() {
      @Override
      public int most() {
        return settings.most();
      }

      @Override
      public StepBody body(StepBody here) {
        return new Traced(settings.file(), here);
      }
    };
  }

  private record Traced(Path file, StepBody here) implements StepBody {
    @Override
    public StepResult run(StepAttempt attempt) throws InterruptedException {
      write("%s, attempt %d%n".formatted(attempt.key(), attempt.number()));
      return here.run(attempt);
    }

    @Override
    public boolean canReuse(Plan.Step step, StepKey key, Permit permit)
        throws InterruptedException {
      return here.canReuse(step, key, permit);
    }

    @Override
    public List<HookTurn> hooks(FinishedAttempt finished) {
      return here.hooks(finished);
    }

    private synchronized void write(String line) {
      try {
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write the trace " + file, e);
      }
    }
  }
}
