package io.dagwerk.daemon;

/// Says that something cannot be done because no code server of the location answers now.
class NotServed extends Refused {
  private static final long serialVersionUID = 1L;

  NotServed(String problem) {
    super(problem);
  }
}
