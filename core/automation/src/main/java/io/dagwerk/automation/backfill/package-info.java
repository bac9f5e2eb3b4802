/// How many partitions are made in the right order, run by run: pure functions of records.
@org.jspecify.annotations.NullMarked
package io.dagwerk.automation.backfill;
