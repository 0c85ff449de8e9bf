# Made pairs.tsv, means.tsv and probesets.tsv: Rscript pearson.R   (R 4.2.2; in this folder)
# 120 probesets in five genotyping batches, each batch against all others together, by chisq.test(correct = FALSE).
set.seed(20270205)
sizes <- c(20, 60, 96, 96, 150)
shape <- function(b) c((1 - b)^2, 2 * b * (1 - b), b^2)
counts <- function(i) {
  b <- if (i %% 4 == 0) 0.02 * runif(1) else runif(1)
  t(sapply(seq_along(sizes), function(batch) {
    bad <- batch == i %% 7
    of <- if (i %% 10 == 0) 0 else if (bad && i %% 3 == 0) 1 - b else if (bad) min(1, b + 0.2) else b
    missing <- if (bad && i %% 5 == 0) 1 else if (bad) 0.15 else 0.02
    nc <- rbinom(1, sizes[batch], missing)
    c(as.vector(rmultinom(1, sizes[batch] - nc, shape(of))), nc)
  }))
}
alleles <- function(x) c(2 * x[1] + x[2], 2 * x[3] + x[2])
called <- function(x) c(sum(x[1:3]), x[4])
# what chisq.test says of a table without empty rows and columns; NA where nothing is left to compare
test <- function(table) {
  used <- table[rowSums(table) > 0, colSums(table) > 0, drop = FALSE]
  if (min(dim(used)) < 2) NULL else suppressWarnings(chisq.test(used, correct = FALSE))
}
statistic <- function(t) if (is.null(t)) NA else unname(t$statistic)
smallest <- function(t) if (is.null(t)) NA else min(t$expected)
ratio <- function(t) {
  if (any(t == 0)) t <- t + 0.5
  r <- t[1, 2] / t[1, 1] / (t[2, 2] / t[2, 1])
  if (anyNA(t)) rep(NA, 3) else r * exp(c(0, -1, 1) * qnorm(0.975) * sqrt(sum(1 / t)))
}
# Bergsma (2013): phi^2 less its expectation, over the smaller of rows and columns, corrected likewise, less 1
cramer <- function(calls) {
  used <- calls[rowSums(calls) > 0, colSums(calls) > 0, drop = FALSE]
  if (min(dim(used)) < 2) return(NA)
  n <- sum(used); r <- nrow(used); k <- ncol(used)
  phi2 <- max(0, statistic(test(used)) / n - (k - 1) * (r - 1) / (n - 1))
  sqrt(phi2 / min(k - (k - 1)^2 / (n - 1) - 1, r - (r - 1)^2 / (n - 1) - 1))
}
pairs <- do.call(rbind, lapply(1:120, function(i) {
  x <- counts(i)
  do.call(rbind, lapply(seq_along(sizes), function(batch) {
    rest <- colSums(x[-batch, ])
    a <- rbind(alleles(x[batch, ]), alleles(rest))
    calls <- test(a)
    nocalls <- test(rbind(called(x[batch, ]), called(rest)))
    or <- if (min(rowSums(a)) == 0) rep(NA, 3) else ratio(a)
    data.frame(probeset = i, batch = batch, aa = x[batch, 1], ab = x[batch, 2], bb = x[batch, 3], nc = x[batch, 4],
      chi2_calls = statistic(calls), least_calls = smallest(calls), chi2_nocalls = statistic(nocalls),
      least_nocalls = smallest(nocalls), or = or[1], or_low = or[2], or_high = or[3])
  }))
}))
mean_and_lambda <- function(chi2, least) c(
  mean(chi2, na.rm = TRUE), median(chi2[which(least >= 5)]) / qchisq(0.5, 1))
means <- do.call(rbind, lapply(split(pairs, pairs$batch), function(of) {
  calls <- mean_and_lambda(of$chi2_calls, of$least_calls)
  nocalls <- mean_and_lambda(of$chi2_nocalls, of$least_nocalls)
  data.frame(batch = of$batch[1], mean_calls = calls[1], lambda_calls = calls[2], mean_nocalls = nocalls[1],
    lambda_nocalls = nocalls[2])
}))
probesets <- do.call(rbind, lapply(split(pairs, pairs$probeset), function(of)
  data.frame(probeset = of$probeset[1], cramers_v = cramer(as.matrix(of[, c("aa", "ab", "bb")])))))
save <- function(table, file) {
  numbers <- lapply(table, function(x) ifelse(is.na(x), "NaN", sprintf("%.15g", x)))
  write.table(as.data.frame(numbers), file, sep = "\t", quote = FALSE, row.names = FALSE)
}
save(pairs, "pairs.tsv")
save(means, "means.tsv")
save(probesets, "probesets.tsv")
