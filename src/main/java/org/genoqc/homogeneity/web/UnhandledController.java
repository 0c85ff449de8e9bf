package org.genoqc.homogeneity.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where Tomcat sends a request that failed before it came to a controller, or whose problem could not be written. */
@Controller
class UnhandledController implements ErrorController {

    @RequestMapping("${spring.web.error.path:/error}")
    void report(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer of
                ? of
                : HttpStatus.NOT_FOUND.value();
        response.setStatus(status);
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof SlowUploadException e) {
            PlainProblems.write(status, String.valueOf(e.getMessage()), path, response);
        } else {
            PlainProblems.write(status, path, response);
        }
    }
}
