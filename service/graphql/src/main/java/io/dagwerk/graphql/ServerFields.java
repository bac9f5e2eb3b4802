package io.dagwerk.graphql;

import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;

/// Tells clients what they have to know of the server that they ask.
final class ServerFields {
  private ServerFields() {}

  /// The server that answers.
  ///
  /// @param isReadOnly whether it changes nothing
  record Server(boolean isReadOnly) {}

  static void wire(RuntimeWiring.Builder wiring, ApiMode mode) {
    Server server = new Server(mode == ApiMode.READ_ONLY);
    wiring.type(TypeRuntimeWiring.newTypeWiring("Query").dataFetcher("server", _ -> server));
  }
}
