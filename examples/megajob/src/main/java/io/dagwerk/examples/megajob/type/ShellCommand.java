package io.dagwerk.examples.megajob.type;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import io.dagwerk.definitions.Failure;
import io.dagwerk.definitions.Input;
import io.dagwerk.examples.megajob.tool.Shell;
import io.dagwerk.examples.megajob.tool.Tools;
import java.util.Map;

/// Runs a command; what it prints is logged.
public final class ShellCommand implements JobType<Shell, ShellCommand.Params> {
  /// What to run.
  public record Params(
      @Doc("A command of sh, in the folder that jobs write to") String command,
      @Doc("Environment variables of the command") @Default({}) Map<String, String> environment) {}

  @Override
  public String name() {
    return "shell";
  }

  @Override
  public String description() {
    return "Runs a command of the shell.";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Makes makes() {
    return Makes.ANYTHING;
  }

  @Override
  public Input<Shell> tool(Tools tools) {
    return tools.shell();
  }

  @Override
  public Made run(Shell shell, Params params, Work work) throws Exception {
    Shell.Ran ran = shell.run(params.command(), params.environment());
    ran.lines().forEach(line -> work.context().log().info("{}", line));
    if (ran.exitCode() != 0) {
      throw new Failure(
          "the command of job '%s' ended with exit code %d%s"
              .formatted(
                  work.job(),
                  ran.exitCode(),
                  ran.lines().isEmpty() ? "" : "; it said: " + ran.lines().getLast()));
    }
    return Made.nothingToSay();
  }
}
