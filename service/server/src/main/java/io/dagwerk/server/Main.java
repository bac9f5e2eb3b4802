package io.dagwerk.server;

import io.dagwerk.cli.Dagwerk;
import io.dagwerk.cli.SettingsReloadCommand;
import io.dagwerk.cli.Surroundings;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Supplier;

/// The command `dagwerk`. Where no server runs, it is one for as long as it takes.
public final class Main {
  private Main() {}

  /// @param arguments as they were typed
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String... arguments) {
    Logs.configure();
    Surroundings process = Surroundings.ofProcess();
    try (EmbeddedServers servers =
        new EmbeddedServers(process.folder().toAbsolutePath(), process.err())) {
      return commands(process.with(servers)).execute(arguments);
    }
  }

  /// The commands that ask an instance, and those that work on it themselves.
  static Dagwerk commands(Surroundings surroundings) {
    return new Dagwerk(surroundings)
        .with("server", () -> new ServerCommand(surroundings))
        .with("code-server", () -> new CodeServerCommand(surroundings))
        .with("dev", () -> new DevCommand(surroundings))
        .with("new", () -> new NewCommand(surroundings))
        .with("check", () -> new CheckCommand(surroundings))
        .with(
            "instance",
            "Looks at an instance as it lies there, and migrates it.",
            instance(surroundings))
        .with("settings", "Tells of dagwerk.yaml.", settings(surroundings));
  }

  private static SequencedMap<String, Supplier<Object>> settings(Surroundings surroundings) {
    SequencedMap<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("check", () -> new SettingsCommand.ToCheck(surroundings));
    commands.put("reload", () -> new SettingsReloadCommand(surroundings));
    commands.put("schema", () -> new SettingsCommand.ToPrintSchema(surroundings));
    return commands;
  }

  private static SequencedMap<String, Supplier<Object>> instance(Surroundings surroundings) {
    SequencedMap<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("info", () -> new InstanceCommand.ToTell(surroundings));
    commands.put("check", () -> new InstanceCommand.ToCheck(surroundings));
    commands.put("migrate", () -> new MigrateCommand(surroundings));
    return commands;
  }
}
