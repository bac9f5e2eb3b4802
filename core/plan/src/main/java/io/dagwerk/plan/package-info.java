/// From a snapshot, a selection and a config to the plan of a run: pure functions.
@org.jspecify.annotations.NullMarked
package io.dagwerk.plan;
