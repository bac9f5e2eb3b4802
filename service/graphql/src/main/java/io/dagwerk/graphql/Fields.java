package io.dagwerk.graphql;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.LightDataFetcher;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How the fields of one type of the schema are answered from values of ours. An empty `Optional`
/// is null in the answer; a field of which nothing is said is the component of that name.
///
/// @param <S> the values
final class Fields<S> {
  private final Class<S> source;
  private final TypeRuntimeWiring.Builder type;

  private Fields(String name, Class<S> source) {
    this.source = source;
    this.type = TypeRuntimeWiring.newTypeWiring(name);
  }

  static <S> Fields<S> of(String type, Class<S> source) {
    return new Fields<>(type, source);
  }

  Fields<S> field(String name, Function<S, ? extends @Nullable Object> answer) {
    Component fetcher = from -> answer.apply(cast(from));
    type.dataFetcher(name, fetcher);
    return this;
  }

  /// A fetcher that needs nothing but the value. It is not told all that may be asked for, which
  /// would be made for each value.
  private interface Component extends LightDataFetcher<Object> {
    @Nullable Object of(@Nullable Object source);

    @Override
    default @Nullable Object get(
        GraphQLFieldDefinition field,
        @Nullable Object source,
        Supplier<DataFetchingEnvironment> asked) {
      return of(source);
    }

    @Override
    default @Nullable Object get(DataFetchingEnvironment asked) {
      return of(asked.getSource());
    }
  }

  /// A field that is asked with arguments.
  Fields<S> field(String name, BiFunction<S, Arguments, ? extends @Nullable Object> answer) {
    DataFetcher<?> fetcher =
        asked -> answer.apply(source(asked), new Arguments(asked.getArguments()));
    type.dataFetcher(name, fetcher);
    return this;
  }

  /// How a field is answered for whose sake logs are read.
  ///
  /// @param <S> the values
  interface Searched<S> {
    @Nullable Object answer(S source, Arguments arguments, LogBudget budget);
  }

  /// A field for whose sake logs are read.
  Fields<S> searched(String name, Searched<S> answer) {
    DataFetcher<?> fetcher =
        asked -> answer.answer(source(asked), new Arguments(asked.getArguments()), budget(asked));
    type.dataFetcher(name, fetcher);
    return this;
  }

  /// What the request may still have read of logs.
  static LogBudget budget(DataFetchingEnvironment asked) {
    return Objects.requireNonNull(asked.getGraphQlContext().<LogBudget>get(LogBudget.class));
  }

  /// What the request has read already.
  static ReadOnce readOnce(DataFetchingEnvironment asked) {
    return Objects.requireNonNull(asked.getGraphQlContext().<ReadOnce>get(ReadOnce.class));
  }

  void wire(RuntimeWiring.Builder wiring) {
    wiring.type(type);
  }

  private S source(DataFetchingEnvironment asked) {
    return cast(asked.getSource());
  }

  private S cast(@Nullable Object from) {
    return Objects.requireNonNull(source.cast(from));
  }
}
