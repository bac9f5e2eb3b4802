package io.dagwerk.daemon;

import java.io.IOException;

/// Another program has the port on loopback where a host is to hear the workers of its own code
/// servers. Another port can be tried; runs that are under way look for the host at this one.
public final class PortTaken extends IOException {
  private static final long serialVersionUID = 1;

  public PortTaken(String message, Throwable cause) {
    super(message, cause);
  }
}
