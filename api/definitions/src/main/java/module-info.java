/// What a user declares: assets, ops, jobs, checks and what surrounds them.
module io.dagwerk.definitions {
  requires transitive io.dagwerk.config;
  requires transitive io.dagwerk.model;
  requires io.dagwerk.cron;
  requires static transitive org.jspecify;
  requires transitive org.slf4j;

  exports io.dagwerk.definitions;
}
