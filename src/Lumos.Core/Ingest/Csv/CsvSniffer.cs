using System.Text;
using Lumos.Core.Ingest.Csv.Bytes;
using Lumos.Core.Ingest.Csv.Dialects;
using Lumos.Core.Ingest.Csv.Records;
using Lumos.Core.Ingest.Csv.Tables;

namespace Lumos.Core.Ingest.Csv;

/// <summary>What the caller already knows about a file; the rest is found out.</summary>
public sealed record CsvSniffOptions
{
    /// <summary>Encoding name; null to detect.</summary>
    public string? Encoding { get; init; }

    /// <summary>Delimiter; null to detect.</summary>
    public string? Delimiter { get; init; }

    /// <summary>Quote character, empty for none; null to detect.</summary>
    public string? Quote { get; init; }

    /// <summary>Whether the table has a header; null to detect.</summary>
    public bool? HasHeader { get; init; }
}

/// <summary>
/// Finds out how a delimited text file is to be read: encoding, dialect, and where in the file the tables are. Looks at the whole of a
/// small file, at head, tail and samples of a large one; the reader checks the rest as it goes. Stateless, safe from many threads.
/// </summary>
public static class CsvSniffer
{
    private const int ScoreBytes = 64 << 10;
    private const int ScoreRecords = 800;

    /// <summary>Sniffs an input.</summary>
    /// <exception cref="Lumos.Abstractions.LumosException">The input is missing, unreadable, empty, binary or damaged.</exception>
    public static async ValueTask<CsvLayout> SniffAsync(CsvInput input, CsvSniffOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var sample = await CsvSample.LoadAsync(input, options?.Encoding, cancellationToken).ConfigureAwait(false);
        return Sniff(input.Name, sample, options ?? new CsvSniffOptions(), cancellationToken);
    }

    /// <summary>Sniffs a file.</summary>
    /// <exception cref="Lumos.Abstractions.LumosException">The file is missing, unreadable, empty, binary or damaged.</exception>
    public static CsvLayout Sniff(string path, CsvSniffOptions? options = null) => SniffAsync(CsvInput.File(path), options).AsTask().GetAwaiter().GetResult();

    private static CsvLayout Sniff(string name, CsvSample sample, CsvSniffOptions options, CancellationToken cancellationToken)
    {
        var text = sample.Head;
        var separator = CsvSeparatorLine.Read(text);
        var skip = separator?.Length ?? 0;
        var brief = CsvLongCells.Shorten(text);
        var scored = brief.AsSpan(skip, Math.Min(brief.Length - skip, ScoreBytes)).ToArray();
        var final = sample.Complete && scored.Length == brief.Length - skip;
        var newlines = CsvNewlines.Count(text);
        var known = options.Delimiter ?? separator?.Delimiter;
        var ranked = Rank(scored, final, newlines.CrEndsRecords, known, options.Quote, cancellationToken);
        ranked = CsvSecondLook.Reorder(
            ranked, CsvSecondLook.Samples(sample, brief, skip + scored.Length), more => Scored(scored, final, Candidates(more, newlines.CrEndsRecords, known), options.Quote, cancellationToken), out var agreement);
        var winner = ranked[0];

        // With the width known, records with torn quotes can be repaired; comment lines inside the table show.
        var body = skip == 0 ? text : text[skip..];
        var dialect = CsvDialectRefiner.Refine(winner.Dialect, scored, final, newlines);
        var probe = CsvRecords.Parse(body, sample.Complete, dialect, winner.Score.Width - (dialect.Leading ? 1 : 0));
        if (probe.Count == 0 && !sample.Complete) throw CsvErrors.NoLineEnds(name, body.Length);
        var regions = CsvTableFinder.Find(probe);
        var layout = CsvLayoutBuilder.Build(sample, options, probe, regions, skip, newlines, ranked);

        // Uneven from the start is no contradiction; uneven further down only, is one.
        return agreement < 0.9 && winner.Score.Consistency > 0.5 ? layout with { Confidence = Math.Round(layout.Confidence * (0.5 + (0.5 * agreement)), 3) } : layout;
    }

    /// <summary>All candidates, best first.</summary>
    internal static List<CsvRankedDialect> Rank(byte[] text, bool final, bool crEnds, string? delimiter, string? quote, CancellationToken cancellationToken)
    {
        var ranked = Scored(text, final, Candidates(text, crEnds, delimiter), quote, cancellationToken).ToList();
        if (ranked.Count == 0) return Rank(text, final, crEnds, delimiter, null, cancellationToken);

        // Ties keep the order of the candidates: everyday delimiters first.
        return [.. ranked.OrderByDescending(static candidate => candidate.Score.Score)];
    }

    private static IEnumerable<CsvRankedDialect> Scored(
        byte[] text, bool final, IEnumerable<(CsvDialect Dialect, double Prior)> candidates, string? quote, CancellationToken cancellationToken)
    {
        foreach (var (dialect, prior) in candidates)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (quote is not null && dialect.Quote != (quote.Length == 0 ? 0 : quote[0])) continue;
            var records = CsvRecords.Parse(text, final || text.Length < 4096, dialect, 0, ScoreRecords);
            if (records.Count == 0) records = CsvRecords.Parse(text, true, dialect, 0, ScoreRecords);
            yield return new CsvRankedDialect(dialect, CsvDialectScorer.Score(records, prior));
        }
    }

    private static IEnumerable<(CsvDialect Dialect, double Prior)> Candidates(byte[] text, bool crEnds, string? delimiter)
    {
        if (delimiter is null) return CsvDialectCandidates.Of(text, crEnds);
        var bytes = Encoding.UTF8.GetBytes(delimiter);
        var known = CsvDialectCandidates.Of(text, crEnds).Where(candidate => candidate.Dialect.Delimiter.AsSpan().SequenceEqual(bytes)).ToList();
        if (known.Count == 0) known.Add((new CsvDialect { Delimiter = bytes, Quote = (byte)'"', CrEnds = crEnds }, 1));
        return known;
    }
}

/// <summary>A candidate dialect with its score.</summary>
internal readonly record struct CsvRankedDialect(CsvDialect Dialect, CsvDialectScore Score);
