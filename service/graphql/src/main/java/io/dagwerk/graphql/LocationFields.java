package io.dagwerk.graphql;

import graphql.schema.idl.RuntimeWiring;
import io.dagwerk.daemon.LocationStatus;
import io.dagwerk.daemon.NotTurned;
import io.dagwerk.graphql.JobFields.ShownJob;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.LocationSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers what is asked of a code location.
final class LocationFields {
  private LocationFields() {}

  static void wire(RuntimeWiring.Builder wiring) {
    Fields.of("Location", LocationStatus.class)
        .field("codeVersion", location -> location.served().map(LocationSnapshot::codeVersion))
        .field("trouble", location -> chain(location.trouble()))
        .field("jobs", LocationFields::jobs)
        .field("job", LocationFields::job)
        .wire(wiring);
    Fields.of("NotTurned", NotTurned.class)
        .field("what", each -> each.what().plural())
        .field("text", NotTurned::text)
        .wire(wiring);
    Fields.<Page<ShownJob>>of("JobPage", RunFields.pages()).field("jobs", Page::items).wire(wiring);
  }

  private static List<ErrorInfo> chain(Optional<ErrorInfo> outermost) {
    List<ErrorInfo> chain = new ArrayList<>();
    Optional<ErrorInfo> next = outermost;
    while (next.isPresent()) {
      chain.add(next.get());
      next = next.get().cause();
    }
    return chain;
  }

  private static Page<ShownJob> jobs(LocationStatus location, Arguments arguments) {
    return Page.of(all(location), shown -> shown.job().name(), arguments);
  }

  private static Optional<ShownJob> job(LocationStatus location, Arguments arguments) {
    String name = arguments.text("name");
    return all(location).stream().filter(shown -> shown.job().name().equals(name)).findFirst();
  }

  private static List<ShownJob> all(LocationStatus location) {
    return location.served().stream()
        .flatMap(served -> served.jobs().stream().map(job -> new ShownJob(served, job)))
        .toList();
  }
}
