/// Cron expressions and when they fire in a time zone: pure functions.
@org.jspecify.annotations.NullMarked
package io.dagwerk.cron;
