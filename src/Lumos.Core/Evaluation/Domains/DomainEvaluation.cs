using System.Globalization;
using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Domains;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Evaluation.Domains;

/// <summary>Scores domaining on a folder of labelled tables: <c>*.csv</c> beside a <c>gold.json</c>.</summary>
public static class DomainEvaluation
{
    /// <summary>Assigns domains to every table of a folder, and only then compares with the gold.</summary>
    /// <param name="folder">Folder with <c>gold.json</c>.</param>
    /// <param name="options">Mode and blinding; null for data mode with headers.</param>
    /// <param name="cancellationToken">Stops between tables.</param>
    /// <exception cref="LumosException">The folder has no gold or a table is missing (<c>EVAL_GOLD_MISSING</c>, <c>EVAL_FILE_EMPTY</c>).</exception>
    public static DomainEvaluationReport Run(string folder, DomainEvaluationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new DomainEvaluationOptions();
        var goldPath = Path.Combine(folder, "gold.json");
        if (!File.Exists(goldPath)) throw new LumosException(ErrorCode.DeterministicFailure, "EVAL_GOLD_MISSING", "The folder has no gold.json.", new ErrorLocation(folder), "Name a folder in the evaluation format.");

        var assigner = new DomainAssigner(DomainCatalog.Default, new PiiMasker());
        Dictionary<string, Answered> answers = new(StringComparer.Ordinal);
        long cells = 0;
        var spent = TimeSpan.Zero;
        var first = true;
        foreach (var file in Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = Path.GetFileNameWithoutExtension(file);
            var csv = PlainCsv.Read(file);
            var (table, sample, count) = Describe(name, csv, options.BlindHeaders, options.MetadataOnly);
            // Lists are read when they are first asked; that is start-up, not speed.
            if (first) assigner.Assign(table, sample, options.Thresholds, cancellationToken);
            first = false;
            IReadOnlyList<DomainScore>[] ranked = [];
            var start = options.Time.GetTimestamp();
            var given = assigner.Assign(table, sample, options.Thresholds, cancellationToken, (_, all) => ranked = all);
            spent += options.Time.GetElapsedTime(start);
            cells += count;
            answers[name] = new Answered(csv.Columns, table, given, [.. ranked.Select(static r => r.Take(6).ToList())]);
        }

        return Score(goldPath, answers, spent > TimeSpan.Zero ? cells / spent.TotalSeconds : 0);
    }

    /// <summary>A table of an evaluation as a run sees it.</summary>
    internal static (CatalogTable Table, RawSample Sample, long Cells) Describe(string name, PlainCsv csv, bool blindHeaders, bool metadataOnly)
    {
        Dictionary<string, string?[]> values = new(StringComparer.Ordinal);
        List<CatalogColumn> columns = [];
        for (var c = 0; c < csv.Columns.Count; c++)
        {
            var header = blindHeaders ? string.Create(CultureInfo.InvariantCulture, $"c{c + 1}") : csv.Columns[c];
            if (!values.TryAdd(header, csv.Values[c])) values[header = string.Create(CultureInfo.InvariantCulture, $"{header}_{c + 1}")] = csv.Values[c];
            columns.Add(new CatalogColumn { Name = header, SourceName = header, Ordinal = c, Type = PlainTypes.Of(csv.Values[c]) });
        }

        var table = new CatalogTable
        {
            Name = blindHeaders ? "t" : name, Columns = columns,
            Source = new CatalogSource { Location = name, Format = "csv", Sha256 = new string('0', 64) },
        };
        return (table, metadataOnly ? RawSample.Empty : RawSample.From(values), (long)csv.Rows * csv.Columns.Count);
    }

    private static DomainEvaluationReport Score(string goldPath, Dictionary<string, Answered> answers, double cellsPerSecond)
    {
        List<DomainCase> cases = [];
        using var gold = JsonDocument.Parse(File.ReadAllBytes(goldPath));
        foreach (var table in gold.RootElement.EnumerateObject())
        {
            if (!answers.TryGetValue(table.Name, out var answered)) throw new LumosException(ErrorCode.DeterministicFailure, "EVAL_GOLD_MISSING", $"The gold names a table '{table.Name}' that is not in the folder.", new ErrorLocation(goldPath), "Add the table or remove its gold.");
            for (var at = 0; at < answered.Headers.Count; at++)
            {
                if (!table.Value.GetProperty("columns").TryGetProperty(answered.Headers[at], out var expected)) continue;
                List<string> right = [expected.GetProperty("type").GetString()!];
                if (expected.TryGetProperty("accept", out var accept)) right.AddRange(accept.EnumerateArray().Select(static a => a.GetString()!));
                cases.Add(Judge(table.Name, answered, at, right));
            }
        }

        return DomainEvaluationReport.From(cases, cellsPerSecond);
    }

    private static DomainCase Judge(string table, Answered answered, int at, List<string> right)
    {
        var answer = answered.Given[at];
        var ranked = answered.Ranked[at];
        var type = answered.Table.Columns[at].Type;
        List<string> best = [.. ranked.Select(s => Spoken(s.Entry, type, right)).Distinct(StringComparer.Ordinal).Take(3)];
        // The first answer is the best of the ranking; below the threshold the run says unknown, which is right only when the gold says so.
        var unknown = answer.Band == ConfidenceBand.Low;
        var first = best.Count > 0 ? best[0] : DomainAssigner.Unknown;
        var isRight = right.Contains(first) || unknown && right.Contains(DomainAssigner.Unknown);
        return new DomainCase(table, answered.Headers[at], right[0], isRight && unknown && !right.Contains(first) ? DomainAssigner.Unknown : first, answer.Band, answer.Score, isRight,
            isRight || best.Any(right.Contains), answer.Evidence)
        {
            Domain = answer.Domain,
            Assigned = unknown ? right.Contains(DomainAssigner.Unknown) : isRight,
            RunnerUp = best.Count > 1 ? best[1] : null,
            Formula = ranked.Count > 0 ? ranked[0].Score : 0,
        };
    }

    // The catalog is finer than the vocabulary of the gold in places: an air temperature is a number there.
    private static string Spoken(DomainEntry entry, ColumnType type, List<string> right)
    {
        if (entry.Definition.Broader is not { } broader || right.Contains(entry.Label)) return entry.Label;
        return entry.Definition.BroaderNumber is { } number && type.Kind is ColumnKind.Int64 or ColumnKind.Decimal or ColumnKind.Float64 ? entry.Definition.BroaderNumber ?? broader : broader;
    }

    private sealed record Answered(IReadOnlyList<string> Headers, CatalogTable Table, IReadOnlyList<DomainAssignment> Given, IReadOnlyList<DomainScore>[] Ranked);
}
