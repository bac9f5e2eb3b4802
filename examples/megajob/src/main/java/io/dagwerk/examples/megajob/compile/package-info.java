/// From files of descriptors to definitions, pass by pass.
@org.jspecify.annotations.NullMarked
package io.dagwerk.examples.megajob.compile;
