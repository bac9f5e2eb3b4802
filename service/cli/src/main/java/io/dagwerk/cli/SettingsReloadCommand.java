package io.dagwerk.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Has a server read its settings again.
@Command(
    name = "reload",
    description = {
      "Has the server read its settings again, and add, remove and change locations as they say,",
      "without a restart. Runs of a location that is removed or changed go on with the code that they",
      "have. Wrong settings change nothing, and what is wrong is told. Settings other than 'locations'",
      "wait for the next start of the server."
    },
    footer = {"", "Example:", "  dagwerk settings reload"})
public final class SettingsReloadCommand implements Callable<Integer> {
  private static final String RELOAD =
      """
      mutation { reloadSettings {
        ... on ReloadedSettings { added removed changed unchanged needRestart }
        ... on Refused { problems }
      } }
      """;

  private final Surroundings surroundings;

  @Mixin private ServerOptions server = new ServerOptions();

  public SettingsReloadCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try (Client client = server.client(surroundings, LocalServers.Purpose.RELOAD)) {
      Answer reloaded =
          client.mutate(
              "reloadSettings", RELOAD, Map.of(), "the settings may have been read again");
      tell(reloaded.texts("added"), "location '%s' was added, and is being loaded");
      tell(
          reloaded.texts("removed"),
          "location '%s' was removed; its runs that are under way go on");
      tell(
          reloaded.texts("changed"),
          "location '%s' was changed, and is being loaded; the old is served until that is ready");
      tell(reloaded.texts("unchanged"), "location '%s' is as before");
      tell(
          reloaded.texts("needRestart"),
          "'%s' was changed too, which takes effect when the server is started again");
      return ExitCode.SUCCESS.number();
    }
  }

  private void tell(List<String> names, String sentence) {
    names.forEach(name -> surroundings.out().println(sentence.formatted(name)));
  }
}
