# R 4.2.2: Rscript strata.R writes tables.tsv and truth.tsv beside it.
# Sums over strata of chisq.test(correct = FALSE), and for 2 x 2 x K the exact conditional test of mantelhaen.test,
# two-sided, which asks whether the odds ratio that all strata have in common is 1.
set.seed(20261128)
tables <- NULL
truth <- NULL
for (id in 1:80) {
  strata <- 2 + id %% 3
  two <- id <= 40
  rows <- if (two) 2 else sample(2:5, 1)
  columns <- if (two) 2 else sample(2:4, 1)
  statistic <- 0
  dof <- 0
  array <- array(0, c(rows, columns, strata))
  for (stratum in 1:strata) {
    repeat {
      share <- runif(columns, 0.2, 1)
      counts <- t(rmultinom(rows, sample(c(6, 15, 40, 300), 1), share))
      if (all(rowSums(counts) > 0) && all(colSums(counts) > 0)) break
    }
    array[, , stratum] <- counts
    test <- suppressWarnings(chisq.test(counts, correct = FALSE))
    statistic <- statistic + unname(test$statistic)
    dof <- dof + unname(test$parameter)
    tables <- rbind(tables, data.frame(id, stratum, columns, counts = paste(t(counts), collapse = " ")))
  }
  exact <- if (two) mantelhaen.test(array, exact = TRUE)$p.value else NA
  truth <- rbind(truth, data.frame(id, statistic, dof, pvalue = pchisq(statistic, dof, lower.tail = FALSE), exact))
}
format <- function(x) if (is.double(x)) sprintf("%.17g", x) else x
write.table(tables, "tables.tsv", sep = "\t", quote = FALSE, row.names = FALSE)
truth[] <- lapply(truth, format)
write.table(truth, "truth.tsv", sep = "\t", quote = FALSE, row.names = FALSE)
