/** How clients are led to the primary: reads and moves the route of each kind. */
@NullMarked
package dev.bosai.activities.route;

import org.jspecify.annotations.NullMarked;
