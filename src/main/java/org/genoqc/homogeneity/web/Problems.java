package org.genoqc.homogeneity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.genoqc.homogeneity.job.JobError;
import org.genoqc.homogeneity.job.JobRefusedException;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.job.running.JobIntake;
import org.genoqc.homogeneity.parameters.Parameter;
import org.genoqc.homogeneity.parameters.ParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every error as a problem document (RFC 9457). */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String SECONDS_UNTIL_RETRY = "30";

    private final HomogeneityProperties properties;
    private final JobIntake intake;
    private final JobLookup lookup;

    Problems(HomogeneityProperties properties, JobIntake intake, JobLookup lookup) {
        this.properties = properties;
        this.intake = intake;
        this.lookup = lookup;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notFound(JobNotFoundException e) {
        return answer(problem(HttpStatus.NOT_FOUND, "No such job", e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notAllowed(NotAllowedException e) {
        return answer(problem(HttpStatus.FORBIDDEN, "Not allowed", e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notComplete(NotCompleteException e) {
        ProblemDetail problem = problem(HttpStatus.CONFLICT, "No result", e.getMessage());
        problem.setProperty("state", e.job().state().name());
        if (e.job().state() instanceof JobState.Failed failed) {
            problem.setDetail(failed.error().detail());
            problem.setProperty("errors", failed.error().errors());
        }
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notAssessed(NotAssessedException e) {
        return answer(problem(HttpStatus.CONFLICT, "No findings", e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noFigures(NoFiguresException e) {
        return answer(problem(HttpStatus.CONFLICT, "No figures", e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noCounts(NoCountsException e) {
        return answer(problem(HttpStatus.CONFLICT, "No counts", e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notFound(NoSuchProbesetException e) {
        return answer(problem(HttpStatus.NOT_FOUND, "No such probeset", e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooManyStreams(TooManyStreamsException e) {
        return e.isOfCaller()
                ? typed(ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS))
                        .header(HttpHeaders.RETRY_AFTER, SECONDS_UNTIL_RETRY)
                        .body(problem(HttpStatus.TOO_MANY_REQUESTS, "Too many streams", e.getMessage()))
                : notNow(SECONDS_UNTIL_RETRY, e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noHeap(HeapBudgetExceededException e) {
        LOG.warn("the tables of a job could not be sorted: {}", e.getMessage());
        return notNow(SECONDS_UNTIL_RETRY, "there is not enough free heap to sort the probesets of this job now");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> badParameter(ParameterException e) {
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "Bad parameter", e.getMessage());
        problem.setProperty("parameter", e.parameter());
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> badParameter(ParameterForm.BadParameterException e) {
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "Bad parameter", e.getMessage());
        problem.setProperty("parameter", e.parameter());
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalidInput(InvalidInputException e) {
        InputFault first = e.faults().getFirst();
        boolean notText = first.code() == InputFault.Code.ENCODING && first.line() == 1;
        JobError error = JobError.of(e);
        ProblemDetail problem = problem(
                notText ? HttpStatus.UNSUPPORTED_MEDIA_TYPE : HttpStatus.UNPROCESSABLE_CONTENT,
                notText ? "The file is not text" : "The file can't be accepted",
                error.detail());
        problem.setProperty("errors", error.errors());
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(JobRefusedException e) {
        HttpStatus status = switch (e.reason()) {
            case QUEUE_FULL, HEAP_FULL, JOBS_OF_PRINCIPAL, SIMULATIONS_OF_PRINCIPAL, BYTES_OF_PRINCIPAL ->
                HttpStatus.TOO_MANY_REQUESTS;
            case STORAGE_FULL -> HttpStatus.INSUFFICIENT_STORAGE;
            case FILE_TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case UPLOAD_TOO_SLOW -> HttpStatus.REQUEST_TIMEOUT;
            case KEY_IN_FLIGHT -> HttpStatus.CONFLICT;
            case KEY_REUSED -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
        return switch (e.reason()) {
            case QUEUE_FULL,
                    HEAP_FULL,
                    JOBS_OF_PRINCIPAL,
                    SIMULATIONS_OF_PRINCIPAL,
                    BYTES_OF_PRINCIPAL,
                    STORAGE_FULL,
                    KEY_IN_FLIGHT -> later(status, e.getMessage());
            case FILE_TOO_LARGE, UPLOAD_TOO_SLOW, KEY_REUSED ->
                typed(ResponseEntity.status(status)).body(problem(status, "The job can't be accepted", e.getMessage()));
        };
    }

    private static ResponseEntity<ProblemDetail> later(HttpStatus status, @Nullable String detail) {
        return typed(ResponseEntity.status(status))
                .header(HttpHeaders.RETRY_AFTER, SECONDS_UNTIL_RETRY)
                .body(problem(status, "The job can't be accepted now", detail));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noDatabase(DataAccessException e, HttpServletRequest request) {
        return unavailable(e, request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noTransaction(TransactionException e, HttpServletRequest request) {
        return unavailable(e, request);
    }

    private static ResponseEntity<ProblemDetail> unavailable(Exception e, HttpServletRequest request) {
        LOG.warn(
                "{} {}: the database did not answer: {}", request.getMethod(), request.getRequestURI(), e.getMessage());
        return notNow("5", "the database does not answer; nothing that was accepted is lost");
    }

    private static ResponseEntity<ProblemDetail> notNow(String secondsUntilRetry, @Nullable String detail) {
        return typed(ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE))
                .header(HttpHeaders.RETRY_AFTER, secondsUntilRetry)
                .body(problem(HttpStatus.SERVICE_UNAVAILABLE, "Not available now", detail));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> brokenMultipart(MultipartException e) {
        LOG.debug("a multipart request could not be read", e);
        try {
            intake.uploadBroken();
        } catch (JobRefusedException refusal) {
            return refused(refusal);
        }
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof SocketTimeoutException) {
            // Tomcat has decided upon the answer, see UnhandledController
            intake.uploadTooSlow();
            return answer(problem(HttpStatus.REQUEST_TIMEOUT, "The upload is too slow", cause.getMessage()));
        }
        return typed(ResponseEntity.badRequest())
                .body(problem(
                        HttpStatus.BAD_REQUEST,
                        "The upload can't be read",
                        "the multipart body is damaged, ends too early or exceeds a limit: " + cause.getMessage()));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMaxUploadSizeExceededException(
            MaxUploadSizeExceededException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        intake.uploadTooLarge();
        ProblemDetail problem = problem(
                HttpStatus.CONTENT_TOO_LARGE,
                "The file is too large",
                "the files may have at most " + properties.maxUploadSize().toBytes()
                        + " bytes and, with the other fields, 10,000 parts; these fields together 64 KiB, the header"
                        + " of a part 8 KiB");
        return handleExceptionInternal(e, problem, headers, HttpStatus.CONTENT_TOO_LARGE, request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return typed(ResponseEntity.status(status).headers(headers)).body(body);
    }

    /** Where the first to ask for a parameter is not Spring but the choice of a controller. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> brokenQuery(InvalidParameterException e) {
        HttpStatus status = HttpStatus.valueOf(e.getErrorCode());
        return answer(problem(status, "Bad parameter", "the query can't be read: a name or a value is badly encoded"));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> rangeNotSatisfiable(RangeNotSatisfiableException e) {
        return typed(ResponseEntity.status(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE))
                .header(HttpHeaders.CONTENT_RANGE, "bytes */" + e.length())
                .body(problem(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "No such range", e.getMessage()));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = problem(
                HttpStatus.BAD_REQUEST,
                "Bad parameter",
                e.getPropertyName() + " can't be \"" + shown(e.getValue()) + "\"");
        problem.setProperty("parameter", e.getPropertyName());
        return handleExceptionInternal(e, problem, headers, HttpStatus.BAD_REQUEST, request);
    }

    /** A value as it was given; several values of a parameter come as an array. */
    private static String shown(@Nullable Object value) {
        return Parameter.shortened(
                value instanceof Object[] several
                        ? Stream.of(several).map(String::valueOf).collect(Collectors.joining(","))
                        : String.valueOf(value));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception e, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (response.isCommitted()) {
            // a problem at the end of half an answer would make it look whole; a connection that breaks off does not
            LOG.debug("{} {} broke off", request.getMethod(), request.getRequestURI(), e);
            throw e;
        }
        // the type, the length and the encoding of what was to be sent are not those of the problem
        response.reset();
        PlainProblems.setSecurityHeaders(response);
        Optional<String> removed =
                lookup.removed(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE));
        if (removed.isPresent()) {
            return notFound(new JobNotFoundException(removed.get()));
        }
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
        return answer(
                problem(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error", "the request failed; the log says why"));
    }

    /** A problem document, whatever {@code Accept} says: it may be no list of types at all. */
    private static ResponseEntity.BodyBuilder typed(ResponseEntity.BodyBuilder answer) {
        return answer.contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return typed(ResponseEntity.status(problem.getStatus())).body(problem);
    }

    private static ProblemDetail problem(HttpStatus status, String title, @Nullable String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return problem;
    }
}
