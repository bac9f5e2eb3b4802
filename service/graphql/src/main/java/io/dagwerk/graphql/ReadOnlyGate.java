package io.dagwerk.graphql;

import graphql.ExecutionResult;
import graphql.GraphqlErrorBuilder;
import graphql.execution.AbortExecutionException;
import graphql.execution.ExecutionContext;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.language.OperationDefinition.Operation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Refuses each request that is a mutation, whatever it asks for and before anything is done: so
/// also those that the schema will have one day.
final class ReadOnlyGate extends SimplePerformantInstrumentation {
  @Override
  public @Nullable InstrumentationContext<ExecutionResult> beginExecuteOperation(
      InstrumentationExecuteOperationParameters asked, @Nullable InstrumentationState state) {
    ExecutionContext context = asked.getExecutionContext();
    if (context.getOperationDefinition().getOperation() == Operation.MUTATION) {
      throw new AbortExecutionException(
          List.of(
              GraphqlErrorBuilder.newError()
                  .message("%s", ApiMode.REFUSAL)
                  .extensions(Map.of("code", ApiMode.CODE))
                  .build()));
    }
    return null;
  }
}
