import type { CheckResult, Failed, Question } from "../domain/check.js";
import { SourceError } from "../domain/silence.js";

/** One result per question, in their order; what has none could not be read. */
export function answersTo(
  source: string,
  questions: readonly Question[],
  results: readonly CheckResult[],
): readonly CheckResult[] {
  const byCheck = new Map(results.map((result) => [result.check, result]));
  return questions.map(
    (question) =>
      byCheck.get(question.check) ??
      failedAs(question, new SourceError("malformed", `${source} gave no result for a question`)),
  );
}

/** A source's failure as the result of one question. */
export function failedAs({ check, attempt }: Pick<Question, "check" | "attempt">, error: SourceError): Failed {
  const { reason, message: detail, details } = error;
  const retryAfter = details.retryAfter ?? null;
  return { outcome: "failed", check, attempt, reason, detail, retryAfter, credentials: details.credentials ?? false };
}

/** Questions that have no result among these. */
export function restOf(questions: readonly Question[], results: readonly CheckResult[]): readonly Question[] {
  const answered = new Set(results.map(({ check }) => check));
  return questions.filter(({ check }) => !answered.has(check));
}
