/// Which code a function is, by what its class files say.
module io.dagwerk.fingerprint {
  requires static transitive org.jspecify;

  exports io.dagwerk.fingerprint;
}
