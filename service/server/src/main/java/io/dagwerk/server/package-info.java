/// The process of an instance: settings, stores, daemon and web server, put together.
@NullMarked
package io.dagwerk.server;

import org.jspecify.annotations.NullMarked;
