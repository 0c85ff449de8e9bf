package org.genoqc.homogeneity.web;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.springframework.core.io.FileSystemResource;

/**
 * A file of a job, which may be removed before it is sent. Spring passes over a file that is not found, and breaks off an
 * answer whose length it has announced; an unchecked exception comes to {@link Problems} before anything is sent.
 */
class JobFile extends FileSystemResource {

    JobFile(Path file) {
        super(file);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        try {
            return super.getInputStream();
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }
}
