/// How a fingerprint is found: class files in, one hash or one reason out.
@NullMarked
package io.dagwerk.fingerprint.internal;

import org.jspecify.annotations.NullMarked;
