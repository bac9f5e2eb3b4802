package io.dagwerk.protocol;

import io.dagwerk.model.Isolation;
import io.dagwerk.model.JvmOptions;
import io.dagwerk.model.RunProcess;
import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerRequest;
import io.dagwerk.protocol.v1.CommonProto;
import io.dagwerk.protocol.v1.PlanProto;

/// How the process of a run is started, in messages.
public final class RunProcesses {
  private RunProcesses() {}

  /// How the process of a worker is asked for; an isolation that is not known is one of its own.
  public static RunProcess of(LaunchWorkerRequest request) {
    return read(request.getIsolation(), request.getProcess());
  }

  /// Asks for a process.
  public static void write(RunProcess process, LaunchWorkerRequest.Builder to) {
    to.setIsolation(CommonCodec.ISOLATIONS.to(process.isolation()));
    if (!process.options().equals(JvmOptions.NONE)) {
      to.setProcess(CommonCodec.toMessage(process.options()));
    }
  }

  static RunProcess of(PlanProto.Plan plan) {
    return read(plan.getIsolation(), plan.getProcess());
  }

  /// One that is started as usual is left out, as by who does not know of it.
  static void write(RunProcess process, PlanProto.Plan.Builder to) {
    if (process.isolation() != Isolation.PROCESS) {
      to.setIsolation(CommonCodec.ISOLATIONS.to(process.isolation()));
    }
    if (!process.options().equals(JvmOptions.NONE)) {
      to.setProcess(CommonCodec.toMessage(process.options()));
    }
  }

  private static RunProcess read(
      CommonProto.Isolation isolation, CommonProto.ProcessOptions options) {
    return isolation == CommonProto.Isolation.ISOLATION_SHARED
        ? RunProcess.SHARED
        : new RunProcess(Isolation.PROCESS, CommonCodec.fromMessage(options));
  }
}
