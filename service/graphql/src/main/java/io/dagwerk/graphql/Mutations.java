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
import io.dagwerk.daemon.RerunRequest.Part;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.StoredRun;
import java.util.Optional;

/// Does what is asked for. What cannot be done is an answer, of the type `Refused`.
final class Mutations {
  private final Operations operations;

  Mutations(Operations operations) {
    this.operations = operations;
  }

  /// How much of a run is executed again, by the names of the schema.
  private enum RerunPart {
    ALL,
    FROM_FAILURE,
    SELECTED,
    SELECTED_AND_DOWNSTREAM
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
            .dataFetcher("reloadLocation", Results.of(this::reload)));
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
    RerunRequest request = new RerunRequest(input.run("run"), part(input));
    return get(
        input
            .findRun("id")
            .map(id -> operations.rerun(by, request, id))
            .orElseGet(() -> operations.rerun(by, request)));
  }

  private static Part part(Arguments input) {
    RerunPart part = input.constant("part", RerunPart.class);
    Optional<String> selection = input.findText("select");
    return switch (part) {
      case ALL -> unselected(part, selection, new Part.All());
      case FROM_FAILURE -> unselected(part, selection, new Part.FromFailure());
      case SELECTED -> new Part.Selected(selected(part, selection));
      case SELECTED_AND_DOWNSTREAM -> new Part.SelectedAndDownstream(selected(part, selection));
    };
  }

  private static Part unselected(RerunPart part, Optional<String> selection, Part meant) {
    if (selection.isPresent()) {
      throw new BadRequest(
          "part %s takes no 'select'; ask for SELECTED or SELECTED_AND_DOWNSTREAM".formatted(part));
    }
    return meant;
  }

  private static String selected(RerunPart part, Optional<String> selection) {
    return selection.orElseThrow(
        () -> new BadRequest("part %s wants 'select', a selection of step keys".formatted(part)));
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
