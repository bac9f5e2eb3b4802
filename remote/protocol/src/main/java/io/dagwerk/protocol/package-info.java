/// What the processes say to each other, as messages that any language can speak, and the bytes in
/// which events are stored.
@NullMarked
package io.dagwerk.protocol;

import org.jspecify.annotations.NullMarked;
