/// The fingerprint of a function: a hash of all user code that it reaches.
@org.jspecify.annotations.NullMarked
package io.dagwerk.fingerprint;
