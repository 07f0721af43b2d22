package com.thenorsound.peppol;

import com.helger.diagnostics.error.IError;
import com.helger.diagnostics.error.level.EErrorLevel;
import com.helger.io.resource.FileSystemResource;
import com.helger.json.IJsonObject;
import com.helger.json.JsonArray;
import com.helger.json.JsonObject;
import com.helger.phive.api.execute.ValidationExecutionManager;
import com.helger.phive.api.executorset.IValidationExecutorSet;
import com.helger.phive.api.executorset.ValidationExecutorSetRegistry;
import com.helger.phive.api.validity.IValidityDeterminator;
import com.helger.phive.peppol.PeppolValidation2026_05;
import com.helger.phive.xml.source.IValidationSourceXML;
import com.helger.phive.xml.source.ValidationSourceXML;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Validates every .xml file of a folder as a Peppol BIS Billing 3 invoice or credit note: the UBL schema, the CEN rules of
 * EN 16931, the rules of OpenPeppol. Prints one JSON object: file name to a list of {rule, severity, message, location}.
 */
public final class ValidateFolder {
  public static void main(String[] args) throws IOException {
    var registry = new ValidationExecutorSetRegistry<IValidationSourceXML>();
    PeppolValidation2026_05.init(registry);
    var invoices = registry.getOfID(PeppolValidation2026_05.VID_OPENPEPPOL_INVOICE_UBL_V3);
    var creditNotes = registry.getOfID(PeppolValidation2026_05.VID_OPENPEPPOL_CREDIT_NOTE_UBL_V3);

    var findings = new JsonObject();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(args[0]), "*.xml")) {
      for (Path file : files) {
        var rules = Files.readString(file).contains("<CreditNote ") ? creditNotes : invoices;
        findings.add(file.getFileName().toString(), findingsOf(file, rules));
      }
    }
    System.out.println(findings.getAsJsonString());
  }

  private static JsonArray findingsOf(Path file, IValidationExecutorSet<IValidationSourceXML> rules) {
    var source = ValidationSourceXML.create(new FileSystemResource(file));
    var results = ValidationExecutionManager.executeValidation(IValidityDeterminator.createDefault(), rules, source);
    var findings = new JsonArray();
    results.forEachFlattened(
        error -> error.getErrorLevel().isGE(EErrorLevel.WARN), error -> findings.add(findingOf(error)));
    return findings;
  }

  private static IJsonObject findingOf(IError error) {
    boolean fatal = error.getErrorLevel().isGE(EErrorLevel.ERROR);
    return new JsonObject()
        // The schema has no rule numbers.
        .add("rule", error.getErrorID() == null ? "XSD" : error.getErrorID())
        .add("severity", fatal ? "fatal" : "warning")
        .add("message", error.getErrorText(Locale.ENGLISH))
        .add("location", error.getErrorFieldName());
  }
}
