package io.dagwerk.graphql;

import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;

/// Tells clients what they have to know of the server that they ask.
final class ServerFields {
  private ServerFields() {}

  static void wire(RuntimeWiring.Builder wiring, ServerFacts facts) {
    wiring.type(TypeRuntimeWiring.newTypeWiring("Query").dataFetcher("server", _ -> facts));
    Fields.of("Server", ServerFacts.class)
        .field("isReadOnly", server -> server.mode() == ApiMode.READ_ONLY)
        .wire(wiring);
    Fields.of("Setting", ServerFacts.Setting.class).wire(wiring);
  }
}
