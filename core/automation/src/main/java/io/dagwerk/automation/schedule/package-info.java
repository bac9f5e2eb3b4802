/// When schedules tick, and what their ticks ask for: pure functions of records.
@org.jspecify.annotations.NullMarked
package io.dagwerk.automation.schedule;
