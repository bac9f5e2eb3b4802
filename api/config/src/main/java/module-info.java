/// Records as config: schemas, binding, problems.
module io.dagwerk.config {
  requires transitive io.dagwerk.model;
  requires static transitive org.jspecify;

  exports io.dagwerk.config;
}
