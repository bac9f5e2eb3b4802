package io.dagwerk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.cli.Surroundings.Look;
import io.dagwerk.cli.Typed.Outcome;
import io.dagwerk.daemon.Principal;
import io.dagwerk.graphql.GraphQlApi;
import io.dagwerk.graphql.Shop;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.testsupport.Covers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `dagwerk jobs`.
final class JobsCommandsTest {
  private final Typed typed = new Typed(Path.of(""));

  @AfterEach
  void stop() {
    typed.close();
  }

  @Test
  void jobsAreATableForPeopleAndLinesForPrograms() {
    assertThat(typed.type(Look.TERMINAL, "jobs", "list").out())
        .isEqualTo(
            """
            LOCATION  JOB      MODES    PRESETS  ABOUT
            flights   refresh  default
            flights   report   default
            """);
    assertThat(typed.type("jobs", "list").out())
        .isEqualTo("flights\trefresh\tdefault\t\t\nflights\treport\tdefault\t\t\n");
    assertThat(typed.type("jobs", "list", "--json").out())
        .startsWith("[{\"location\": \"flights\", \"name\": \"refresh\"");
  }

  @Test
  void aJobIsShownAsTheApiTellsOfIt() {
    assertThat(typed.type("jobs", "show", "refresh").out())
        .isEqualTo("job       refresh\nlocation  flights\nmodes     default\n");
    assertThat(typed.type("jobs", "show", "refresh", "--json").out())
        .isEqualTo(
            "{\"location\": \"flights\", \"name\": \"refresh\", \"description\": \"\","
                + " \"modes\": [\"default\"], \"presets\": [], \"nodes\": []}\n");
  }

  @Test
  @Covers("K11.4")
  void theGraphOfAJobIsShownAsTheUserInterfaceHasIt() {
    typed.operations.serves(Shop.with(Shop.location().nodes()));
    String drawn =
        new GraphQlApi(typed.operations)
            .execute(
                Principal.LOCAL,
                ConfigTree.of(
                    Map.of(
                        "query",
                        "{ location(name: \"shop\") { job(name: \"daily\") { nodes { nodes { name kind upstream } } } } }")))
            .toJson();
    List<String> names = new ArrayList<>();

    List<String> rows =
        typed
            .type("jobs", "show", "daily")
            .out()
            .lines()
            .dropWhile(line -> !line.isEmpty())
            .skip(1)
            .toList();

    for (String row : rows) {
      String[] parts = row.split("\t", -1);
      names.add(parts[0]);
      String upstream = parts[2].isEmpty() ? "" : "\"" + parts[2].replace(", ", "\", \"") + "\"";
      assertThat(drawn)
          .contains(
              "{\"name\": \"%s\", \"kind\": \"%s\", \"upstream\": [%s]}"
                  .formatted(parts[0], parts[1], upstream));
    }
    assertThat(names).hasSize(drawn.split("\"name\": ", -1).length - 1).hasSizeGreaterThan(1);
    assertThat(typed.type("jobs", "show", "daily", "--json").out())
        .contains(drawn.substring(drawn.indexOf("[{"), drawn.indexOf("}]") + 2));
  }

  @Test
  void ofManyJobsAllAreListedAndTheLastIsFound() {
    typed.servesJobs("shop", 2_001);

    assertThat(typed.type("jobs", "list").out().lines())
        .hasSize(2_003)
        .contains("flights\trefresh\tdefault\t\t", "shop\tjob-2000\tdefault\t\t")
        .doesNotHaveDuplicates();
    assertThat(typed.type("jobs", "show", "job-2000").out()).contains("location  shop");
  }

  @Test
  void aJobThatIsNotThereIsAnsweredWithTheNearest() {
    assertThat(typed.type("jobs", "show", "refrsh"))
        .isEqualTo(
            new Outcome(3, "", "dagwerk: there is no job 'refrsh'; did you mean 'refresh'?\n"));
    assertThat(typed.type("jobs", "show", "refresh", "--location=shop").code()).isEqualTo(3);
  }
}
