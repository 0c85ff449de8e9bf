package org.genoqc.homogeneity.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.genoqc.homogeneity.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives the page what its form is made of: the parameters of a job as they are declared. */
@RestController
class ParametersController {

    /**
     * A parameter.
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

    @GetMapping(path = "/page/parameters.json", produces = MediaType.APPLICATION_JSON_VALUE)
    List<ParameterView> parameters() {
        return Parameter.OF_JOBS.stream().map(ParameterView::of).toList();
    }
}
