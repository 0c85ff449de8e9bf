package org.genoqc.homogeneity.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A multipart/form-data body (RFC 7578) of a length known beforehand, whose files are read while it is sent. */
final class MultipartForm {

    private final String boundary = UUID.randomUUID().toString();
    private final List<BodyPublisher> pieces = new ArrayList<>();

    void field(String name, String value) {
        part("name=\"" + name + "\"", BodyPublishers.ofString(value));
    }

    /**
     * Adds a file.
     *
     * @param part the name of the part
     * @param name the name of the file
     */
    void file(String part, String name, Path file) throws FileNotFoundException {
        // as browsers escape what would end the name or the header
        String escaped = name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
        part("name=\"" + part + "\"; filename=\"" + escaped + "\"", BodyPublishers.ofFile(file));
    }

    private void part(String disposition, BodyPublisher content) {
        pieces.add(BodyPublishers.ofString(
                "--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n"));
        pieces.add(content);
        pieces.add(BodyPublishers.ofString("\r\n"));
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    BodyPublisher body() {
        List<BodyPublisher> all = new ArrayList<>(pieces);
        all.add(BodyPublishers.ofString("--" + boundary + "--\r\n"));
        return BodyPublishers.concat(all.toArray(BodyPublisher[]::new));
    }
}
