/// What is known of earlier runs when a run is planned, from the stores.
@NullMarked
package io.dagwerk.daemon.known;

import org.jspecify.annotations.NullMarked;
