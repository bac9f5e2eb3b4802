/// The pages of a real server, used in Chromium as a person uses them.
@org.jspecify.annotations.NullMarked
package io.dagwerk.browser;
