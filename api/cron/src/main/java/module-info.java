/// Cron expressions and when they fire in a time zone.
module io.dagwerk.cron {
  requires transitive io.dagwerk.model;
  requires static transitive org.jspecify;

  exports io.dagwerk.cron;
}
