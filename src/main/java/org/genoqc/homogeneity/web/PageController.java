package org.genoqc.homogeneity.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.genoqc.homogeneity.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.ModelAndView;

/** The addresses of the page that are not those of its files, and what its form is made of. */
@RestController
class PageController {

    private static final Resource DESCRIPTION = new ClassPathResource("org/genoqc/homogeneity/page/openapi.yaml");

    /**
     * A parameter of a job as it is declared.
     *
     * @param rule which values it can have
     * @param placeholder N, X, WORD or FLAG
     * @param standard its default; null where that is chosen by the data or by other parameters
     */
    record ParameterView(
            String name,
            String description,
            String rule,
            String placeholder,
            @JsonProperty("default") @Nullable String standard) {

        static ParameterView of(Parameter<?> parameter) {
            return new ParameterView(
                    parameter.name(),
                    parameter.description(),
                    parameter.rule(),
                    parameter.placeholder(),
                    parameter.defaultText().orElse(null));
        }
    }

    @GetMapping("/")
    ModelAndView page() {
        return new ModelAndView("forward:/page/index.html");
    }

    @GetMapping("/docs")
    ModelAndView documentation() {
        return new ModelAndView("forward:/page/docs.html");
    }

    @GetMapping("/openapi.yaml")
    ResponseEntity<Resource> description() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_YAML)
                .cacheControl(CacheControl.noCache())
                .body(DESCRIPTION);
    }

    @GetMapping(path = "/page/parameters.json", produces = MediaType.APPLICATION_JSON_VALUE)
    List<ParameterView> parameters() {
        return Parameter.OF_JOBS.stream().map(ParameterView::of).toList();
    }
}
