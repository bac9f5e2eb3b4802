package io.dagwerk.graphql;

import graphql.schema.idl.RuntimeWiring;
import io.dagwerk.daemon.LocationStatus;
import io.dagwerk.daemon.NotTurned;
import io.dagwerk.graphql.JobFields.ShownJob;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.LocationSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers what is asked of a code location.
final class LocationFields {
  private final JobFields jobs;

  LocationFields(JobFields jobs) {
    this.jobs = jobs;
  }

  void wire(RuntimeWiring.Builder wiring) {
    Fields.of("Location", LocationStatus.class)
        .field("codeVersion", location -> location.served().map(LocationSnapshot::codeVersion))
        .field("trouble", location -> chain(location.trouble()))
        .field("jobs", this::jobs)
        .field("job", this::job)
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

  private Page<ShownJob> jobs(LocationStatus location, Arguments arguments) {
    List<JobSnapshot> all = location.served().map(LocationSnapshot::jobs).orElse(List.of());
    Page<JobSnapshot> page = Page.of(all, JobSnapshot::name, arguments);
    return new Page<>(shown(location, page.items()), page.after());
  }

  private Optional<ShownJob> job(LocationStatus location, Arguments arguments) {
    String name = arguments.text("name");
    return location
        .served()
        .flatMap(
            served -> served.jobs().stream().filter(job -> job.name().equals(name)).findFirst())
        .map(job -> shown(location, List.of(job)).getFirst());
  }

  private List<ShownJob> shown(LocationStatus location, List<JobSnapshot> some) {
    return location.served().map(served -> jobs.shown(served, some)).orElse(List.of());
  }
}
