/// What steps print, in files.
@org.jspecify.annotations.NullMarked
package io.dagwerk.storage.files;
