package io.dagwerk.chaos;

import io.dagwerk.chaos.History.SeenRun;
import io.dagwerk.documents.Json;
import io.dagwerk.model.ConfigTree;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The API of a host that may be gone, or be another one by the next request. Thread-safe.
///
/// @param file in which a host says how it is reached
record Api(Path file, HttpClient client) {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int PAGE = 1_000;

  static Api of(Path file) {
    return new Api(file, HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build());
  }

  /// @throws IOException when no host answers, or with an error
  Answered ask(String query, Map<String, Object> variables)
      throws IOException, InterruptedException {
    Answered server = new Answered(Json.parse(Files.readString(file), file.toString()));
    SequencedMap<String, Object> body = new LinkedHashMap<>();
    body.put("query", query);
    body.put("variables", variables);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.text("url") + "/graphql"))
            .timeout(LONGEST)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(ConfigTree.of(body).toJson()));
    server
        .find("token")
        .ifPresent(_ -> request.header("Authorization", "Bearer " + server.text("token")));
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    Answered answer = new Answered(Json.parse(response.body(), "the answer"));
    if (answer.find("errors").isPresent()) {
      throw new IOException(answer.get("errors").tree().toJson());
    }
    return answer.get("data");
  }

  boolean isReady() throws InterruptedException {
    try {
      return ask("{locations{state}}", Map.of()).list("locations").stream()
          .allMatch(location -> location.text("state").equals("READY"));
    } catch (IOException e) {
      return false;
    }
  }

  /// Asks for a run; who asks again with the same id finds the run that exists.
  ///
  /// @return whether it was acknowledged
  boolean launch(String run, String job) throws InterruptedException {
    Map<String, Object> config =
        Map.of("resources", Map.of("gate", Map.of("config", Map.of("run", run))));
    return acknowledged(
        "mutation($in:LaunchInput!){done:launch(input:$in){... on Run{id}}}",
        job.equals(Scenario.REFRESHING)
            ? Map.of("id", run, "job", job, "config", config, "partitions", Scenario.PARTITION)
            : Map.of("id", run, "job", job, "config", config));
  }

  /// What is known of the partition that runs make anew, newest first.
  List<SeenFact> facts() throws IOException, InterruptedException {
    return ask("{asset(key:\"kept\"){history(limit:1000){number kind partition run}}}", Map.of())
        .get("asset")
        .list("history")
        .stream()
        .map(Api::fact)
        .toList();
  }

  /// The newest materialization, as the API shows it; empty where there is none.
  Optional<SeenFact> newest() throws IOException, InterruptedException {
    return ask("{asset(key:\"kept\"){newest{number kind partition run}}}", Map.of())
        .get("asset")
        .find("newest")
        .map(Api::fact);
  }

  private static SeenFact fact(Answered fact) {
    return new SeenFact(
        fact.number("number"), fact.text("kind"), fact.text("partition"), fact.text("run"));
  }

  /// Asks for a run that goes on where another has failed.
  boolean rerun(String run, String parent) throws InterruptedException {
    return acknowledged(
        "mutation($in:RerunInput!){done:rerun(input:$in){... on Run{id}}}",
        Map.of("id", run, "run", parent, "part", "FROM_FAILURE"));
  }

  /// What the instance says of its code.
  String locations() {
    try {
      return ask("{locations{name state}}", Map.of()).tree().toJson();
    } catch (IOException e) {
      return "nobody answers: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private boolean acknowledged(String mutation, Map<String, Object> input)
      throws InterruptedException {
    try {
      return ask(mutation, Map.of("in", input)).get("done").find("id").isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  boolean cancel(String run) throws InterruptedException {
    try {
      return ask("mutation($run:ID!){done:cancel(run:$run){... on Run{id}}}", Map.of("run", run))
          .get("done")
          .find("id")
          .isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /// Where a run stands; empty when nobody says.
  Optional<String> status(String run) throws InterruptedException {
    try {
      return ask("query($id:ID!){run(id:$id){status}}", Map.of("id", run))
          .find("run")
          .map(it -> it.text("status"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  boolean hasEnded(String run) throws InterruptedException {
    return status(run)
        .filter(status -> List.of("SUCCEEDED", "FAILED", "CANCELED").contains(status))
        .isPresent();
  }

  /// The ids of all runs, each as often as it is listed.
  List<String> runs() throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    Map<String, Object> variables = Map.of("limit", PAGE);
    while (true) {
      Answered page =
          ask(
                  "query($before:ID,$limit:Int!){runs(before:$before,limit:$limit){runs{id}"
                      + " before}}",
                  variables)
              .get("runs");
      page.list("runs").forEach(run -> ids.add(run.text("id")));
      if (page.find("before").isEmpty()) {
        return ids;
      }
      variables = Map.of("limit", PAGE, "before", page.text("before"));
    }
  }

  SeenRun run(String id) throws IOException, InterruptedException {
    List<SeenEvent> events = new ArrayList<>();
    long after = 0;
    while (true) {
      Answered run =
          ask(
                  "query($id:ID!,$after:Long!){run(id:$id){status reason"
                      + " events(after:$after,limit:5000){events{position time kind step json}"
                      + " after isWhole}}}",
                  Map.of("id", id, "after", after))
              .get("run");
      List<Answered> page = run.get("events").list("events");
      page.forEach(event -> events.add(event(event)));
      if (page.isEmpty()) {
        return new SeenRun(id, run.text("status"), run.text("reason"), events, Optional.empty());
      }
      after = page.getLast().number("position");
    }
  }

  /// What a step of the newest attempt of a run has printed.
  String printed(String run, String step) throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    long offset = 0;
    while (true) {
      Answered log =
          ask(
                  "query($run:ID!,$step:String!,$offset:Long!){run(id:$run){"
                      + "log(step:$step,stream:STDOUT,offset:$offset){end text}}}",
                  Map.of("run", run, "step", step, "offset", offset))
              .get("run")
              .get("log");
      text.append(log.text("text"));
      if (log.number("end") == offset) {
        return text.toString();
      }
      offset = log.number("end");
    }
  }

  private static SeenEvent event(Answered event) {
    Answered json = event.get("json");
    SequencedMap<String, String> facts = new LinkedHashMap<>();
    for (String name : List.of("attempt", "message", "reason")) {
      json.find(name).ifPresent(_ -> facts.put(name, json.text(name)));
    }
    // A number, when it started, and its machine.
    json.find("process").ifPresent(_ -> facts.put("process", firstWord(json.text("process"))));
    json.find("error").ifPresent(error -> facts.put("error", error.text("message")));
    json.find("metadata")
        .ifPresent(metadata -> {
          for (String name : List.of("hash", "pid", "path")) {
            metadata.find(name).ifPresent(fact -> facts.put(name, value(fact)));
          }
        });
    return new SeenEvent(
        event.number("position"),
        Instant.parse(event.text("time")).toEpochMilli(),
        event.text("kind"),
        event.text("step"),
        facts);
  }

  private static String firstWord(String text) {
    return text.substring(0, (text + " ").indexOf(' '));
  }

  /// What a fact of metadata has beside its kind.
  private static String value(Answered fact) {
    return fact.tree() instanceof ConfigTree.Entries(var entries)
        ? new Answered(fact.tree()).text(entries.lastEntry().getKey())
        : fact.tree().toJson();
  }
}
