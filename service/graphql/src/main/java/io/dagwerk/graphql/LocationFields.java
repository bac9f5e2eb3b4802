package io.dagwerk.graphql;

import graphql.schema.idl.RuntimeWiring;
import io.dagwerk.daemon.LocationStatus;
import io.dagwerk.daemon.NotTurned;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.JobSnapshot;
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
        .wire(wiring);
    Fields.of("NotTurned", NotTurned.class)
        .field("what", each -> each.what().plural())
        .field("text", NotTurned::text)
        .wire(wiring);
    Fields.<Page<JobSnapshot>>of("JobPage", RunFields.pages())
        .field("jobs", Page::items)
        .wire(wiring);
    Fields.of("Job", JobSnapshot.class)
        .field(
            "presets", job -> job.presets().stream().map(JobSnapshot.PresetSnapshot::name).toList())
        .wire(wiring);
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

  private static Page<JobSnapshot> jobs(LocationStatus location, Arguments arguments) {
    List<JobSnapshot> jobs = location.served().map(LocationSnapshot::jobs).orElse(List.of());
    return Page.of(jobs, JobSnapshot::name, arguments);
  }
}
