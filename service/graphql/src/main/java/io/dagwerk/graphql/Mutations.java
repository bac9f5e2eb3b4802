package io.dagwerk.graphql;

import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import io.dagwerk.daemon.AssetReport;
import io.dagwerk.daemon.LaunchRequest;
import io.dagwerk.daemon.LocationStatus;
import io.dagwerk.daemon.Operations;
import io.dagwerk.daemon.Principal;
import io.dagwerk.daemon.Refused;
import io.dagwerk.daemon.RerunRequest;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.StoredRun;

/// Does what is asked for. What cannot be done is an answer, of the type `Refused`.
final class Mutations {
  private final Operations operations;

  Mutations(Operations operations) {
    this.operations = operations;
  }

  /// A run that is no longer.
  record DeletedRun(RunId id) {}

  void wire(RuntimeWiring.Builder wiring) {
    wiring.type(
        TypeRuntimeWiring.newTypeWiring("Mutation")
            .dataFetcher("launch", Results.of(this::launch))
            .dataFetcher("rerun", Results.of(this::rerun))
            .dataFetcher("cancel", Results.of(this::cancel))
            .dataFetcher("deleteRun", Results.of(this::delete))
            .dataFetcher("report", Results.of(this::report))
            .dataFetcher("reloadLocation", Results.of(this::reload))
            .dataFetcher("reloadSettings", Results.of((by, _) -> operations.reloadSettings(by))));
  }

  private StoredRun launch(Principal by, Arguments arguments) {
    Arguments input = arguments.find("input").orElseThrow();
    LaunchRequest request = LaunchInput.request(input);
    return get(
        input
            .findRun("id")
            .map(id -> operations.launch(by, request, id))
            .orElseGet(() -> operations.launch(by, request)));
  }

  private StoredRun rerun(Principal by, Arguments arguments) {
    Arguments input = arguments.find("input").orElseThrow();
    RerunRequest request = RerunInput.request(input);
    return get(
        input
            .findRun("id")
            .map(id -> operations.rerun(by, request, id))
            .orElseGet(() -> operations.rerun(by, request)));
  }

  private StoredRun cancel(Principal by, Arguments arguments) {
    RunId run = arguments.run("run");
    operations.cancel(by, run, arguments.text("reason"));
    return get(run);
  }

  private DeletedRun delete(Principal by, Arguments arguments) {
    RunId run = arguments.run("run");
    operations.delete(by, run);
    return new DeletedRun(run);
  }

  private LocationStatus reload(Principal by, Arguments arguments) {
    String name = arguments.text("name");
    operations.reload(by, name);
    return operations.locations().stream()
        .filter(location -> location.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new Refused("location '%s' is gone meanwhile".formatted(name)));
  }

  private AssetFields.Reported report(Principal by, Arguments arguments) {
    AssetReport report = ReportInput.report(arguments.find("input").orElseThrow());
    operations.assets().report(by, report);
    return new AssetFields.Reported(report.asset());
  }

  private StoredRun get(RunId run) {
    return operations
        .find(run)
        .orElseThrow(() -> new Refused("run %s was deleted meanwhile".formatted(run)));
  }
}
