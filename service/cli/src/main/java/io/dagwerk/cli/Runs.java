package io.dagwerk.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Reads runs from a server, page by page.
///
/// @param client of the server
record Runs(Client client) {
  private static final int PAGE = 1_000;

  /// What is told of a run.
  static final String FACTS =
      """
      fragment Facts on Run {
        id job location codeVersion mode status reason priority attempt parent root
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
      "query($id: ID!) { run(id: $id) { logs { step attempt stream } } }";

  private static final String LOG =
      """
      query($id: ID!, $step: String, $stream: Stream!, $attempt: Int!, $offset: Long!, $limit: Int!) {
        run(id: $id) {
          log(step: $step, stream: $stream, attempt: $attempt, offset: $offset, limit: $limit) {
            end text isWhole
          }
        }
      }
      """;

  private static final String CANCEL =
      """
      mutation($run: ID!, $reason: String!) { cancel(run: $run, reason: $reason) {
        ...Facts ... on Refused { problems }
      } }
      """
          + FACTS;

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

  /// All steps that have begun or ended.
  List<Answer> steps(String id) {
    List<Answer> steps = new ArrayList<>();
    SequencedMap<String, Object> variables = new LinkedHashMap<>(Map.of("id", id, "limit", PAGE));
    Optional<String> after;
    do {
      Answer page = run(id, client.ask(STEPS, variables)).get("steps");
      steps.addAll(page.list("steps"));
      after = page.findText("after");
      after.ifPresent(last -> variables.put("after", last));
    } while (after.isPresent());
    return steps;
  }

  /// A part of the log: `events`, the position `after` which to go on, and whether it `isWhole`.
  Answer events(String id, long after, int waitMillis) {
    Map<String, ?> variables =
        Map.of("id", id, "after", after, "limit", PAGE, "waitMillis", waitMillis);
    return run(id, client.ask(EVENTS, variables)).get("events");
  }

  /// The streams of what steps of a run printed: `step`, `attempt` and `stream`.
  List<Answer> logs(String id) {
    return run(id, client.ask(LOGS, Map.of("id", id))).list("logs");
  }

  /// A part of a stream: its `text`, the offset `end` at which to go on, and whether it `isWhole`.
  Answer log(String id, PrintedText.Stream stream, long offset, int limit) {
    SequencedMap<String, Object> variables = new LinkedHashMap<>();
    variables.put("id", id);
    stream.step().ifPresent(step -> variables.put("step", step));
    variables.put("stream", stream.name());
    variables.put("attempt", stream.attempt());
    variables.put("offset", offset);
    variables.put("limit", limit);
    return run(id, client.ask(LOG, variables)).get("log");
  }

  Answer cancel(String id, String reason) {
    return client.mutate("cancel", CANCEL, Map.of("run", id, "reason", reason));
  }

  private static Answer run(String id, Answer data) {
    return data.find("run")
        .orElseThrow(() -> new CommandFailed(ExitCode.REFUSED, "there is no run %s".formatted(id)));
  }
}
