package io.dagwerk.automation.backfill;

/// Why a request for a backfill means nothing, in one sentence.
final class RefusedBackfill extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedBackfill(String problem) {
    super(problem);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
