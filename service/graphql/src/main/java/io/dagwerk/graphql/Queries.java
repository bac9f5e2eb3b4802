package io.dagwerk.graphql;

import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import io.dagwerk.daemon.LaunchPlan;
import io.dagwerk.daemon.LocationStatus;
import io.dagwerk.daemon.Operations;
import io.dagwerk.daemon.Principal;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.RunCount;
import io.dagwerk.spi.RunDetails;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunHistory;
import io.dagwerk.spi.RunIdPrefix;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StoredRun;
import java.util.List;
import java.util.Optional;

/// Answers what is asked of the instance itself.
final class Queries {
  /// The most runs of a page.
  private static final int MOST_RUNS = 1_000;

  private static final int LONGEST_TEXT = 200;

  private final Operations operations;

  Queries(Operations operations) {
    this.operations = operations;
  }

  /// A page of runs.
  ///
  /// @param before the last of them, where others come before it
  /// @param filter that they pass
  record RunPage(List<StoredRun> runs, Optional<RunId> before, RunFilter filter) {}

  /// The runs in a status.
  record StatusCount(RunStatus status, RunCount count) {}

  void wire(RuntimeWiring.Builder wiring) {
    wiring.type(
        TypeRuntimeWiring.newTypeWiring("Query")
            .dataFetcher("runs", asked -> runs(new Arguments(asked.getArguments())))
            .dataFetcher(
                "run", asked -> operations.find(new Arguments(asked.getArguments()).run("id")))
            .dataFetcher("locations", _ -> operations.locations())
            .dataFetcher(
                "location", asked -> location(new Arguments(asked.getArguments()).text("name")))
            .dataFetcher("launchPlan", Results.of(this::launchPlan))
            .dataFetcher("rerunPlan", Results.of(this::rerunPlan)));
    Fields.of("LaunchPlan", LaunchPlan.class)
        .field("tags", plan -> RunFields.tags(plan.tags()))
        .wire(wiring);
    Fields.of("RunPage", RunPage.class)
        .field(
            "total", (page, arguments) -> operations.past().count(page.filter(), upTo(arguments)))
        .field("statusCounts", this::statusCounts)
        .wire(wiring);
  }

  private static int upTo(Arguments arguments) {
    return arguments.number("upTo", 1, RunHistory.MOST_COUNTED);
  }

  private List<StatusCount> statusCounts(RunPage page, Arguments arguments) {
    return operations.past().countByStatus(page.filter(), upTo(arguments)).entrySet().stream()
        .map(each -> new StatusCount(each.getKey(), each.getValue()))
        .toList();
  }

  private Optional<LocationStatus> location(String name) {
    return operations.locations().stream()
        .filter(location -> location.name().equals(name))
        .findFirst();
  }

  private LaunchPlan launchPlan(Principal by, Arguments arguments) {
    return operations.preview(by, LaunchInput.request(arguments.find("input").orElseThrow()));
  }

  private LaunchPlan rerunPlan(Principal by, Arguments arguments) {
    return operations.preview(by, RerunInput.request(arguments.find("input").orElseThrow()));
  }

  /// @throws BadRequest for what is not within bounds
  RunPage runs(Arguments arguments) {
    RunFilter filter = arguments.find("filter").map(Queries::filter).orElse(RunFilter.all());
    int limit = arguments.number("limit", 1, MOST_RUNS);
    List<StoredRun> runs = operations.list(filter, arguments.findRun("before"), limit);
    Optional<RunId> before =
        runs.size() < limit ? Optional.empty() : Optional.of(runs.getLast().id());
    return new RunPage(runs, before, filter);
  }

  private static RunFilter filter(Arguments arguments) {
    return new RunFilter(
        arguments.constants("statuses", RunStatus.class),
        arguments.findText("job"),
        arguments.findRun("root"),
        arguments.tags(),
        Optional.empty(),
        details(arguments));
  }

  private static RunDetails details(Arguments arguments) {
    return new RunDetails(
        arguments.findText("location"),
        arguments.findText("partitions"),
        arguments.findText("text", LONGEST_TEXT).filter(text -> !text.isEmpty()),
        arguments.findText("idPrefix").map(Queries::idPrefix),
        arguments.span("created"),
        arguments.span("ended"));
  }

  private static RunIdPrefix idPrefix(String text) {
    try {
      return RunIdPrefix.of(text);
    } catch (IllegalArgumentException e) {
      throw new BadRequest(String.valueOf(e.getMessage()));
    }
  }
}
