using System.Globalization;
using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;

namespace Lumos.Core.Domains.Evaluation;

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
        Dictionary<string, IReadOnlyList<DomainAssignment>> answers = new(StringComparer.Ordinal);
        Dictionary<string, IReadOnlyList<string>[]> ranked = new(StringComparer.Ordinal);
        long cells = 0;
        var spent = TimeSpan.Zero;
        foreach (var file in Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = Path.GetFileNameWithoutExtension(file);
            var (table, sample, count) = Describe(name, PlainCsv.Read(file), options);
            var start = options.Time.GetTimestamp();
            answers[name] = assigner.Assign(table, sample, options.Thresholds, cancellationToken);
            spent += options.Time.GetElapsedTime(start);
            cells += count;
            ranked[name] = [.. table.Columns.Select(c => Top(assigner, table, c, sample))];
        }

        return Score(goldPath, answers, ranked, spent > TimeSpan.Zero ? cells / spent.TotalSeconds : 0);
    }

    private static (CatalogTable Table, RawSample Sample, long Cells) Describe(string name, PlainCsv csv, DomainEvaluationOptions options)
    {
        Dictionary<string, string?[]> values = new(StringComparer.Ordinal);
        List<CatalogColumn> columns = [];
        for (var c = 0; c < csv.Columns.Count; c++)
        {
            var header = options.BlindHeaders ? string.Create(CultureInfo.InvariantCulture, $"c{c + 1}") : csv.Columns[c];
            if (!values.TryAdd(header, csv.Values[c])) values[header = string.Create(CultureInfo.InvariantCulture, $"{header}_{c + 1}")] = csv.Values[c];
            columns.Add(new CatalogColumn { Name = header, SourceName = header, Ordinal = c, Type = PlainCsv.TypeOf(csv.Values[c]) });
        }

        var table = new CatalogTable
        {
            Name = options.BlindHeaders ? "t" : name, Columns = columns,
            Source = new CatalogSource { Location = name, Format = "csv", Sha256 = new string('0', 64) },
        };
        return (table, options.MetadataOnly ? RawSample.Empty : RawSample.From(values), (long)csv.Rows * csv.Columns.Count);
    }

    private static IReadOnlyList<string> Top(DomainAssigner assigner, CatalogTable table, CatalogColumn column, RawSample sample)
    {
        var evidence = ColumnEvidence.Collect(table.Name, column.SourceName, column.Type, sample[column.SourceName], column.Unit);
        return [.. assigner.Rank(evidence).Take(3).Select(static s => s.Entry.Label)];
    }

    private static DomainEvaluationReport Score(string goldPath, Dictionary<string, IReadOnlyList<DomainAssignment>> answers, Dictionary<string, IReadOnlyList<string>[]> ranked, double cellsPerSecond)
    {
        List<DomainCase> cases = [];
        using var gold = JsonDocument.Parse(File.ReadAllBytes(goldPath));
        foreach (var table in gold.RootElement.EnumerateObject())
        {
            if (!answers.TryGetValue(table.Name, out var given)) throw new LumosException(ErrorCode.DeterministicFailure, "EVAL_GOLD_MISSING", $"The gold names a table '{table.Name}' that is not in the folder.", new ErrorLocation(goldPath), "Add the table or remove its gold.");
            var at = 0;
            var headers = PlainCsv.Read(Path.Combine(Path.GetDirectoryName(goldPath)!, table.Name + ".csv")).Columns;
            foreach (var header in headers)
            {
                var place = at++;
                if (!table.Value.GetProperty("columns").TryGetProperty(header, out var expected)) continue;
                List<string> right = [expected.GetProperty("type").GetString()!];
                if (expected.TryGetProperty("accept", out var accept)) right.AddRange(accept.EnumerateArray().Select(static a => a.GetString()!));
                var answer = given[place];
                cases.Add(new DomainCase(table.Name, header, right[0], answer.Domain, answer.Band, answer.Score, right.Contains(answer.Domain),
                    right.Contains(answer.Domain) || ranked[table.Name][place].Any(right.Contains), answer.Evidence));
            }
        }

        return DomainEvaluationReport.From(cases, cellsPerSecond);
    }
}
