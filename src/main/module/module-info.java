/**
 * Tests every probeset of a SNP array for homogeneity of genotype frequencies between genotyping batches. The way in is
 * {@link org.genoqc.homogeneity.library.HomogeneityAnalysis}. The service and the command line are in this module too, but
 * out of reach; they run from the executable jar, without modules.
 */
module org.genoqc.homogeneity {
    requires commons.math3;
    requires org.apache.commons.csv;
    requires org.apache.commons.numbers.gamma;
    requires static org.jspecify;

    exports org.genoqc.homogeneity.fault;
    exports org.genoqc.homogeneity.input;
    exports org.genoqc.homogeneity.library;
    exports org.genoqc.homogeneity.parameters;
}
