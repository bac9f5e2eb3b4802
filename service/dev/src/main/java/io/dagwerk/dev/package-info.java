/// Code that is being written: watched, compiled in a process of its own, and served anew.
@NullMarked
package io.dagwerk.dev;

import org.jspecify.annotations.NullMarked;
