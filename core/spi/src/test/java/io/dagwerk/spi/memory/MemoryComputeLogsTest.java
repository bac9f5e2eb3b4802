package io.dagwerk.spi.memory;

import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.contract.ComputeLogsContract;

class MemoryComputeLogsTest extends ComputeLogsContract {
  @Override
  protected ComputeLogs open(int piece) {
    return new MemoryComputeLogs(piece);
  }
}
