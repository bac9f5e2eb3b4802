/// The code of users that the suite runs: it writes down, outside Dagwerk, what it does.
@org.jspecify.annotations.NullMarked
package io.dagwerk.chaos.jobs;
