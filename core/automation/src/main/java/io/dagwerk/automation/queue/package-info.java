/// Who may start and who has to wait: runs in the queue, steps at the pools. Pure functions.
@org.jspecify.annotations.NullMarked
package io.dagwerk.automation.queue;
