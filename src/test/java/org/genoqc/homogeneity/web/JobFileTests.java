package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;
import org.springframework.http.converter.ResourceHttpMessageConverter;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.mock.web.MockHttpServletResponse;

class JobFileTests {

    @TempDir
    private Path folder;

    @Test
    void aFileRemovedAfterItsLengthWasReadIsAnErrorBeforeAnythingIsSent() throws Exception {
        Path file = Files.writeString(folder.resolve("result"), "a\tb\n");
        MockHttpServletResponse servlet = new MockHttpServletResponse();
        JobFile removed = new JobFile(file) {
            @Override
            public long contentLength() throws IOException {
                long length = super.contentLength();
                Files.delete(file);
                return length;
            }
        };
        assertThatThrownBy(() -> new ResourceHttpMessageConverter()
                        .write(removed, MediaType.TEXT_PLAIN, new ServletServerHttpResponse(servlet)))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(FileNotFoundException.class);
        assertThat(servlet.isCommitted()).isFalse();
    }
}
