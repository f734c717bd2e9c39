/** Generic work outside the databases: messages, requests, programs, services. */
@NullMarked
package dev.bosai.activities.outside;

import org.jspecify.annotations.NullMarked;
