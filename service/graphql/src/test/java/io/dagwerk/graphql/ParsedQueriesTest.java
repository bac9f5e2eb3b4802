package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ExecutionInput;
import graphql.GraphqlErrorBuilder;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Document;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParsedQueriesTest {
  private final ParsedQueries queries = new ParsedQueries();
  private final List<String> parsed = new ArrayList<>();

  @Test
  void aQueryIsParsedOnce() {
    PreparsedDocumentEntry first = ask("{runs {before}}");

    assertThat(ask("{runs {before}}")).isSameAs(first);
    assertThat(parsed).containsExactly("{runs {before}}");
  }

  @Test
  void whatIsNotValidIsParsedAgain() {
    ask("invalid");

    assertThat(ask("invalid").hasErrors()).isTrue();
    assertThat(parsed).containsExactly("invalid", "invalid");
  }

  @Test
  void whatWasNotAskedForLongestIsForgotten() {
    for (int number = 0; number < ParsedQueries.MOST; number++) {
      ask("{q%d}".formatted(number));
    }
    ask("{q0}");
    ask("{another}");
    parsed.clear();

    ask("{q0}");
    ask("{q2}");
    ask("{q1}");

    assertThat(parsed).containsExactly("{q1}");
  }

  @Test
  void whatIsVeryLongIsNotKept() {
    String longest = "x".repeat(ParsedQueries.LONGEST);
    ask(longest);
    ask(longest);
    ask(longest + "x");
    ask(longest + "x");

    assertThat(parsed).containsExactly(longest, longest + "x", longest + "x");
  }

  private PreparsedDocumentEntry ask(String text) {
    return queries
        .getDocumentAsync(
            ExecutionInput.newExecutionInput(text).build(),
            input -> {
              parsed.add(input.getQuery());
              return input.getQuery().equals("invalid")
                  ? new PreparsedDocumentEntry(
                      GraphqlErrorBuilder.newError().message("not valid").build())
                  : new PreparsedDocumentEntry(Document.newDocument().build());
            })
        .join();
  }
}
