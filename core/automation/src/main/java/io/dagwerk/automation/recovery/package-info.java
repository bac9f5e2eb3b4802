/// Which runs that could not come to their end are taken up again, within one budget.
@NullMarked
package io.dagwerk.automation.recovery;

import org.jspecify.annotations.NullMarked;
