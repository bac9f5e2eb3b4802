package io.dagwerk.cli;

import io.dagwerk.model.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// Reads runs from a server, page by page.
///
/// @param client of the server
record Runs(Client client) {
  private static final int PAGE = 1_000;

  /// The longest that a server waits for an event.
  private static final int LONGEST_WAIT_MILLIS = 10_000;

  /// What is told of a run.
  static final String FACTS =
      """
      fragment Facts on Run {
        id job location codeVersion mode status reason priority attempt host parent root
        created started ended logExpired tags { key value }
      }
      """;

  private static final String LIST =
      """
      query($filter: RunFilter!, $before: ID, $limit: Int!) {
        runs(filter: $filter, before: $before, limit: $limit) { runs { ...Facts } before }
      }
      """
          + FACTS;

  private static final String GET = "query($id: ID!) { run(id: $id) { ...Facts } }" + FACTS;

  private static final String STEPS =
      """
      query($id: ID!, $after: String, $limit: Int!) { run(id: $id) {
        steps(after: $after, limit: $limit) {
          steps { key status attempt reason origin began ended } after
        }
      } }
      """;

  private static final String EVENTS =
      """
      query($id: ID!, $after: Long!, $limit: Int!, $waitMillis: Int!) { run(id: $id) {
        events(after: $after, limit: $limit, waitMillis: $waitMillis) {
          events { position time kind step text json } after isWhole
        }
      } }
      """;

  private static final String LOGS =
      """
      query($id: ID!, $after: String, $limit: Int!) { run(id: $id) {
        logs(after: $after, limit: $limit) { logs { step attempt stream } after }
      } }
      """;

  /// The most places that are read at once.
  static final int MOST_PLACES = 32;

  /// Of a stream, in bytes; for all places it is what a server gives at once.
  private static final int MOST_TEXT = 1 << 18;

  private static final String LAUNCH =
      """
      mutation($input: LaunchInput!) { launch(input: $input) {
        ...Facts ... on Refused { problems }
      } }
      """
          + FACTS;

  /// Of a plan, the most steps that a server gives at once.
  private static final String PLAN =
      """
      query($input: LaunchInput!) { launchPlan(input: $input) {
        ...Planned ... on Refused { problems }
      } }
      """
          + PlanView.FACTS;

  private static final String RERUN_PLAN =
      """
      query($input: RerunInput!) { rerunPlan(input: $input) {
        ...Planned ... on Refused { problems }
      } }
      """
          + PlanView.FACTS;

  /// The code of a run's location, as it is served now.
  private static final String SERVED =
      "query($name: String!) { location(name: $name) { codeVersion } }";

  private static final String RERUN =
      """
      mutation($input: RerunInput!) { rerun(input: $input) {
        ...Facts ... on Refused { problems }
      } }
      """
          + FACTS;

  private static final String CANCEL =
      """
      mutation($run: ID!, $reason: String!) { cancel(run: $run, reason: $reason) {
        ...Facts ... on Refused { problems }
      } }
      """
          + FACTS;

  /// What is asked for by who wants assets that no job asks for.
  static SequencedMap<String, Object> ofAssets(String selection) {
    SequencedMap<String, Object> input = new LinkedHashMap<>();
    input.put("job", "assets");
    input.put("select", selection);
    return input;
  }

  /// What a launch would come to; nothing happens.
  ///
  /// @param input as for [#launch]
  Answer plan(SequencedMap<String, Object> input) {
    return client.mutate(
        "launchPlan", PLAN, Map.of("input", input), "nothing has happened; try it again");
  }

  /// What executing a run again would come to; nothing happens.
  ///
  /// @param input as for [#rerun]
  Answer rerunPlan(SequencedMap<String, Object> input) {
    return client.mutate(
        "rerunPlan", RERUN_PLAN, Map.of("input", input), "nothing has happened; try it again");
  }

  /// What is to be known before a run is executed again: that its code has changed.
  Optional<String> noteOfRerun(String id) {
    Optional<Answer> found = client.ask(GET, Map.of("id", id)).find("run");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Answer run = found.get();
    String location = run.text("location");
    String before = run.text("codeVersion");
    return client
        .ask(SERVED, Map.of("name", location))
        .find("location")
        .flatMap(served -> served.findText("codeVersion"))
        .filter(now -> !now.equals(before))
        .map(now ->
            "the code of location '%s' has changed since run %s, from version %s to %s; its steps may do something else now"
                .formatted(location, id, before, now));
  }

  /// Launches a run; its id is chosen here, so that it is known also when no answer comes.
  ///
  /// @param input all but the id
  Answer launch(SequencedMap<String, Object> input) {
    return queue("launch", LAUNCH, input);
  }

  /// Executes a run again.
  ///
  /// @param input all but the id of the new run
  Answer rerun(SequencedMap<String, Object> input) {
    return queue("rerun", RERUN, input);
  }

  private Answer queue(String field, String mutation, SequencedMap<String, Object> input) {
    String id = RunId.createdAt(Instant.now()).toString();
    SequencedMap<String, Object> whole = new LinkedHashMap<>(input);
    whole.put("id", id);
    return client.mutate(
        field,
        mutation,
        Map.of("input", whole),
        "run %1$s may have been launched all the same; 'dagwerk runs show %1$s' tells whether it was"
            .formatted(id));
  }

  /// The newest runs that pass a filter.
  List<Answer> list(Map<String, ?> filter, Optional<String> before, int limit) {
    SequencedMap<String, Object> variables = new LinkedHashMap<>();
    variables.put("filter", filter);
    before.ifPresent(last -> variables.put("before", last));
    variables.put("limit", limit);
    return client.ask(LIST, variables).get("runs").list("runs");
  }

  Answer get(String id) {
    return run(id, client.ask(GET, Map.of("id", id)));
  }

  /// The run when it has ended, without its log.
  Answer awaitEnd(String id) {
    Answer page;
    do {
      page = events(id, Long.MAX_VALUE, LONGEST_WAIT_MILLIS);
    } while (!page.isTrue("isWhole"));
    return get(id);
  }

  /// All steps that have begun or ended.
  List<Answer> steps(String id) {
    return pages(id, STEPS, "steps");
  }

  /// All pages of a list of a run.
  private List<Answer> pages(String id, String query, String list) {
    List<Answer> items = new ArrayList<>();
    SequencedMap<String, Object> variables = new LinkedHashMap<>(Map.of("id", id, "limit", PAGE));
    Optional<String> after;
    do {
      Answer page = run(id, client.ask(query, variables)).get(list);
      items.addAll(page.list(list));
      after = page.findText("after");
      after.ifPresent(last -> variables.put("after", last));
    } while (after.isPresent());
    return items;
  }

  /// A part of the log: `events`, the position `after` which to go on, and whether it `isWhole`.
  Answer events(String id, long after, int waitMillis) {
    Map<String, ?> variables =
        Map.of("id", id, "after", after, "limit", PAGE, "waitMillis", waitMillis);
    return run(id, client.ask(EVENTS, variables)).get("events");
  }

  /// The streams of what steps of a run printed: `step`, `attempt` and `stream`.
  List<Answer> logs(String id) {
    return pages(id, LOGS, "logs");
  }

  /// Parts of streams, in the order of the places: the `text` of each, the offset `end` at which to
  /// go on, and whether it `isWhole`.
  ///
  /// @param places from 1 to [#MOST_PLACES]
  List<Answer> log(String id, List<PrintedText.Place> places) {
    SequencedMap<String, Object> variables = new LinkedHashMap<>(Map.of("id", id));
    StringBuilder parameters = new StringBuilder("$id: ID!");
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < places.size(); i++) {
      PrintedText.Stream stream = places.get(i).stream();
      parameters.append(", $step%d: String".formatted(i));
      if (stream.step().isPresent()) {
        variables.put("step" + i, stream.step().get());
      }
      fields.append(
          " log%d: log(step: $step%d, stream: %s, attempt: %d, offset: %d, limit: %d) { end text isWhole }"
              .formatted(i, i, stream.name(), stream.attempt(), places.get(i).offset(), MOST_TEXT));
    }
    Answer run =
        run(
            id,
            client.ask(
                "query(%s) { run(id: $id) {%s } }".formatted(parameters, fields), variables));
    return IntStream.range(0, places.size()).mapToObj(i -> run.get("log" + i)).toList();
  }

  Answer cancel(String id, String reason) {
    return client.mutate("cancel", CANCEL, Map.of("run", id, "reason", reason));
  }

  private static Answer run(String id, Answer data) {
    return data.find("run")
        .orElseThrow(() -> new CommandFailed(ExitCode.REFUSED, "there is no run %s".formatted(id)));
  }
}
