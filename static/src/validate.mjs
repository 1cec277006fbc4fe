// Checks HTML files: node static/src/validate.mjs page.html … prints each fault with its place; status 1 when there is any.
import { readFileSync } from "node:fs";
import { HtmlValidate } from "html-validate";

const validator = new HtmlValidate({
  extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
  rules: {
    "form-dup-name": ["error", { shared: ["radio", "checkbox"] }],
    "heading-level": ["error", { minInitialRank: "h2" }], // an error summary stands above the page's heading
    "long-title": "off", // page, product and council are all wanted
    "no-trailing-whitespace": "off",
    "require-sri": "off", // every file is our own
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
  },
});

let faults = 0;
for (const name of process.argv.slice(2)) {
  const report = validator.validateStringSync(readFileSync(name, "utf8"));
  for (const { line, column, message, ruleId } of report.results.flatMap((result) => result.messages)) {
    console.log(`${name}:${line}:${column} ${message} (${ruleId})`);
    faults += 1;
  }
}
process.exit(faults ? 1 : 0);
