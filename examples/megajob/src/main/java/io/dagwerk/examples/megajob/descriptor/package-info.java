/// Job descriptors: what they may say, where it is written, and what is wrong with it.
@org.jspecify.annotations.NullMarked
package io.dagwerk.examples.megajob.descriptor;
