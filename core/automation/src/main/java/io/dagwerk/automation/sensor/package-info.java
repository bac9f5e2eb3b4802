/// When sensors are asked, about what, and what becomes of it: pure functions of records.
@org.jspecify.annotations.NullMarked
package io.dagwerk.automation.sensor;
