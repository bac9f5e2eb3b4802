package io.dagwerk.server;

import io.dagwerk.cli.CommandFailed;
import io.dagwerk.cli.ExitCode;
import io.dagwerk.cli.Surroundings;
import io.dagwerk.spi.StorageException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `instance migrate`: brings an older database to the schema of this Dagwerk.
@Command(
    name = "migrate",
    description = {
      "Brings the database of an instance to the schema of this Dagwerk.",
      "Back it up before: there is no way back. No server may work on the instance."
    },
    footer = {"", "Example:", "  dagwerk instance migrate"})
final class MigrateCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private InstanceOptions instance = new InstanceOptions();

  MigrateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try {
      Server.Place place = instance.place(surroundings, 0);
      Server.migrate(place, instance.readIfThere(surroundings));
      surroundings
          .out()
          .println(
              "the database of the instance in '%s' is ready for this Dagwerk"
                  .formatted(place.instance()));
      return ExitCode.SUCCESS.number();
    } catch (InvalidSettings e) {
      throw new CommandFailed(ExitCode.NO_SERVER, String.valueOf(e.getMessage()));
    } catch (StorageException e) {
      throw new CommandFailed(
          ExitCode.NO_SERVER, PlaceTrouble.of(instance.place(surroundings, 0).instance(), e));
    }
  }
}
