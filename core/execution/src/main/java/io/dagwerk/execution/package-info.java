/// Executes a plan with the user's functions: the run loop, the step runner and the IO managers.
@org.jspecify.annotations.NullMarked
package io.dagwerk.execution;
