package io.dagwerk.protocol;

import static io.dagwerk.protocol.CommonCodec.optional;

import io.dagwerk.model.Plan;
import io.dagwerk.model.Retry;
import io.dagwerk.protocol.v1.PlanProto;

/// How a step is run, as messages, and back.
final class StepOptionsCodec {
  private static final EnumTable<Retry.Backoff, PlanProto.Retry.Backoff> BACKOFFS =
      EnumTable.of(Retry.Backoff.class, PlanProto.Retry.Backoff.class, "BACKOFF_");

  private StepOptionsCodec() {}

  static PlanProto.StepOptions toMessage(Plan.Options options) {
    PlanProto.StepOptions.Builder message =
        PlanProto.StepOptions.newBuilder()
            .setPriority(options.priority())
            .setRetry(toMessage(options.retry()))
            .addAllPools(CommonCodec.numbers(options.pools()))
            .setCpuBound(options.cpuBound());
    options.timeout().ifPresent(most -> message.setTimeout(CommonCodec.toMessage(most)));
    options.process().ifPresent(own -> message.setProcess(CommonCodec.toMessage(own)));
    return message.build();
  }

  static Plan.Options fromMessage(PlanProto.StepOptions message) {
    return new Plan.Options(
        message.getPriority(),
        fromMessage(message.getRetry()),
        optional(message::hasTimeout, message::getTimeout, CommonCodec::fromMessage),
        CommonCodec.numbersOf(message.getPoolsList()),
        message.getCpuBound(),
        optional(message::hasProcess, message::getProcess, CommonCodec::fromMessage));
  }

  static PlanProto.Retry toMessage(Retry retry) {
    return PlanProto.Retry.newBuilder()
        .setRetries(retry.retries())
        .setDelay(CommonCodec.toMessage(retry.delay()))
        .setBackoff(BACKOFFS.to(retry.backoff()))
        .setHasJitter(retry.hasJitter())
        .setMostDelay(CommonCodec.toMessage(retry.mostDelay()))
        .build();
  }

  static Retry fromMessage(PlanProto.Retry message) {
    return new Retry(
        message.getRetries(),
        CommonCodec.fromMessage(message.getDelay()),
        BACKOFFS.from(message.getBackoff()),
        message.getHasJitter(),
        CommonCodec.fromMessage(message.getMostDelay()));
  }
}
