package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaBreaksTest {
  private static final String NOW = "src/main/resources/io/dagwerk/graphql/schema.graphqls";
  private static final String SAVE =
      "save it with: cp service/graphql/%s service/graphql/saved.graphqls";

  private static final String SAVED =
      """
      scalar Time
      type Query { run(id: ID!, limit: Int! = 5): Run  state: State  any: Any }
      type Run { id: ID!  ended: Time }
      type Job { name: String! }
      enum State { ON OFF }
      union Any = Run | Job
      input Filter { job: String }
      """;

  @Test
  void whoAsksByTheSavedSchemaIsUnderstood() throws IOException {
    String saved = Files.readString(Path.of("saved.graphqls"));
    String now = Files.readString(Path.of(NOW));
    assertThat(SchemaBreaks.between(saved, now)).isEmpty();
    assertThat(SchemaBreaks.additions(saved, now)).as(SAVE, NOW).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ended: Time            | ''                       | Run.ended is gone",
        "ended: Time            | ended: ID                | Run.ended was Time, and is ID",
        "id: ID!  ended         | id: ID  ended            | Run.id was ID!, and is ID",
        "limit: Int! = 5        | limit: Int! = 6          | Query.run.limit was '5' when it was left out, and is '6'",
        "limit: Int! = 5        | limit: Int!              | Query.run.limit was Int!, and is Int!",
        "(id: ID!, limit        | (limit                   | Query.run.id is gone",
        "(id: ID!,              | (id: ID!, all: Boolean!, | Query.run.all is new and may not be left out",
        "ON OFF                 | ON                       | State.OFF is gone",
        "job: String            | job: String!             | Filter.job was String, and is String!",
        "enum State { ON OFF }  | type State { id: ID }    | State has become something else",
        "scalar Time            | scalar Other             | Time is gone"
      })
  void whatAClientStandsOnMayNotGo(String part, String other, String problem) {
    assertThat(SchemaBreaks.between(SAVED, SAVED.replace(part, other))).contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ended: Time   | ended: Time!             | ''",
        "ended: Time   | ended: Time  more: ID    | Run.more",
        "(id: ID!,     | (id: ID,                 | ''",
        "(id: ID!,     | (id: ID!, all: Boolean,  | Query.run.all",
        "ON OFF        | ON OFF DIM               | State.DIM",
        "scalar Time   | scalar Time type New { id: ID } | New"
      })
  void whatIsAddedBreaksNobody(String part, String other, String addition) {
    String now = SAVED.replace(part, other);
    assertThat(SchemaBreaks.between(SAVED, now)).isEmpty();
    assertThat(String.join(", ", SchemaBreaks.additions(SAVED, now))).isEqualTo(addition);
  }
}
