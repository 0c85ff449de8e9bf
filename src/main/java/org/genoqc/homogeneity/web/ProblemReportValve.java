package org.genoqc.homogeneity.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** What Tomcat refuses by itself as a problem document, in the place of its HTML. */
final class ProblemReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400
                || response.isCommitted()
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        try {
            PlainProblems.write(status, request.getRequestURI(), response);
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            container.getLogger().debug("an error could not be reported", e);
        }
    }
}
