package broken.executor.cycle;

import broken.executor.InACycle;

/** Needs a package that needs this one. */
public interface Back {
    InACycle back();
}
