/// What an instance serves over HTTP. See [io.dagwerk.webserver.Webserver].
@NullMarked
package io.dagwerk.webserver;

import org.jspecify.annotations.NullMarked;
