package io.dagwerk.graphql;

import graphql.TypeResolutionEnvironment;
import graphql.schema.DataFetcher;
import graphql.schema.GraphQLObjectType;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import io.dagwerk.daemon.LaunchPlan;
import io.dagwerk.daemon.LocationStatus;
import io.dagwerk.daemon.Principal;
import io.dagwerk.daemon.Refused;
import io.dagwerk.daemon.ReloadedSettings;
import io.dagwerk.graphql.AssetFields.Reported;
import io.dagwerk.graphql.Mutations.DeletedRun;
import io.dagwerk.spi.StoredRun;
import java.util.List;
import java.util.Objects;

/// What comes of that which may be refused: either the thing itself, or why it cannot be.
final class Results {
  private static final List<String> UNIONS =
      List.of(
          "LaunchPlanResult",
          "LaunchResult",
          "CancelResult",
          "DeleteRunResult",
          "ReloadLocationResult",
          "ReloadSettingsResult",
          "ReportResult");

  private Results() {}

  /// Does or tells something that may be refused.
  interface Deed {
    Object ask(Principal by, Arguments arguments);
  }

  static void wire(RuntimeWiring.Builder wiring) {
    UNIONS.forEach(
        union -> wiring.type(TypeRuntimeWiring.newTypeWiring(union).typeResolver(Results::typeOf)));
  }

  static DataFetcher<Object> of(Deed deed) {
    return asked -> {
      Principal by = asked.getGraphQlContext().get(Principal.class);
      try {
        return deed.ask(Objects.requireNonNull(by), new Arguments(asked.getArguments()));
      } catch (Refused refused) {
        return refused;
      }
    };
  }

  private static GraphQLObjectType typeOf(TypeResolutionEnvironment result) {
    Object value = Objects.requireNonNull(result.getObject());
    String name =
        switch (value) {
          case StoredRun _ -> "Run";
          case LaunchPlan _ -> "LaunchPlan";
          case Refused _ -> "Refused";
          case DeletedRun _ -> "DeletedRun";
          case LocationStatus _ -> "Location";
          case ReloadedSettings _ -> "ReloadedSettings";
          case Reported _ -> "Reported";
          default -> throw new IllegalStateException("no type of the schema is a " + value);
        };
    return Objects.requireNonNull(result.getSchema().getObjectType(name));
  }
}
