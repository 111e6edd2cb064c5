/// What can be wanted: accounts, regions, clusters, approaches, the desired state. Values only.
///
/// A value that exists is right: it was checked, copied and put in order when it was made. What the
/// user got wrong never comes this far; `config` has told them.
@NullMarked
package io.eksguard.model;

import org.jspecify.annotations.NullMarked;
