package io.dagwerk.graphql;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import io.dagwerk.daemon.Refused;
import io.dagwerk.spi.StorageException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Tells who asked why a field has no answer: what is wrong with the request in full, what is wrong
/// with us only where to look for it.
final class FailedFields implements DataFetcherExceptionHandler {
  private static final Logger LOG = System.getLogger(FailedFields.class.getName());

  @Override
  public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
      DataFetcherExceptionHandlerParameters parameters) {
    GraphqlErrorBuilder<?> error =
        GraphqlErrorBuilder.newError()
            .path(parameters.getPath())
            .location(parameters.getSourceLocation());
    return CompletableFuture.completedFuture(
        DataFetcherExceptionHandlerResult.newResult(tell(parameters, error)).build());
  }

  private static GraphQLError tell(
      DataFetcherExceptionHandlerParameters parameters, GraphqlErrorBuilder<?> error) {
    Throwable thrown = parameters.getException();
    if (thrown instanceof BadRequest bad) {
      return error
          .message("%s", String.valueOf(bad.getMessage()))
          .extensions(BadRequest.EXTENSIONS)
          .build();
    }
    if (thrown instanceof Refused refused) {
      return error
          .message("%s", String.valueOf(refused.getMessage()))
          .extensions(Map.of("code", "REFUSED"))
          .build();
    }
    if (thrown instanceof StorageException storage) {
      LOG.log(Level.ERROR, "no answer to '%s': %s".formatted(parameters.getPath(), storage));
      return error
          .message("%s", String.valueOf(storage.getMessage()))
          .extensions(Map.of("code", "STORAGE"))
          .build();
    }
    LOG.log(Level.ERROR, "no answer to '%s'".formatted(parameters.getPath()), thrown);
    return error
        .message(
            "'%s' could not be answered (%s); the log of the server says more",
            parameters.getPath(), thrown.getClass().getSimpleName())
        .extensions(Map.of("code", "INTERNAL"))
        .build();
  }
}
