package io.dagwerk.graphql;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.execution.instrumentation.ChainedInstrumentation;
import graphql.execution.instrumentation.Instrumentation;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.dagwerk.daemon.Operations;
import io.dagwerk.daemon.Principal;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ConfigTree.Entries;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/// Answers GraphQL requests about an instance, by its schema `schema.graphqls`. Thread-safe; a
/// request is answered in the thread that brings it, which may wait for events up to 10 s.
///
/// ```java
/// ConfigTree answer = api.execute(Principal.LOCAL, ConfigTree.of(Map.of("query", "{runs {before}}")));
/// ```
public final class GraphQlApi {
  private final GraphQL engine;

  public GraphQlApi(Operations operations) {
    this(operations, ServerFacts.PLAIN);
  }

  /// @param facts what it tells of the server that answers
  public GraphQlApi(Operations operations, ServerFacts facts) {
    this(operations, facts, new Tail(operations));
  }

  /// @param tail by which logs are followed
  GraphQlApi(Operations operations, ServerFacts facts, Tail tail) {
    this.engine =
        GraphQL.newGraphQL(schema(operations, facts, tail))
            .instrumentation(new ChainedInstrumentation(gates(facts.mode())))
            .defaultDataFetcherExceptionHandler(new FailedFields())
            .preparsedDocumentProvider(new ParsedQueries())
            .build();
  }

  private static List<Instrumentation> gates(ApiMode mode) {
    return switch (mode) {
      case OPEN -> List.of(Limits.ofDepth(), Limits.ofComplexity());
      case READ_ONLY -> List.of(new ReadOnlyGate(), Limits.ofDepth(), Limits.ofComplexity());
    };
  }

  /// Answers one request, as GraphQL over HTTP has it: a map with `query`, and perhaps
  /// `operationName` and `variables`. So is the answer: a map with `data`, `errors` or both.
  public ConfigTree execute(Principal by, ConfigTree request) {
    return ConfigTree.of(answer(by, request));
  }

  /// The same as one line of JSON, for whoever only passes it on.
  public String executeToJson(Principal by, ConfigTree request) {
    return ConfigTree.json(answer(by, request));
  }

  private Map<String, Object> answer(Principal by, ConfigTree request) {
    try {
      ExecutionResult result = engine.execute(input(by, request));
      if (result.getData() instanceof Publisher<?>) {
        throw new BadRequest(
            "a subscription is asked over a WebSocket with the protocol graphql-transport-ws");
      }
      return result.toSpecification();
    } catch (BadRequest e) {
      return Map.of("errors", List.of(e.toSpecification()));
    }
  }

  /// Answers one request that may be a subscription.
  public AnswerStream answers(Principal by, ConfigTree request) {
    try {
      ExecutionResult result = engine.execute(input(by, request));
      return result.getData() instanceof Publisher<?>
          ? AnswerStream.of(result.<Publisher<ExecutionResult>>getData())
          : AnswerStream.of(ConfigTree.of(result.toSpecification()));
    } catch (BadRequest e) {
      return AnswerStream.of(ConfigTree.of(Map.of("errors", List.of(e.toSpecification()))));
    }
  }

  private static ExecutionInput input(Principal by, ConfigTree request) {
    Map<String, ConfigTree> parts =
        request instanceof Entries(var entries) ? entries : new LinkedHashMap<>();
    if (!(parts.get("query") instanceof ConfigTree.Text(String query))) {
      throw new BadRequest("expected a map with a text 'query', as GraphQL over HTTP has it");
    }
    ExecutionInput.Builder input =
        ExecutionInput.newExecutionInput(query)
            .graphQLContext(
                Map.of(
                    Principal.class, by,
                    LogBudget.class, new LogBudget(),
                    ReadOnce.class, new ReadOnce()))
            .variables(variables(parts.get("variables")));
    if (parts.get("operationName") instanceof ConfigTree.Text(String name)) {
      input.operationName(name);
    }
    return input.build();
  }

  @SuppressWarnings("unchecked") // the keys of such a tree are texts
  private static Map<String, Object> variables(@Nullable ConfigTree tree) {
    return switch (tree) {
      case null -> Map.of();
      case ConfigTree.Nothing() -> Map.of();
      case Entries entries -> (Map<String, Object>) (Map<?, ?>) (Map<?, ?>) plain(entries);
      case ConfigTree.Truth _,
          ConfigTree.Whole _,
          ConfigTree.Decimal _,
          ConfigTree.Text _,
          ConfigTree.Items _ ->
          throw new BadRequest("expected 'variables' to be a map");
    };
  }

  private static Map<?, ?> plain(Entries entries) {
    return entries.toPlain() instanceof Map<?, ?> map ? map : Map.of();
  }

  private static GraphQLSchema schema(Operations operations, ServerFacts facts, Tail tail) {
    RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
    Scalars.wire(wiring);
    facts.look().wire(wiring);
    Stories stories = new Stories(operations);
    new RunFields(operations, stories, tail).wire(wiring);
    new Queries(operations).wire(wiring);
    new Mutations(operations).wire(wiring);
    new Subscriptions(operations, tail).wire(wiring);
    new PastFields(operations, stories).wire(wiring);
    Results.wire(wiring);
    ServerFields.wire(wiring, facts);
    new AssetFields(operations).wire(wiring);
    PlanFields.wire(wiring);
    JobFields jobs = new JobFields(operations);
    new LocationFields(jobs).wire(wiring);
    jobs.wire(wiring);
    new LineageFields(operations).wire(wiring);
    return new SchemaGenerator()
        .makeExecutableSchema(new SchemaParser().parse(text()), wiring.build());
  }

  private static String text() {
    try (InputStream schema = GraphQlApi.class.getResourceAsStream("schema.graphqls")) {
      if (schema == null) {
        throw new IllegalStateException("schema.graphqls is missing beside " + GraphQlApi.class);
      }
      return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
