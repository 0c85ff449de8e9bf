package org.genoqc.homogeneity;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/**
 * Sees to it that what this process creates can be read by its own user alone: files 0600, folders 0700. By the umask of the
 * process, since databases, uploads and logs are created by code of others, and Java has no setting for them all.
 */
final class PrivateFiles {

    private static final int OF_GROUP_AND_OTHERS = 0_077;

    private PrivateFiles() {}

    /** From now on; without effect where the system has no umask. Native access is allowed by those who start the process. */
    @SuppressWarnings("restricted")
    static void only() {
        Linker linker = Linker.nativeLinker();
        linker.defaultLookup()
                .find("umask")
                .map(address -> linker.downcallHandle(address, FunctionDescriptor.of(JAVA_INT, JAVA_INT)))
                .ifPresent(PrivateFiles::set);
    }

    private static void set(MethodHandle umask) {
        try {
            int _ = (int) umask.invokeExact(OF_GROUP_AND_OTHERS);
        } catch (Throwable e) {
            throw new IllegalStateException("the umask can't be set", e);
        }
    }
}
