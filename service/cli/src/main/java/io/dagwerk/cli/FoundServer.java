package io.dagwerk.cli;

/// The server that a command asks.
sealed interface FoundServer {
  ServerAddress address();

  /// It was there, and stays.
  record Elsewhere(ServerAddress address) implements FoundServer {}

  /// It ends with the command.
  ///
  /// @param startCommand what starts one that stays
  record InThisProcess(ServerAddress address, String startCommand) implements FoundServer {}
}
