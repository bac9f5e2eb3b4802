/// How config is read, checked and written; for the public types of [io.dagwerk.config] alone.
@org.jspecify.annotations.NullMarked
package io.dagwerk.config.internal;
