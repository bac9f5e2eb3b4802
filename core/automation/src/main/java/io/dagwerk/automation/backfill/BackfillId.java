package io.dagwerk.automation.backfill;

/// Our name of a backfill.
public record BackfillId(String text) {
  @Override
  public String toString() {
    return text;
  }
}
