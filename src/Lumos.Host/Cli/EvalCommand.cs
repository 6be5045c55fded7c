using System.CommandLine;
using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Evaluation;
using Lumos.Core.Evaluation.Csv;
using Lumos.Core.Evaluation.Domains;
using Lumos.Core.Evaluation.Mapping;
using Lumos.Core.Evaluation.Pii;
using Lumos.Core.Evaluation.Quality;

namespace Lumos.Host.Cli;

/// <summary><c>lumos eval &lt;kind&gt;</c>: scores Lumos on a folder of labelled data.</summary>
internal static class EvalCommand
{
    private const int WorstShown = 20;

    public static Command Create() => HelpWithExamples.With(
        new Command("eval", "Scores Lumos on a folder of labelled data, the repository's or your own.")
        {
            Kind("csv", "Dialects, headers and tables of delimited text files.", (_, folder, cancellationToken) => CsvEvaluation.RunAsync(folder, cancellationToken)),
            Domains(),
            Mapping(),
            Pii(),
            Kind("dq", "Data quality: wrong cells, references between tables, statistics of drift.", (_, folder, cancellationToken) => Task.FromResult(QualityEvaluation.Run(folder, cancellationToken))),
            Kind("units", "Units of measure in UCUM codes: conversions and validity.", (_, folder, cancellationToken) => Task.FromResult(UnitEvaluation.Run(folder, cancellationToken))),
        },
        "lumos eval csv --data tests/Lumos.Core.Tests/golden/csv", "lumos eval csv --data my-files --min exact=0.97 --json", "lumos eval domains --data evals/domains/held --blind-headers", "lumos eval mapping --data evals/mapping --trend mapping.ndjson", "lumos eval dq --data evals/dq --min error_f1=0.9", "lumos eval pii --data evals/pii/own");

    private static Command Kind(string name, string description, Func<ParseResult, string, CancellationToken, Task<EvaluationReport>> run)
    {
        var data = new Option<string>("--data", "-d") { Description = "Folder of labelled data", HelpName = "folder", Required = true };
        var least = new Option<string[]>("--min") { Description = "Figure that must be reached, as name=value; may be given several times", HelpName = "figure" };
        var trend = new Option<string?>("--trend") { Description = "File to append one JSON line with the figures to", HelpName = "file" };
        var json = CommonOptions.Json();
        var command = new Command(name, description) { data, least, trend, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var wanted = (parsed.GetValue(least) ?? []).Select(Wanted).ToList();
            EvaluationReport report;
            try
            {
                report = await run(parsed, parsed.GetRequiredValue(data), cancellationToken);
            }
            catch (DirectoryNotFoundException missing)
            {
                throw new LumosException(ErrorCode.DeterministicFailure, "EVAL_DATA_MISSING", missing.Message, new ErrorLocation(File: parsed.GetRequiredValue(data)), "docs/cli.md shows what the folder holds.", missing);
            }

            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) Json(output, report);
            else Text(output, report);
            if (parsed.GetValue(trend) is { } file) await TrendAsync(file, parsed.GetRequiredValue(data), report, cancellationToken);
            var missed = wanted.Where(w => !(report.Figure(w.Name) >= w.Least)).ToList();
            foreach (var (figure, least) in missed) await parsed.InvocationConfiguration.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"missed: {figure} is {report.Figure(figure)?.ToString("0.####", CultureInfo.InvariantCulture) ?? "not measured"}, wanted {least:0.####}"));
            return missed.Count == 0 ? ExitCodes.Done : ExitCodes.CheckFailed;
        });
        return command;
    }

    private static Command Domains()
    {
        var mode = new Option<string>("--mode") { Description = "metadata_only looks at headers alone", DefaultValueFactory = _ => "data_mode" };
        var blind = new Option<bool>("--blind-headers") { Description = "Rename the columns c1, c2, ..., so that only values tell" };
        mode.AcceptOnlyFromAmong("data_mode", "metadata_only");
        var command = Kind("domains", "Meanings of columns.", (parsed, folder, cancellationToken) =>
        {
            var options = new DomainEvaluationOptions { MetadataOnly = parsed.GetValue(mode) == "metadata_only", BlindHeaders = parsed.GetValue(blind) };
            var report = DomainEvaluation.Run(folder, options, cancellationToken);
            if (!parsed.GetValue<bool>("--json")) Curve(parsed.InvocationConfiguration.Output, report);
            return Task.FromResult(new EvaluationReport("domains", [.. report.Figures.OrderBy(f => f.Key, StringComparer.Ordinal)], [.. report.Worst.Concat(report.Cases.Where(static c => c.Right)).Select(Case)]));
        });
        command.Add(mode);
        command.Add(blind);
        return command;
    }

    private static Command Mapping()
    {
        var mode = new Option<string>("--mode") { Description = "metadata_only looks at headers, types and descriptions alone", DefaultValueFactory = _ => "data_mode" };
        var bare = new Option<bool>("--no-samples") { Description = "Leave out the example values and rows of the target" };
        mode.AcceptOnlyFromAmong("data_mode", "metadata_only");
        var command = Kind("mapping", "Pairs of columns, transforms and migrated cells.", (parsed, folder, cancellationToken) =>
            MappingEvaluation.RunAsync(folder, new MappingEvaluationOptions { MetadataOnly = parsed.GetValue(mode) == "metadata_only", NoSamples = parsed.GetValue(bare) }, cancellationToken));
        command.Add(mode);
        command.Add(bare);
        return command;
    }

    private static Command Pii()
    {
        var blind = new Option<bool>("--blind-headers") { Description = "Rename tables and columns, so that only values tell" };
        var command = Kind("pii", "Personal data in texts and columns.", (parsed, folder, cancellationToken) =>
            Task.FromResult(PiiEvaluation.Run(folder, new PiiEvaluationOptions { BlindHeaders = parsed.GetValue(blind) }, cancellationToken)));
        command.Add(blind);
        return command;
    }

    private static void Curve(TextWriter output, DomainEvaluationReport report)
    {
        output.WriteLine("reliability: stated  found  columns");
        foreach (var step in report.Reliability) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"",-13}{step.Stated,6:0.00} {step.Found,6:0.00} {step.Columns,8}"));
        var (standard, suggested) = (new ThresholdProfile(), ThresholdSuggestion.Of(report.Cases));
        output.WriteLine("thresholds these columns speak for (lines of a profile; now in force behind)");
        output.WriteLine(suggested.TauHigh is { } high
            ? string.Create(CultureInfo.InvariantCulture, $"{"",-13}domaining.tau_high: {high:0.00}   # {suggested.HighFound:0.0%} of {suggested.HighColumns} columns right; {standard.DomainingTauHigh:0.00}")
            : string.Create(CultureInfo.InvariantCulture, $"{"",-13}# domaining.tau_high: no score is right {ThresholdSuggestion.HighPrecision:0%} of the time on {ThresholdSuggestion.LeastColumns} columns; {standard.DomainingTauHigh:0.00}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"",-13}domaining.tau_low: {suggested.TauLow:0.00}    # {suggested.LowFound:0.0%} of {suggested.LowColumns} columns between right; {standard.DomainingTauLow:0.00}"));
        output.WriteLine("confused most often");
        foreach (var pair in report.Confusion.Take(10)) output.WriteLine($"{"",-13}{pair.Expected} taken for {pair.Given}: {pair.Columns}");
        output.WriteLine();
    }

    private static string Case(DomainCase item)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        JsonOutput.Write(text, json =>
        {
            json.WriteString("case", $"{item.Table}.{item.Column}");
            json.WriteString("expected", item.Expected);
            json.WriteString("given", item.Given);
            json.WriteBoolean("right", item.Right);
            json.WriteString("domain", item.Domain);
            if (item.RunnerUp is { } second) json.WriteString("runner_up", second);
            json.WriteNumber("formula", Math.Round(item.Formula, 4));
            json.WriteString("band", JsonOutput.Name(item.Band));
            json.WriteNumber("score", Math.Round(item.Score, 4));
            json.WriteStartArray("evidence");
            foreach (var reason in item.Evidence) json.WriteStringValue(reason);
            json.WriteEndArray();
        });
        return text.ToString().TrimEnd();
    }

    private static (string Name, double Least) Wanted(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0 && double.TryParse(text.AsSpan(equals + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var least)) return (text[..equals], least);
        throw new LumosException(ErrorCode.DeterministicFailure, "USAGE_MIN", $"--min takes name=value, such as exact=0.97, not '{text}'.");
    }

    private static void Text(TextWriter output, EvaluationReport report)
    {
        foreach (var (name, value) in report.Figures) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-32} {value:0.####}"));
        if (report.Cases.Count == 0) return;
        output.WriteLine();
        output.WriteLine("worst cases");
        foreach (var line in report.Cases.Take(WorstShown)) output.WriteLine(line);
    }

    private static void Json(TextWriter output, EvaluationReport report)
    {
        foreach (var line in report.Cases) output.WriteLine(line);
        JsonOutput.Write(output, json => Figures(json, report));
    }

    // A line per run, so that a drop can be seen in the history of one file.
    private static async Task TrendAsync(string file, string data, EvaluationReport report, CancellationToken cancellationToken)
    {
        using var line = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        JsonOutput.Write(line, json =>
        {
            json.WriteString("at", TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteString("data", data.Replace('\\', '/'));
            Figures(json, report);
        });
        await File.AppendAllTextAsync(file, line.ToString(), cancellationToken);
    }

    private static void Figures(System.Text.Json.Utf8JsonWriter json, EvaluationReport report)
    {
        json.WriteString("kind", report.Kind);
        json.WriteStartObject("figures");
        foreach (var (name, value) in report.Figures) json.WriteNumber(name, value);
        json.WriteEndObject();
    }
}
