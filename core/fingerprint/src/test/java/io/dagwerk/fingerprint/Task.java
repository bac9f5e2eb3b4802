package io.dagwerk.fingerprint;

import java.io.Serializable;

/// A function of the platform's that the compiled sources of these tests implement.
public interface Task<A, R> extends Serializable {
  R apply(A argument) throws Exception;
}
