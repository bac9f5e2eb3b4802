/// The host's side of code locations: code servers as processes, and what they are asked. Whatever
/// a location does, it is a value here and never an exception of the host.
@NullMarked
package io.dagwerk.codeclient;

import org.jspecify.annotations.NullMarked;
