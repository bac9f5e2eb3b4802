/// One decision of a schedule or sensor, from its start to its commit: pure functions of records.
@org.jspecify.annotations.NullMarked
package io.dagwerk.automation.tick;
