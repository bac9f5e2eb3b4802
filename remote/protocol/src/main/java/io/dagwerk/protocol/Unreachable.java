package io.dagwerk.protocol;

import io.grpc.Status;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/// The rule of what is told when nobody could be reached: what it means, and what to do. Pure.
public final class Unreachable {
  private static final int LONGEST_CHAIN = 16;

  private Unreachable() {}

  /// Why a call got no further, in words that follow `it cannot be reached: `.
  ///
  /// @param status with what caused it, as gRPC gives it to who has called
  public static String words(Status status) {
    if (has(status, CertificateExpiredException.class)) {
      return "its TLS certificate has expired (%s); give it a new one".formatted(innermost(status));
    }
    if (has(status, CertificateNotYetValidException.class)) {
      return "its TLS certificate is not valid yet (%s)".formatted(innermost(status));
    }
    if (has(status, CertPathBuilderException.class)
        || has(status, CertPathValidatorException.class)) {
      return "its TLS certificate is signed by nobody who is trusted here; name the certificate of who signed it as 'caCertificate'";
    }
    if (has(status, CertificateException.class)) {
      return "its TLS certificate is not one of this host: " + innermost(status);
    }
    if (any(status, cause -> cause.getClass().getSimpleName().equals("NotSslRecordException"))) {
      return "it does not speak TLS, and was spoken to by TLS";
    }
    if (has(status, SSLException.class)) {
      return "no TLS connection came about: " + innermost(status);
    }
    if (has(status, UnknownHostException.class)) {
      return "there is no host of that name: " + innermost(status);
    }
    if (has(status, ConnectException.class)) {
      return "nothing listens there, or it is not let through: " + innermost(status);
    }
    return "%s: %s (was it spoken to plainly, and speaks TLS?)"
        .formatted(status.getCode(), Optional.ofNullable(status.getDescription()).orElse(""));
  }

  private static boolean has(Status status, Class<? extends Throwable> type) {
    return any(status, type::isInstance);
  }

  private static boolean any(Status status, Predicate<Throwable> is) {
    return chain(status).anyMatch(is);
  }

  private static Stream<Throwable> chain(Status status) {
    return Stream.iterate(status.getCause(), it -> it != null, Throwable::getCause)
        .limit(LONGEST_CHAIN);
  }

  private static String innermost(Status status) {
    return chain(status)
        .reduce((_, inner) -> inner)
        .map(cause -> Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getName()))
        .orElse("");
  }
}
