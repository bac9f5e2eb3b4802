package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ParseAndValidate;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import io.dagwerk.testsupport.Covers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the pages of the user interface ask for and do.
class DocumentsOfPagesTest {
  private static final Path PAGES = Path.of("../../ui/src");
  private static final Pattern TALKS =
      Pattern.compile("\\bfetch\\(|new (WebSocket|EventSource|XMLHttpRequest)\\b|sendBeacon\\(");

  @Test
  @Covers("K13.1")
  void theyAreDoneThroughThePublicSchemaAndInNoOtherWay() throws IOException {
    String documents =
        sources(".graphql").map(DocumentsOfPagesTest::text).collect(Collectors.joining("\n"));
    assertThat(ParseAndValidate.validate(schema(), new Parser().parseDocument(documents)))
        .isEmpty();
    assertThat(documents).contains("mutation Launch", "subscription", "query");

    List<String> talking =
        Stream.concat(sources(".ts"), sources(".tsx"))
            .filter(file -> !file.toString().contains(".test."))
            .filter(file -> !file.startsWith(PAGES.resolve("shared/testing")))
            .filter(file -> TALKS.matcher(text(file)).find())
            .map(file -> PAGES.relativize(file).toString())
            .sorted()
            .toList();
    assertThat(talking).containsExactly("shared/api/client.ts", "shared/api/socket.ts");
  }

  private static Stream<Path> sources(String ending) throws IOException {
    try (Stream<Path> files = Files.walk(PAGES)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList().stream();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GraphQLSchema schema() throws IOException {
    try (InputStream schema =
        Objects.requireNonNull(GraphQlApi.class.getResourceAsStream("schema.graphqls"))) {
      return UnExecutableSchemaGenerator.makeUnExecutableSchema(
          new SchemaParser().parse(new String(schema.readAllBytes(), StandardCharsets.UTF_8)));
    }
  }
}
