/// The host's side of workers: who may attach, what they are to do, which of their events are
/// stored, and what becomes of a run whose worker is gone.
@NullMarked
package io.dagwerk.runhost;

import org.jspecify.annotations.NullMarked;
